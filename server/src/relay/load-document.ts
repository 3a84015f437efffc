/** A file's document out of the store: the newest snapshot that is whole, and the journal after it (R5). */
import { type ActorId, type Change, decodeChanges, decodeDelta, type Delta, Document } from '@joinery/shared';
import type { Log } from '../log.ts';
import type { Snapshot, Store } from '../store/store.ts';
import type { Tail } from './room-journal.ts';

export interface LoadedDocument {
  readonly document: Document;
  /** Position of the file's last journal record. */
  readonly position: number;
  /** What the journal held past the snapshot. */
  readonly tail: Tail;
}

export interface LoadOptions {
  readonly store: Store;
  readonly file: string;
  readonly actor: ActorId;
  readonly now: () => number;
  readonly log: Log;
}

/** @throws when the file has no snapshot that can be read, or its journal was written by a newer version */
export async function loadDocument(options: LoadOptions): Promise<LoadedDocument> {
  const { store, file, actor, now, log } = options;
  const { snapshot, delta, bad } = await newestGood(options);
  const document = new Document({
    actor,
    wall: now,
    onSubscriberError: (err) => log.error({ err, file }, 'subscriber'),
  });
  document.merge(delta, 'load');
  const { records, damaged, last } = await store.journal(file, snapshot.position);
  if (records.length + damaged.length !== last - snapshot.position) {
    log.error({ file, from: snapshot.position, to: last, found: records.length }, 'journal records are missing');
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
  return { document, position: last, tail };
}

interface GoodSnapshot {
  readonly snapshot: Snapshot;
  readonly delta: Delta;
  /** Positions of newer ones that are not. */
  readonly bad: readonly number[];
}

async function newestGood({ store, file, log }: LoadOptions): Promise<GoodSnapshot> {
  const bad: number[] = [];
  for (let before: number | undefined; ; before = bad.at(-1)) {
    const { snapshot, damaged } = await store.snapshot(file, before);
    if (damaged.length > 0) log.error({ file, positions: damaged }, 'snapshots are damaged; an older one is used');
    bad.push(...damaged);
    if (snapshot === undefined) throw new Error(`file ${file} has no snapshot that can be read`);
    const decoded = decodeDelta(snapshot.bytes);
    if (decoded.ok) return { snapshot, delta: decoded.value, bad };
    log.error({ file, position: snapshot.position, reason: decoded.reason }, 'a snapshot cannot be read');
    bad.push(snapshot.position);
  }
}

function changesOf(file: string, position: number, bytes: Uint8Array): Change[] {
  const decoded = decodeChanges(bytes);
  if (!decoded.ok) throw new Error(`journal record ${position} of file ${file} cannot be read: ${decoded.reason}`);
  return decoded.value;
}
