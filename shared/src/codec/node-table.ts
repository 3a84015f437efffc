/**
 * The nodes of a delta, each written once: actors and creation times as columns. Elsewhere in the delta a node is its place in this
 * table: 0 is `root`, 1 is `trash`, then the others ascending by creating actor and time.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import { must } from '../must.ts';
import { creationStamp, newIdOf, type NodeId, ROOT, TRASH } from '../document/node-id.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { readActorId, writeActorId } from './stamp-table.ts';
import { readTimes, writeTimes } from './times.ts';

/** How many places of the table are taken by nodes that are in every document. */
export const FIXED_NODES = 2;

export function writeActors(writer: ByteWriter, actors: readonly ActorId[]): void {
  writer.uint(actors.length);
  for (const actor of actors) writeActorId(writer, actor);
}

/** @throws DecodeError where they are not ascending */
export function readActors(reader: ByteReader): ActorId[] {
  const actors = reader.list(6, () => readActorId(reader));
  for (let i = 1; i < actors.length; i++)
    if ((actors[i - 1] as ActorId) >= (actors[i] as ActorId)) throw new DecodeError('actors out of order');
  return actors;
}

/** @param ids without `root` and `trash`, ascending */
export function writeNodes(writer: ByteWriter, ids: readonly NodeId[], actorIndex: (actor: ActorId) => number): void {
  const times: Time[] = [];
  const runs: { actor: ActorId; count: number }[] = [];
  let run: { actor: ActorId; count: number } | undefined;
  for (const id of ids) {
    const { actor, time } = must(creationStamp(id), `the id of a node, not ${id}`);
    times.push(time);
    if (run?.actor === actor) run.count += 1;
    else runs.push((run = { actor, count: 1 }));
  }
  writer.uint(runs.length);
  for (const { actor, count } of runs) {
    writer.uint(actorIndex(actor));
    writer.uint(count);
  }
  writeTimes(writer, times);
}

/** The nodes of a delta as they are read. */
export interface NodeTable {
  /** By place, `root` and `trash` included. */
  readonly ids: readonly NodeId[];
  /** Creation stamps by place; actors are places in the delta's table; -1 for `root` and `trash`. */
  readonly times: Float64Array;
  readonly actors: Int32Array;
}

/** @throws DecodeError where a node comes twice or they are not ascending */
export function readNodes(reader: ByteReader, actors: readonly ActorId[]): NodeTable {
  const runs = reader.list(2, () => ({ actor: reader.uint(), count: reader.uint() }));
  const count = runs.reduce((sum, run) => sum + run.count, 0);
  const read = readTimes(reader, count);
  const times = new Float64Array(count + FIXED_NODES).fill(-1);
  times.set(read, FIXED_NODES);
  const writers = new Int32Array(count + FIXED_NODES).fill(-1);
  let at = FIXED_NODES;
  let before = -1;
  for (const run of runs) {
    if (run.actor <= before || run.actor >= actors.length) throw new DecodeError('nodes of an actor out of order');
    before = run.actor;
    writers.fill(run.actor, at, at + run.count);
    for (let i = at + 1; i < at + run.count; i++)
      if ((times[i] as number) <= (times[i - 1] as number)) throw new DecodeError('nodes out of order');
    at += run.count;
  }
  return { ids: idsOf(writers, times, actors), times, actors: writers };
}

function idsOf(writers: Int32Array, times: Float64Array, actors: readonly ActorId[]): NodeId[] {
  const ids: NodeId[] = [ROOT, TRASH];
  for (let place = FIXED_NODES; place < times.length; place++)
    ids.push(newIdOf(actors[writers[place] as number] as ActorId, times[place] as Time));
  return ids;
}
