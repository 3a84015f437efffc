/** What must be true when a simulated world has come to rest. */
import { type ActorId, type Change, covers, type Digest, type Document, type VersionVector } from '@joinery/shared';
import { Broken, freshDigest, jsonOf, NaiveDocument, replica, roundedJson } from '@joinery/shared/testing';
import { type Disk, stampOf } from './disk.ts';
import type { Seat } from './seat.ts';

/** What the journal says, and who says otherwise. */
export interface Story {
  /** The document as canonical JSON. */
  readonly text: string;
  readonly digest: Digest;
  readonly version: VersionVector;
  /** Changes that are journalled, and those that were refused, by actor. */
  readonly told: ReadonlyMap<ActorId, readonly Change[]>;
  readonly isJournalled: (change: Change) => boolean;
}

/** Replays the journal, and holds the replay to the rules. */
export function tellStory(disk: Disk, seats: readonly Seat[]): Story {
  const [replay, naive] = [replica('replay'), new NaiveDocument()];
  for (const change of disk.journal) {
    replay.apply(change);
    naive.learn(change);
  }
  const text = jsonOf(replay);
  if (roundedJson(text) !== naive.toText())
    throw new Broken(`the rules give another document:\n${naive.toText()}\n${roundedJson(text)}`);
  const told = new Map<ActorId, Change[]>();
  const rejected = seats.flatMap(({ tab }) => tab.sync.rejected.map(({ change }) => change));
  for (const change of [...disk.journal, ...rejected]) {
    const known = told.get(change.actor);
    if (known === undefined) told.set(change.actor, [change]);
    else known.push(change);
  }
  const isJournalled = ({ actor, time }: Change): boolean => disk.hasJournalled(actor, time);
  return { text, digest: freshDigest(replay), version: replay.version, told, isJournalled };
}

/** To the last register and stamp (D12). */
export function checkDocument(who: string, document: Document, story: Story): void {
  const text = jsonOf(document);
  if (text !== story.text) throw new Broken(`${who} is not what the journal says:\n${story.text}\n${text}`);
  const unseen = document.digest().differing(freshDigest(document));
  if (unseen.length > 0) throw new Broken(`the digest of ${who} has not seen a write in buckets ${unseen.join(', ')}`);
  const different = document.digest().differing(story.digest);
  if (different.length > 0)
    throw new Broken(`${who} differs from what the journal says, in buckets ${different.join(', ')}`);
}

/**
 * A tab shows what the journal says and knows that it does; each own change is journalled, or rejected and kept, or a later one
 * set all that it did (S2, S5).
 * @returns how many were rejected
 */
export function checkSeat({ actor, kept, tab }: Seat, story: Story): number {
  checkDocument(actor, tab.document, story);
  if (kept.pending.length > 0)
    throw new Broken(`the outbox of ${actor} keeps ${kept.pending.length} that are acknowledged`);
  for (const [other, time] of story.version) {
    if (!covers(tab.document.version, { actor: other, time }))
      throw new Broken(`${actor} does not know that it has seen ${stampOf({ actor: other, time })}`);
  }
  const rejected = new Set(tab.sync.rejected.map(({ change }) => stampOf(change)));
  for (const change of kept.made) {
    if (rejected.has(stampOf(change)) || story.isJournalled(change) || wasSquashed(change, story)) continue;
    throw new Broken(`${stampOf(change)} is neither journalled nor rejected: ${JSON.stringify(change.assignments)}`);
  }
  return rejected.size;
}

function wasSquashed({ actor, time, assignments }: Change, { told }: Story): boolean {
  const later = (told.get(actor) ?? []).filter((other) => other.time > time);
  const sets = (node: string, property: string): boolean =>
    later.some((other) => other.assignments.some(([n, p]) => n === node && p === property));
  return assignments.every(([node, property]) => sets(node, property));
}
