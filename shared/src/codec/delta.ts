/**
 * Deltas and snapshots in bytes: one format (D4), column by column as the register store holds them. What most cells of a column have in
 * common is written once: that a node has the property, that it still stands under its creation stamp, what its value is.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import { must } from '../must.ts';
import type { Delta } from '../document/change.ts';
import { ColumnDelta, type ColumnStamps, compareProperties, type DeltaColumn } from '../document/column-delta.ts';
import { compareNodeIds, creationStamp, isFixedNode, type NodeId, ROOT, TRASH } from '../document/node-id.ts';
import { wireNumber } from '../schema/properties.ts';
import { type ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import { readProperty, writeProperty } from './property.ts';
import { readColumn, writeColumn } from './column.ts';
import { readDeltaV1 } from './delta-v1.ts';
import { readExceptions, writeExceptions } from './exceptions.ts';
import { FIXED_NODES, type NodeTable, readActors, readNodes, writeActors, writeNodes } from './node-table.ts';
import { type Decoded, decodeWhole } from './result.ts';
import { StampReader, StampWriter } from './stamp-table.ts';
import { readTimes, writeTimes } from './times.ts';
import { isPlacement, isPosition } from './value.ts';

const FORMAT = 2;

/** A delta or a snapshot (D4) in bytes, for whoever {@link decodeDelta}s it: the same bytes for the same registers. */
export function encodeDelta(delta: Delta): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(FORMAT);
  new DeltaWriter(writer, ColumnDelta.of(delta)).write();
  return writer.finish();
}

/** Never throws: hostile bytes give a reason. Reads every released format; a newer one is refused by name. */
export const decodeDelta = (bytes: Uint8Array): Decoded<Delta> =>
  decodeWhole(bytes, (reader) => {
    const format = reader.byte();
    if (format === 1) return readDeltaV1(reader);
    if (format !== FORMAT) throw new DecodeError(`a document of format ${format}, this version reads up to ${FORMAT}`);
    return readDelta(reader);
  });

class DeltaWriter {
  readonly #writer: ByteWriter;
  readonly #delta: ColumnDelta;
  readonly #actors: readonly ActorId[];
  readonly #actorIndexes: ReadonlyMap<ActorId, number>;
  readonly #nodes: readonly NodeId[];
  readonly #places: ReadonlyMap<NodeId, number>;
  /** By row of the delta, its place in the table of nodes. */
  readonly #rowPlaces: Int32Array;

