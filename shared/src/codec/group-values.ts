/** What the nodes of a group get for one property, in the way that suits it. */
import { ACTOR_LENGTH } from '../clock/actor.ts';
import type { NodeId } from '../document/node-id.ts';
import type { Placement, Position } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import type { ChangeNodesReader, ChangeNodesWriter } from './change-nodes.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import { filled, isPlacement, isPosition, readValue, writeValue } from './value.ts';

const WAY = { plain: 0, same: 1, numbers: 2, positions: 3, placements: 4 } as const;

/** Which nodes a column of references names: one for all, one each, or the parents that the group's placements name. */
const REFERS = { one: 0, each: 1, parents: 2 } as const;

export function writeGroupValues(
  writer: ByteWriter,
  nodes: ChangeNodesWriter,
  property: string,
  values: readonly Value[],
): void {
  if (property === 'position' && values.every(isPosition)) {
    writer.byte(WAY.positions);
    return writePositions(writer, nodes, values);
  }
  if (property === 'placement' && values.every(isPlacement)) {
    writer.byte(WAY.placements);
    return writePlacements(writer, nodes, values);
  }
  const [first] = values;
  if (values.length > 1 && values.every((value) => typeof value === 'number')) {
    writer.byte(WAY.numbers);
    return writeNumbers(writer, values);
  }
  const same = values.length > 1 && values.every((value) => value === first && !Object.is(value, -0));
  // A single value that is neither position nor placement, as in most changes, needs nobody to say that it is plain.
  if (hasWay(property, values.length)) writer.byte(same ? WAY.same : WAY.plain);
  for (let i = 0; i < (same ? 1 : values.length); i++) writeValue(writer, nodes.stamps, values[i] as Value);
}

export function readGroupValues(
  reader: ByteReader,
  nodes: ChangeNodesReader,
  property: string,
  count: number,
): Value[] {
  const way = hasWay(property, count) ? reader.byte() : WAY.plain;
  if (way === WAY.positions) return readPositions(reader, nodes, count);
  if (way === WAY.placements) return readPlacements(reader, nodes, count);
  if (way === WAY.numbers) return readNumbers(reader, count);
  if (way === WAY.same) return filled(count, readValue(reader, nodes.stamps));
  if (way !== WAY.plain) throw new DecodeError(`values written in an unknown way ${way}`);
  const values: Value[] = [];
  for (let i = 0; i < count; i++) values.push(readValue(reader, nodes.stamps));
  return values;
}

/** Whether a column says in which way it is written. */
export const hasWay = (property: string, count: number): boolean =>
  count > 1 || property === 'position' || property === 'placement';

function writePositions(writer: ByteWriter, nodes: ChangeNodesWriter, positions: readonly Position[]): void {
  const numbers: number[] = [];
  for (const { x } of positions) numbers.push(x);
  for (const { y } of positions) numbers.push(y);
  writeNumbers(writer, numbers);
  const { parents } = nodes;
  if (parents.length === positions.length && positions.every(({ space }, i) => space === parents[i]))
    return writer.byte(REFERS.parents);
  const spaces: NodeId[] = [];
  for (const { space } of positions) spaces.push(space);
  writeReferences(writer, nodes, spaces);
}

function readPositions(reader: ByteReader, nodes: ChangeNodesReader, count: number): Value[] {
  const numbers = readNumbers(reader, 2 * count);
  const spaces = readReferences(reader, nodes, count);
  const positions: Value[] = [];
  for (let i = 0; i < count; i++)
    positions.push({ x: numbers[i] as number, y: numbers[count + i] as number, space: spaces[i] as NodeId });
  return positions;
}

function writePlacements(writer: ByteWriter, nodes: ChangeNodesWriter, placements: readonly Placement[]): void {
  const parents = placements.map(({ parent }) => parent);
  writeReferences(writer, nodes, parents);
  nodes.parents = parents;
  if (placements.every(({ from }, i) => from === parents[i])) writer.byte(REFERS.parents);
  else {
    writeReferences(
      writer,
      nodes,
      placements.map(({ from }) => from),
    );
  }
  for (const { order } of placements) writeOrder(writer, nodes, order);
}

function readPlacements(reader: ByteReader, nodes: ChangeNodesReader, count: number): Value[] {
  nodes.parents = [];
  const parents = readReferences(reader, nodes, count);
  nodes.parents = parents;
  const froms = readReferences(reader, nodes, count);
  const placements: Value[] = [];
  for (let i = 0; i < count; i++)
    placements.push({ parent: parents[i] as NodeId, order: readOrder(reader, nodes), from: froms[i] as NodeId });
  return placements;
}

function writeReferences(writer: ByteWriter, nodes: ChangeNodesWriter, ids: readonly NodeId[]): void {
  const one = ids.every((id) => id === ids[0]);
  writer.byte(one ? REFERS.one : REFERS.each);
  for (let i = 0; i < (one ? 1 : ids.length); i++) nodes.one(ids[i] as NodeId);
}

function readReferences(reader: ByteReader, nodes: ChangeNodesReader, count: number): readonly NodeId[] {
  const refers = reader.byte();
  if (refers === REFERS.parents && nodes.parents.length === count) return nodes.parents;
  if (refers === REFERS.one) return filled(count, nodes.one());
  if (refers !== REFERS.each) throw new DecodeError('references of an unknown kind');
  const ids: NodeId[] = [];
  for (let i = 0; i < count; i++) ids.push(nodes.one());
  return ids;
}

/** An order key mostly begins with the id of whoever made it. */
function writeOrder(writer: ByteWriter, { actor }: ChangeNodesWriter, order: string): void {
  const own = order.startsWith(actor);
  writer.byte(own ? 1 : 0);
  writer.text(own ? order.slice(ACTOR_LENGTH) : order);
}

function readOrder(reader: ByteReader, { actor }: ChangeNodesReader): string {
  const own = reader.byte();
  if (own > 1) throw new DecodeError('an order key of an unknown kind');
  return own === 1 ? actor + reader.text() : reader.text();
}
