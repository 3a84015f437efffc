/**
 * Parts of a document made what another replica says they are (D12). Unlike a merge it also takes back: what is not there is
 * dropped here, and what has a lesser stamp there stands.
 */
import { valuesEqual } from '../schema/value.ts';
import type { DeltaRow, Register } from './change.ts';
import { bucketOf } from './digest.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterStore } from './register-store.ts';

/** The registers of these buckets of the digest. */
export function rowsIn(registers: RegisterStore, buckets: ReadonlySet<number>): DeltaRow[] {
  const rows: DeltaRow[] = [];
  for (const slot of registers.held()) {
    const node = registers.slots.ids[slot] as NodeId;
    if (buckets.has(bucketOf(node))) rows.push({ node, registers: [...(registers.row(node) ?? [])] });
  }
  return rows;
}

/**
 * Makes these buckets hold exactly `rows`; of other buckets nothing is taken.
 * @returns the registers that were dropped, added or replaced
 */
export function replaceRows(
  registers: RegisterStore,
  buckets: ReadonlySet<number>,
  rows: readonly DeltaRow[],
): [NodeId, string][] {
  const replaced: [NodeId, string][] = [];
  const theirs = new Map(
    rows.filter(({ node }) => buckets.has(bucketOf(node))).map((row) => [row.node, new Map(row.registers)]),
  );
  const put = (node: NodeId, property: string, register: Register | undefined): void => {
    registers.restore(registers.slots.claim(node), property, register);
    replaced.push([node, property]);
  };
  for (const { node, registers: mine } of rowsIn(registers, buckets))
    for (const [property] of mine) if (theirs.get(node)?.has(property) !== true) put(node, property, undefined);
  for (const [node, row] of theirs)
    for (const [property, register] of row)
      if (!isSame(registers.get(node, property), register)) put(node, property, register);
  return replaced;
}

const isSame = (mine: Register | undefined, theirs: Register): boolean =>
  mine?.time === theirs.time && mine.actor === theirs.actor && valuesEqual(mine.value, theirs.value);
