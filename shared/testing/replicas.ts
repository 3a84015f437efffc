/** Documents for stories: named replicas with a clock that stands still, and an exchange of everything they lack. */
import { ACTOR_LENGTH } from '../src/clock/actor.ts';
import type { ActorId } from '../src/clock/stamp.ts';
import type { Change } from '../src/document/change.ts';
import { Document } from '../src/document/document.ts';
import { canonicalJson } from '../src/document/document-json.ts';

/** Unix milliseconds at which test clocks start: 2026-01-01T00:00Z. */
export const TEST_START_MS = 1_767_225_600_000;

/** `ann` → `ann00000`: sorts as the names do, so a story can say who wins a tie. */
export const actorNamed = (name: string): ActorId => name.padEnd(ACTOR_LENGTH, '0');

export const replica = (name: string, wall: () => number = () => TEST_START_MS): Document =>
  new Document({ actor: actorNamed(name), wall });

/** Everybody learns everything, by deltas. */
export function exchange(...documents: readonly Document[]): void {
  for (const from of documents) {
    for (const to of documents) if (from !== to) to.merge(from.since(to.version));
  }
  for (const from of documents) {
    for (const to of documents) if (from !== to) to.merge(from.since(to.version));
  }
}

/** The changes that a replica makes from now on, in order. */
export function recordChanges(document: Document): Change[] {
  const changes: Change[] = [];
  document.subscribe(({ change, origin }) => {
    if (change !== undefined && (origin === 'local' || origin === 'undo')) changes.push(change);
  });
  return changes;
}

/** What replicas are compared by: bytes. */
export const jsonOf = (document: Document): string => canonicalJson(document.toJSON());