  constructor(writer: ByteWriter, delta: ColumnDelta) {
    this.#writer = writer;
    this.#delta = delta;
    this.#nodes = allNodes(delta);
    this.#actors = allActors(delta, this.#nodes);
    this.#actorIndexes = new Map(this.#actors.map((actor, index) => [actor, index]));
    const places = new Map([
      [ROOT, 0],
      [TRASH, 1],
    ]);
    for (const node of this.#nodes) places.set(node, places.size);
    this.#places = places;
    this.#rowPlaces = new Int32Array(delta.nodes.length);
    for (let row = 0; row < this.#rowPlaces.length; row++)
      this.#rowPlaces[row] = this.#placeOf(delta.nodes[row] as NodeId);
  }

  write(): void {
    const { columns, version } = this.#delta;
    writeActors(this.#writer, this.#actors);
    writeVersion(this.#writer, version, this.#actorIndex);
    writeNodes(this.#writer, this.#nodes, this.#actorIndex);
    this.#writer.uint(columns.length);
    const stamps = new StampWriter(this.#writer);
    const parents = this.#parents();
    for (const column of columns) {
      const { property } = column;
      writeProperty(this.#writer, property);
      const rows = new Int32Array(column.rows.length);
      for (let i = 0; i < rows.length; i++) rows[i] = this.#rowPlaces[column.rows[i] as number] as number;
      writePresence(this.#writer, rows);
      this.#writeStamps(column);
      const known = wireNumber(property) !== undefined;
      writeColumn(this.#writer, column.values, { property, known, stamps, rows, parents, placeOf: this.#placeOf });
    }
  }

  readonly #actorIndex = (actor: ActorId): number => must(this.#actorIndexes.get(actor), 'an actor of the delta');

  readonly #placeOf = (node: NodeId): number => must(this.#places.get(node), 'a node of the delta');

  /** By place, the place of the parent that the node names in this delta. */
  #parents(): Int32Array {
    const parents = new Int32Array(this.#nodes.length + FIXED_NODES).fill(-1);
    const column = this.#delta.columns.find(({ property }) => property === 'placement');
    column?.values.forEach((value, i) => {
      const place = this.#rowPlaces[column.rows[i] as number] as number;
      if (isPlacement(value)) parents[place] = this.#placeOf(value.parent);
    });
    return parents;
  }

  /** Only of registers that do not stand under their node's creation stamp. */
  #writeStamps({ rows, stamps }: DeltaColumn): void {
    if (stamps === undefined) return this.#writer.uint(0);
    const { times, actors } = stamps;
    const others: number[] = [];
    const created = this.#delta.creations;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as number;
      if (created.times[row] !== times[i] || created.actors[row] !== actors[i]) others.push(i);
    }
    writeExceptions(this.#writer, others);
    writeTimes(
      this.#writer,
      others.map((i) => times[i] as Time),
    );
    const writers = others.map((i) => this.#actorIndex(this.#delta.actors[actors[i] as number] as ActorId));
    const [first = 0] = writers;
    if (others.length === 0) return;
    const same = writers.every((actor) => actor === first);
    this.#writer.uint(same ? first + 1 : 0);
    if (!same) for (const actor of writers) this.#writer.uint(actor);
  }
}

/** Those with registers, and those that are only named as a parent or a space; without `root` and `trash`. */
function allNodes({ nodes, columns }: ColumnDelta): NodeId[] {
  const own = new Set(nodes);
  const named = new Set<NodeId>();
  // Siblings name the same ones, one after the other.
  let last: NodeId = ROOT;
  const add = (node: NodeId): void => {
    if (node !== last && !own.has(node)) named.add(node);
    last = node;
  };
  for (const { property, values } of columns) {
    if (property !== 'placement' && property !== 'position') continue;
    for (const value of values) {
      if (isPlacement(value)) {
        add(value.parent);
        add(value.from);
      } else if (isPosition(value)) add(value.space);
    }
  }
  const ids = named.size === 0 ? nodes : [...nodes, ...named].sort(compareNodeIds);
  return ids.filter((id) => !isFixedNode(id));
}

function allActors({ actors, version }: ColumnDelta, nodes: readonly NodeId[]): ActorId[] {
  const all = new Set([...actors, ...version.keys()]);
  let last: ActorId | undefined;
  for (const node of nodes) {
    if (last !== undefined && node.startsWith(last)) continue;
    last = must(creationStamp(node), `the id of a node, not ${node}`).actor;
    all.add(last);
  }
  return [...all].sort();
}

function writeVersion(writer: ByteWriter, version: VersionVector, actorIndex: (actor: ActorId) => number): void {
  const entries = [...version].sort(([a], [b]) => (a < b ? -1 : 1));
  writer.uint(entries.length);
  for (const [actor] of entries) writer.uint(actorIndex(actor));
  writeTimes(
    writer,
    entries.map(([, time]) => time),
  );
}

function readVersion(reader: ByteReader, actors: readonly ActorId[]): VersionVector {
  const indexes = reader.list(1, () => reader.uint());
  const times = readTimes(reader, indexes.length);
  return new Map(indexes.map((index, i) => [actorAt(actors, index), times[i] as Time]));
}

/** Runs of places that are absent and present, in turn. @param places ascending */
function writePresence(writer: ByteWriter, places: Int32Array): void {
  const runs: number[] = [];
  let next = 0;
  for (let i = 0; i < places.length;) {
    const start = places[i] as number;
    let end = start + 1;
    for (i += 1; places[i] === end; i++) end += 1;
    runs.push(start - next, end - start);
    next = end;
  }
  writer.uint(runs.length / 2);
  for (const run of runs) writer.uint(run);
}

/** Allocates just what is present: a delta may have thousands of keyed properties, of a node each, among thousands of nodes. */
function readPresence(reader: ByteReader, size: number): Int32Array {
  const runs: { readonly from: number; readonly to: number }[] = [];
  let count = 0;
  let next = 0;
  for (let left = reader.count(2); left > 0; left--) {
    const from = next + reader.uint();
    next = from + reader.uint();
    if (next === from || next > size) throw new DecodeError('a run of cells past the end of the table');
    runs.push({ from, to: next });
    count += next - from;
  }
  if (count === 0) throw new DecodeError('a property of no node');
  const places = new Int32Array(count);
  let at = 0;
  for (const { from, to } of runs) for (let place = from; place < to; place++) places[at++] = place;
  return places;
}

function readDelta(reader: ByteReader): ColumnDelta {
  const actors = readActors(reader);
  const version = readVersion(reader, actors);
  const nodes = readNodes(reader, actors);
  const references = new StampReader(reader);
  const parents = new Int32Array(nodes.ids.length).fill(-1);
  let before: string | undefined;
  const columns = reader.list(4, (): DeltaColumn => {
    const property = readProperty(reader);
    if (before !== undefined && compareProperties(before, property) >= 0)
      throw new DecodeError('properties out of order');
    before = property;
    const rows = readPresence(reader, nodes.ids.length);
    const known = wireNumber(property) !== undefined;
    // Known properties are few; of the others each cell is a byte at least, so that few bytes cannot ask for much memory.
    if (!known && rows.length > reader.remaining)
      throw new DecodeError(`${rows.length} cells of ${property} are not there`);
    const stamps = readStamps(reader, { rows, nodes, actors });
    const values = readColumn(reader, {
      known,
      stamps: references,
      rows,
      parents,
      ids: nodes.ids,
    });
    return { property, rows, values, stamps };
  });
  return new ColumnDelta({ version, nodes: nodes.ids, actors, columns }, nodes);
}

interface StampContext {
  readonly rows: Int32Array;
  readonly nodes: NodeTable;
  readonly actors: readonly ActorId[];
}

function readStamps(reader: ByteReader, { rows, nodes, actors }: StampContext): ColumnStamps | undefined {
  const others = readExceptions(reader, rows.length);
  // `root` and `trash` were created by nobody.
  const fixed = rows.findIndex((place) => place >= FIXED_NODES);
  const few = fixed < 0 ? rows.length : fixed;
  for (let i = 0; i < few; i++) if (others[i] !== i) throw new DecodeError('a register without a stamp');
  if (others.length === 0) return undefined;
  const times = new Float64Array(rows.length);
  const writers = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    times[i] = nodes.times[rows[i] as number] as number;
    writers[i] = nodes.actors[rows[i] as number] as number;
  }
  const read = readTimes(reader, others.length);
  const head = reader.uint();
  for (let at = 0; at < others.length; at++) {
    const i = others[at] as number;
    times[i] = read[at] as number;
    writers[i] = head > 0 ? head - 1 : reader.uint();
    actorAt(actors, writers[i]);
  }
  return { times, actors: writers };
}

function actorAt(actors: readonly ActorId[], index = -1): ActorId {
  const actor = actors[index];
  if (actor === undefined) throw new DecodeError('an actor that is not in the table');
  return actor;
}
