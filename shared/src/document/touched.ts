import { PROPERTY_NAMES, propertyNumber } from '../schema/properties.ts';
import type { NodeId } from './node-id.ts';

/** Node → properties that changed. The sets are shared: only {@link touch} and {@link touchAll} change what stands here. */
export type Touched = Map<NodeId, ReadonlySet<string>>;

/** Sets of properties by the sum of their bits (2 to the power of their numbers): the same few come again and again. */
const SETS = new Map<number, ReadonlySet<string>>();
const MASKS = new WeakMap<ReadonlySet<string>, number>();

/** Past this many, sets are made anew each time: whoever sends odd combinations shall not fill the memory. */
const MAX_SETS = 4096;

export function touch(touched: Touched, node: NodeId, property: string): void {
  const set = touched.get(node);
  if (set?.has(property) === true) return;
  const number = propertyNumber(property);
  const mask = set === undefined ? 0 : MASKS.get(set);
  if (number === undefined || mask === undefined) touched.set(node, new Set([...(set ?? []), property]));
  else touched.set(node, setOf(mask + 2 ** number));
}

/** @param mask the sum of 2 to the power of each property's number; 0 touches nothing */
export function touchAll(touched: Touched, node: NodeId, mask: number): void {
  if (mask === 0) return;
  const set = setOf(mask);
  const before = touched.get(node);
  touched.set(node, before === undefined ? set : new Set([...before, ...set]));
}

/** Adds what else was touched. */
export function touchAlso(touched: Touched, also: ReadonlyMap<NodeId, ReadonlySet<string>>): void {
  for (const [node, properties] of also) for (const property of properties) touch(touched, node, property);
}

/** Takes a property out again. */
export function leaveOut(touched: Touched, node: NodeId, property: string): void {
  const set = touched.get(node);
  if (set === undefined || !set.has(property)) return;
  const rest = new Set(set);
  rest.delete(property);
  if (rest.size === 0) touched.delete(node);
  else touched.set(node, rest);
}

function setOf(mask: number): ReadonlySet<string> {
  const known = SETS.get(mask);
  if (known !== undefined) return known;
  const set = new Set<string>(PROPERTY_NAMES.filter((_, number) => Math.floor(mask / 2 ** number) % 2 === 1));
  if (SETS.size >= MAX_SETS) return set;
  SETS.set(mask, set);
  MASKS.set(set, mask);
  return set;
}
