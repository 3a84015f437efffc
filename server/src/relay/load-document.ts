/** A file's document out of the store: the newest snapshot that leads to what it was written from, and the journal after it (R5). */
import {
  type ActorId,
  type Change,
  decodeChanges,
  type DecodedSnapshot,
  decodeSnapshot,
  Document,
  hashDocument,
} from '@joinery/shared';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import type { CheckCounts } from './room-checks.ts';
import type { Tail } from './room-journal.ts';

export interface LoadedDocument {
  readonly document: Document;
  /** Position of the file's last journal record. */
  readonly position: number;
  /** What the journal held past the snapshot. */
  readonly tail: Tail;
  /** Length of the snapshot. */
  readonly snapshotBytes: number;
}

export interface LoadOptions {
  readonly store: Store;
  readonly file: string;
  readonly actor: ActorId;
  readonly now: () => number;
  readonly log: Log;
  readonly checks: Pick<CheckCounts, 'misread'>;
}

/** @throws when the file has no snapshot that can be read, or its journal was written by a newer version */
export async function loadDocument(options: LoadOptions): Promise<LoadedDocument> {
  const { store, file, log } = options;
  const { position: from, document, bytes: snapshotBytes, bad } = await newestGood(options);
  const { records, damaged, last } = await store.journal(file, from);
  if (records.length + damaged.length !== last - from) {
    log.error({ file, from, to: last, found: records.length }, 'journal records are missing');
  }
  if (damaged.length > 0) log.error({ file, positions: damaged }, 'journal records are damaged and were left out');
  const tail = { changes: 0, bytes: 0 };
  for (const { position, bytes } of records) {
    const changes = changesOf(file, position, bytes);
    for (const change of changes) document.apply(change, 'load');
    tail.changes += changes.length;
    tail.bytes += bytes.length;
  }
  for (const position of bad) await store.discardSnapshot(file, position);
  return { document, position: last, tail, snapshotBytes };
}

interface GoodSnapshot {
  readonly position: number;
  readonly document: Document;
  readonly bytes: number;
  /** Positions of newer ones that are not. */
  readonly bad: readonly number[];
}

async function newestGood(options: LoadOptions): Promise<GoodSnapshot> {
  const { store, file, log, checks } = options;
  const bad: number[] = [];
  for (let before: number | undefined; ; before = bad.at(-1)) {
    const { snapshot, damaged } = await store.snapshot(file, before);
    if (damaged.length > 0) log.error({ file, positions: damaged }, 'snapshots are damaged; an older one is used');
    bad.push(...damaged);
    if (snapshot === undefined) throw new Error(`file ${file} has no snapshot that can be read`);
    const { position, bytes } = snapshot;
    const decoded = decodeSnapshot(bytes);
    const document = decoded.ok ? leadsTo(decoded.value, options) : undefined;
    if (document !== undefined) return { position, document, bytes: bytes.length, bad };
    const reason = decoded.ok ? 'it leads to another document than it was written from' : decoded.reason;
    log.error({ file, position, reason }, 'a snapshot cannot be read; an older one is used');
    checks.misread += 1;
    bad.push(position);
  }
}

/** @returns undefined when that is not what the snapshot was written from */
function leadsTo({ delta, hash }: DecodedSnapshot, { actor, now, file, log }: LoadOptions): Document | undefined {
  const document = new Document({
    actor,
    wall: now,
    onSubscriberError: (err) => log.error({ err, file }, 'subscriber'),
  });
  document.merge(delta, 'load');
  return hash === undefined || hashDocument(document) === hash ? document : undefined;
}

function changesOf(file: string, position: number, bytes: Uint8Array): Change[] {
  const decoded = decodeChanges(bytes);
  if (!decoded.ok) throw new Error(`journal record ${position} of file ${file} cannot be read: ${decoded.reason}`);
  return decoded.value;
}
