import { useState } from 'react';
import { useStore } from 'zustand';
import type { Person } from '../../collaboration/people.ts';
import { useWorkspace } from '../workspace.ts';

/** What of a person is shown beside the canvas: all but what moves many times a second. */
const SHOWN = ['session', 'person', 'name', 'color', 'status', 'page', 'following', 'spotlight', 'self'] as const;

const looksTheSame = (a: readonly Person[], b: readonly Person[]): boolean =>
  a.length === b.length && a.every((person, index) => SHOWN.every((part) => person[part] === b[index]?.[part]));

/** Everybody in the file, me first, a tab each. People without their cursors: those are the canvas's business. */
export function usePeople(): readonly Person[] {
  const { collaboration } = useWorkspace();
  const [select] = useState(() => {
    let last: readonly Person[] = [];
    return ({ people }: { readonly people: readonly Person[] }) =>
      looksTheSame(last, people) ? last : (last = people);
  });
  return useStore(collaboration.people, select);
}

/** One face a person, whichever of their tabs does something; my own other tabs are not others. */
export function facesOf(people: readonly Person[]): readonly Person[] {
  const own = people.find(({ self }) => self)?.person;
  const faces = new Map<string, Person>();
  for (const person of people) {
    if (person.self || person.person === own) continue;
    const known = faces.get(person.person);
    if (known === undefined || (!known.active && person.active)) faces.set(person.person, person);
  }
  return [...faces.values()];
}
