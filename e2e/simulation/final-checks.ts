/** What must be true when a simulated world has come to rest. */
import {
  type Assignment,
  type Change,
  compareStamps,
  covers,
  type Digest,
  type Document,
  type NodeId,
  type VersionVector,
} from '@joinery/shared';
import { Broken, freshDigest, jsonOf, NaiveDocument, replica, roundedJson } from '@joinery/shared/testing';
import { type Disk, stampOf } from './disk.ts';
import type { Seat } from './seat.ts';
import type { KeptByBrowser } from './tab.ts';

/** What the journal says, and who says otherwise. */
export interface Story {
  /** The document as canonical JSON. */
  readonly text: string;
  readonly digest: Digest;
  readonly version: VersionVector;
  readonly document: Document;
  /** Whether a node was ever made. */
  readonly wasThere: (node: NodeId) => boolean;
  readonly isJournalled: (change: Change) => boolean;
}

/** Replays the journal, and holds the replay to the rules. */
export function tellStory({ journal }: Pick<Disk, 'journal'>): Story {
  const [replay, naive] = [replica('replay'), new NaiveDocument()];
  for (const change of journal) {
    replay.apply(change);
    naive.learn(change);
  }
  const text = jsonOf(replay);
  if (roundedJson(text) !== naive.toText())
    throw new Broken(`the rules give another document:\n${naive.toText()}\n${roundedJson(text)}`);
  const stamps = new Set(journal.map(stampOf));
  const made = new Set(journal.flatMap(({ assignments }) => assignments.map(([node]) => node)));
  return {
    text,
    digest: freshDigest(replay),
    version: replay.version,
    document: replay,
    wasThere: (node) => made.has(node),
    isJournalled: (change) => stamps.has(stampOf(change)),
  };
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
 * A tab shows what the journal says and knows that it does; each own change is journalled, or rejected and kept, or made again, or
 * others have written all that it did since (S2, S5).
 * @returns how many were rejected
 */
export function checkSeat({ actor, kept, tab }: Pick<Seat, 'actor' | 'kept' | 'tab'>, story: Story): number {
  checkDocument(actor, tab.document, story);
  if (kept.pending.length > 0)
    throw new Broken(`the outbox of ${actor} keeps ${kept.pending.length} that are acknowledged`);
  for (const [other, time] of story.version) {
    if (!covers(tab.document.version, { actor: other, time }))
      throw new Broken(`${actor} does not know that it has seen ${stampOf({ actor: other, time })}`);
  }
  for (const [index, change] of kept.made.entries()) {
    if (story.isJournalled(change)) continue;
    const lost = change.assignments.filter(
      (assignment) => !isAccountedFor(change, assignment, { kept, later: kept.made.slice(index + 1), story }),
    );
    if (lost.length > 0)
      throw new Broken(`${stampOf(change)} is neither journalled nor rejected: ${JSON.stringify(lost)}`);
  }
  return tab.sync.rejected.length;
}

interface Account {
  readonly kept: KeptByBrowser;
  /** What its tabs made after it. */
  readonly later: readonly Change[];
  readonly story: Story;
}

/** Whether an assignment of a change that is not journalled was rejected, was made again or overtaken by another of its own, or lost. */
function isAccountedFor(change: Change, [node, property]: Assignment, { kept, later, story }: Account): boolean {
  const sets = (other: Change, id: string | undefined): boolean =>
    other.assignments.some(([n, p]) => n === id && p === property);
  if (kept.rejected.some(({ change: one }) => stampOf(one) === stampOf(change) && sets(one, node))) return true;
  if (later.some((other) => sets(other, node) || sets(other, kept.renamed.get(node)))) return true;
  const standing = story.document.stamp(node, property);
  // Somebody wrote it later, or it is one of what was deleted for good.
  return standing !== undefined
    ? compareStamps(standing, change) > 0
    : !story.document.has(node) && story.wasThere(node);
}
