import { fc, test } from '@fast-check/vitest';
import { boxFromCorners, type NodeId } from '@joinery/shared';
import { expect, test as it, vi } from 'vitest';
import { testEditor } from '../../editor/testing/test-editor.ts';
import { TouchedUnits } from './touched-units.ts';

const at = fc.integer({ min: -50, max: 350 });
const step = fc.oneof(
  fc.record({ kind: fc.constant('marquee' as const), x: at, y: at, deep: fc.boolean() }),
  fc.record({ kind: fc.constant('move' as const), node: fc.nat(11), x: at, y: at }),
  fc.record({ kind: fc.constant('hide' as const), node: fc.nat(11) }),
  fc.record({ kind: fc.constant('trash' as const), node: fc.nat(11) }),
);

test.prop([fc.array(step, { minLength: 1, maxLength: 30 })], { numRuns: 60 })(
  'what a marquee selects while it changes is what one drawn at once would',
  (steps) => {
    const alice = testEditor();
    const { document } = alice.editor;
    const frame = alice.make('frame', { position: { x: 150, y: 100 }, width: 120, height: 90, rotation: 10 });
    const group = alice.make('group', { position: { x: 20, y: 200 } });
    const leaves = Array.from({ length: 10 }, (_, i) =>
      alice.make(
        'rectangle',
        { position: { x: i * 25, y: i * 20 }, width: 30, height: 20, rotation: i * 9 },
        [alice.page, frame, group][i % 3],
      ),
    );
    const nodes: readonly NodeId[] = [frame, group, ...leaves];
    const kept = new TouchedUnits(alice.editor, null);
    let known: readonly NodeId[] = [];
    let [marquee, deep] = [boxFromCorners({ x: 0, y: 0 }, { x: 0, y: 0 }), false];
    for (const each of steps) {
      if (each.kind === 'marquee') {
        marquee = boxFromCorners({ x: 60, y: 60 }, each);
        deep = each.deep;
      } else {
        alice.editor.edit('edit', (tx) => {
          const id = nodes[each.node] ?? frame;
          if (each.kind === 'move') tx.setPosition(id, each);
          else if (each.kind === 'hide') tx.set(id, 'visible', !document.get(id, 'visible'));
          else if (document.isAlive(id)) tx.trash(id);
        });
      }
      known = kept.update(marquee, deep) ?? known;
      const fresh = new TouchedUnits(alice.editor, null);
      expect([...known].sort()).toEqual([...(fresh.update(marquee, deep) ?? [])].sort());
      fresh.dispose();
      expect(known.filter((id) => known.some((other) => other !== id && document.isWithin(id, other)))).toEqual([]);
    }
    kept.dispose();
  },
);

it('a marquee that grows looks only at what it gains', () => {
  const alice = testEditor();
  alice.document.transact((tx) => {
    for (let i = 0; i < 1000; i++)
      tx.create('rectangle', alice.page, { position: { x: i * 10, y: 0 }, width: 8, height: 8 });
  });
  const touched = new TouchedUnits(alice.editor, null);
  const nodesIn = vi.spyOn(alice.editor.scene, 'nodesIn');
  for (let x = 0; x <= 10_000; x += 100) touched.update({ left: -1, top: -1, right: x, bottom: 10 }, false);
  const looked = nodesIn.mock.results.reduce((sum, { value }) => sum + (value as NodeId[]).length, 0);
  expect(looked).toBeLessThan(2500);
  nodesIn.mockRestore();
  touched.dispose();
});
