import { replica } from '@joinery/shared/testing';
import type { Document, NodeId } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { dropPosition } from './drop-position.ts';
import { containersOf, layerRows } from './layer-rows.ts';
import { treeStep } from './tree-keys.ts';

/** back to front: rectangle `low`, frame `frame` with `a`, `b` (b in front), ellipse `high`. */
function page(): { document: Document; ids: Record<'page' | 'low' | 'frame' | 'a' | 'b' | 'high', NodeId> } {
  const document = replica('ann');
  const ids = { page: '', low: '', frame: '', a: '', b: '', high: '' };
  document.transact((tx) => {
    ids.page = tx.create('page', 'root');
    ids.low = tx.create('rectangle', ids.page);
    ids.frame = tx.create('frame', ids.page);
    ids.a = tx.create('rectangle', ids.frame);
    ids.b = tx.create('text', ids.frame);
    ids.high = tx.create('ellipse', ids.page);
  });
  return { document, ids };
}

describe('rows of layers', () => {
  it('list a page front first, closed containers left out', () => {
    const { document, ids } = page();
    expect(layerRows(document, ids.page, {}).map(({ id }) => id)).toEqual([ids.high, ids.frame, ids.low]);
  });

  it('show what an open container holds one level deeper', () => {
    const { document, ids } = page();
    const rows = layerRows(document, ids.page, { [ids.frame]: true });
    expect(rows.map(({ id, depth }) => [id, depth])).toEqual([
      [ids.high, 0],
      [ids.frame, 0],
      [ids.b, 1],
      [ids.a, 1],
      [ids.low, 0],
    ]);
    expect(rows[2]).toMatchObject({ place: 1, siblings: 2, expanded: undefined });
  });

  it('name the containers that hide a node', () => {
    const { document, ids } = page();
    expect(containersOf(document, ids.a)).toEqual([ids.frame]);
    expect(containersOf(document, ids.low)).toEqual([]);
  });
});

describe('dropping layers', () => {
  function dropper(dragged: (ids: ReturnType<typeof page>['ids']) => NodeId[]) {
    const { document, ids } = page();
    const rows = layerRows(document, ids.page, { [ids.frame]: true });
    const list = { reader: document, page: ids.page, rows, dragged: dragged(ids) };
    return { ids, at: (y: number, depth = 0) => dropPosition(list, y, depth) };
  }

  it('at the top goes in front of all', () => {
    const { ids, at } = dropper(({ low }) => [low]);
    expect(at(0.1)).toMatchObject({ parent: ids.page, before: null });
  });

  it('at the bottom goes behind all', () => {
    const { ids, at } = dropper(({ high }) => [high]);
    expect(at(4.9)).toMatchObject({ parent: ids.page, before: ids.low });
  });

  it('on the middle of a container goes into it, in front', () => {
    const { ids, at } = dropper(({ low }) => [low]);
    expect(at(1.5)).toMatchObject({ parent: ids.frame, before: null, mark: { kind: 'row', row: 1 } });
  });

  it('just below an open container becomes its front', () => {
    const { ids, at } = dropper(({ low }) => [low]);
    expect(at(1.9)).toMatchObject({ parent: ids.frame, before: null, mark: { kind: 'line', row: 2, depth: 1 } });
  });

  it('below the last of a container stays inside when the pointer is to the right, leaves it when it is not', () => {
    const { ids, at } = dropper(({ high }) => [high]);
    expect(at(4.1, 1)).toMatchObject({ parent: ids.frame, before: ids.a });
    expect(at(4.1, 0)).toMatchObject({ parent: ids.page, before: ids.frame });
  });

  it('into itself is no drop', () => {
    const { at } = dropper(({ frame }) => [frame]);
    expect(at(1.5)).toBeUndefined();
    expect(at(2.5, 1)).toBeUndefined();
  });

  it('beside itself names a sibling that stays', () => {
    const { ids, at } = dropper(({ a, b }) => [a, b]);
    expect(at(3.9, 1)).toMatchObject({ parent: ids.frame, before: null });
    expect(dropper(({ frame }) => [frame]).at(0.9)).toMatchObject({ before: expect.any(String) });
  });
});

describe('keys in the layers tree', () => {
  it('walk, open, close and go out', () => {
    const { document, ids } = page();
    const closed = layerRows(document, ids.page, {});
    const open = layerRows(document, ids.page, { [ids.frame]: true });
    expect(treeStep(closed, undefined, 'ArrowDown')).toEqual({ kind: 'go', to: ids.high });
    expect(treeStep(closed, ids.high, 'ArrowDown')).toEqual({ kind: 'go', to: ids.frame });
    expect(treeStep(closed, ids.frame, 'ArrowRight')).toEqual({ kind: 'expand', id: ids.frame });
    expect(treeStep(open, ids.frame, 'ArrowRight')).toEqual({ kind: 'go', to: ids.b });
    expect(treeStep(open, ids.a, 'ArrowLeft')).toEqual({ kind: 'go', to: ids.frame });
    expect(treeStep(open, ids.frame, 'ArrowLeft')).toEqual({ kind: 'collapse', id: ids.frame });
    expect(treeStep(open, ids.high, 'End')).toEqual({ kind: 'go', to: ids.low });
    expect(treeStep(open, ids.low, 'x')).toBeUndefined();
  });
});
