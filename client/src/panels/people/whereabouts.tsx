/** Dots of those who are on a page, or have a layer selected. */
import type { NodeId } from '@joinery/shared';
import { useStore } from 'zustand';
import { nameOf, type Person } from '../../collaboration/people.ts';
import { useWorkspace } from '../workspace.ts';
import styles from './whereabouts.module.css';

/** More than this are not told apart. */
const MAX_DOTS = 3;

const kept = new WeakMap<readonly Person[], ReadonlyMap<NodeId, string>>();

/** By page and selected node, who is there: one text each, so that a moving cursor is no news. Found once for all rows. */
function placesOf(people: readonly Person[]): ReadonlyMap<NodeId, string> {
  const known = kept.get(people);
  if (known !== undefined) return known;
  const places = new Map<NodeId, string>();
  for (const person of people) {
    if (person.self) continue;
    const line = `${person.color}${nameOf(person)}\n`;
    for (const id of person.page === null ? person.selection : [person.page, ...person.selection])
      places.set(id, (places.get(id) ?? '') + line);
  }
  kept.set(people, places);
  return places;
}

/** Renders again only when somebody comes to this node or leaves it. The list of people says the same in words. */
export function Whereabouts({ id }: { readonly id: NodeId }) {
  const { collaboration } = useWorkspace();
  const there = useStore(collaboration.people, ({ people }) => placesOf(people).get(id) ?? '');
  if (there === '') return null;
  const people = there.trimEnd().split('\n');
  const names = people.map((line) => line.slice(7)).join(', ');
  return (
    <span className={styles.dots} title={names}>
      {people.slice(0, MAX_DOTS).map((line, index) => (
        <span key={index} className={styles.dot} style={{ background: line.slice(0, 7) }} />
      ))}
    </span>
  );
}
