import { fc, test } from '@fast-check/vitest';
import { type Box, intersects, type NodeId, ROOT } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';
import { isHidden, subtree } from './selection.ts';
import { testEditor } from './testing/test-editor.ts';

type Alice = ReturnType<typeof testEditor>;

describe('boxes', () => {
  it('a turned node’s upright box is around its corners; a group’s is around its children', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { position: { x: 100, y: 100 }, width: 200, height: 200, rotation: 90 });
    const shape = alice.make('rectangle', { position: { x: 10, y: 20 }, width: 50, height: 30 }, frame);
    expect(alice.box(shape)).toEqual([50, 110, 80, 160]);
    alice.editor.select([shape]);
    alice.run('group');
    expect(alice.box(alice.selected)).toEqual([50, 110, 80, 160]);
    alice.document.transact((tx) => tx.setPosition(frame, { x: 200, y: 100 }));
    expect(alice.box(shape)).toEqual([150, 110, 180, 160]);
  });

  it('the box for handles is turned with the selection when all are turned alike', () => {
    const alice = testEditor();
    const a = alice.make('rectangle', { rotation: 30 });
    const b = alice.make('rectangle', { position: { x: 300, y: 0 }, rotation: 30 });
    const one = alice.editor.scene.selectionBox([a]);
    expect([one?.width, one?.height].map((length) => Math.round(length ?? 0))).toEqual([100, 100]);
    expect(alice.editor.scene.selectionBox([a, b])?.matrix.b).toBeCloseTo(0.5);
    alice.document.transact((tx) => tx.set(b, 'rotation', 0));
    expect(alice.editor.scene.selectionBox([a, b])?.matrix.b).toBe(0);
    expect(alice.editor.scene.selectionBox([])).toBeNull();
  });

  it('strokes are painted outside, as they are aligned', () => {
    const alice = testEditor();
    const stroke = {
      strokes: [{ type: 'solid', color: '#000000', opacity: 1, visible: true }],
      strokeWeight: 10,
    } as const;
    const inside = alice.make('rectangle', { ...stroke, strokeAlign: 'inside' });
    const outside = alice.make('rectangle', { ...stroke, strokeAlign: 'outside' });
    expect(alice.editor.scene.paintBox(inside)).toEqual({ left: 0, top: 0, right: 100, bottom: 100 });
    expect(alice.editor.scene.paintBox(outside).left).toBeLessThanOrEqual(-10);
  });

  it('a frame that does not clip paints what sticks out of it', () => {
    const alice = testEditor();
    const frame = alice.make('frame');
    alice.make('rectangle', { position: { x: 200, y: 0 } }, frame);
    expect(alice.editor.scene.paintBox(frame).right).toBe(100);
    alice.document.transact((tx) => tx.set(frame, 'clip', false));
    expect(alice.editor.scene.paintBox(frame).right).toBe(300);
  });
});

describe('what an event makes dirty', () => {
  it('where a moved node was and is, with all that lies in it', () => {
    const alice = testEditor();
    const frame = alice.make('frame', { width: 100, height: 100 });
    const inside = alice.make('rectangle', { width: 10, height: 10 }, frame);
    alice.editor.scene.nodesIn({ left: 0, top: 0, right: 10, bottom: 10 }, alice.page);
    const seen: { boxes: readonly Box[]; ids: ReadonlySet<NodeId> }[] = [];
    alice.editor.scene.subscribe((dirt) => seen.push(dirt));
    alice.document.transact((tx) => tx.setPosition(frame, { x: 500, y: 0 }));
    expect([...seen[0]!.ids]).toEqual([frame, inside]);
    expect(seen[0]!.boxes.map(({ left }) => left).sort((a, b) => a - b)).toEqual([0, 0, 500, 500]);
  });

  it('a colour touches one node, once', () => {
    const alice = testEditor();
    const shape = alice.make('rectangle');
    alice.editor.scene.nodesIn({ left: 0, top: 0, right: 10, bottom: 10 }, alice.page);
    const seen: { boxes: readonly Box[] }[] = [];
    alice.editor.scene.subscribe((dirt) => seen.push(dirt));
    alice.document.transact((tx) => tx.set(shape, 'fills', []));
    expect(seen.map(({ boxes }) => boxes)).toEqual([[{ left: 0, top: 0, right: 100, bottom: 100 }]]);
  });
});

/** One random edit of a small tree. */
const edit = fc.oneof(
  fc.record({
    kind: fc.constant('move' as const),
    node: fc.nat(9),
    x: fc.integer({ min: -300, max: 300 }),
    y: fc.integer({ min: -300, max: 300 }),
  }),
  fc.record({ kind: fc.constant('turn' as const), node: fc.nat(9), degrees: fc.integer({ min: -180, max: 180 }) }),
  fc.record({ kind: fc.constant('size' as const), node: fc.nat(9), width: fc.integer({ min: 0, max: 300 }) }),
  fc.record({ kind: fc.constant('reparent' as const), node: fc.nat(9), parent: fc.nat(10) }),
  fc.record({ kind: fc.constant('trash' as const), node: fc.nat(9) }),
  fc.record({ kind: fc.constant('hide' as const), node: fc.nat(9) }),
  fc.record({ kind: fc.constant('undo' as const) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function play(alice: Alice, nodes: readonly NodeId[], step: Edit): void {
  if (step.kind === 'undo') {
    alice.editor.undo();
    return;
  }
  const id = nodes[step.node]!;
  const { document } = alice;
  alice.editor.edit(step.kind, (tx) => {
    if (step.kind === 'move') tx.setPosition(id, { x: step.x, y: step.y });
    else if (step.kind === 'turn') tx.set(id, 'rotation', step.degrees);
    else if (step.kind === 'size') tx.set(id, 'width', step.width);
    else if (step.kind === 'hide') tx.set(id, 'visible', !document.get(id, 'visible'));
    else if (step.kind === 'trash') tx.trash(id);
    else {
      const parent = [alice.page, ...nodes][step.parent]!;
      const holds = ['page', 'frame', 'group'].includes(document.get(parent, 'type'));
      if (holds && !document.isWithin(parent, id)) tx.move(id, parent);
    }
  });
}

describe('the scene kept up by events', () => {
  test.prop([fc.array(edit, { maxLength: 25 })], { numRuns: 60 })(
    'E4 is the scene made afresh from the document',
    (steps) => {
      const alice = testEditor();
      const frames = [alice.make('frame'), alice.make('frame', { position: { x: 200, y: 0 }, clip: false })];
      const groups = [alice.make('group'), alice.make('group', {}, frames[0])];
      const leaves = Array.from({ length: 6 }, (_, i) =>
        alice.make('rectangle', { position: { x: i * 30, y: i * 20 } }, [alice.page, ...frames, ...groups][i % 5]),
      );
      const nodes = [...frames, ...groups, ...leaves];
      const everywhere = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
      alice.editor.scene.nodesIn(everywhere, alice.page);
      for (const id of nodes) alice.editor.scene.pageBox(id);
      for (const step of steps) {
        play(alice, nodes, step);
        for (const id of nodes) alice.editor.scene.pageBox(id);
      }
      const fresh = createScene(alice.document);
      const onPage = [...subtree(alice.document, alice.page)].filter((id) => id !== alice.page);
      for (const id of onPage) {
        expect(alice.editor.scene.pageBox(id)).toEqual(fresh.pageBox(id));
        expect(alice.editor.scene.pageMatrix(id)).toEqual(alice.document.pageMatrix(id));
      }
      expect(alice.editor.scene.nodesIn(everywhere, alice.page)).toEqual(fresh.nodesIn(everywhere, alice.page));
      const part = { left: 0, top: 0, right: 120, bottom: 90 };
      const painted = onPage.filter(
        (id) => alice.document.get(id, 'type') !== 'group' && !isHidden(alice.document, id),
      );
      expect(alice.editor.scene.nodesIn(part, alice.page)).toEqual(
        painted.filter((id) => intersects(fresh.pageBox(id), part)),
      );
      fresh.dispose();
    },
  );
});

describe('many nodes', () => {
  it('ten thousand are indexed once; moving one touches one', () => {
    const alice = testEditor();
    const ids: NodeId[] = [];
    alice.document.transact((tx) => {
      for (let i = 0; i < 10_000; i++)
        ids.push(
          tx.create('rectangle', alice.page, { position: { x: (i % 100) * 120, y: Math.floor(i / 100) * 120 } }),
        );
    });
    expect(alice.editor.scene.nodesIn({ left: 0, top: 0, right: 230, bottom: 230 }, alice.page)).toHaveLength(4);
    const seen: ReadonlySet<NodeId>[] = [];
    alice.editor.scene.subscribe((dirt) => seen.push(dirt.ids));
    alice.document.transact((tx) => tx.setPosition(ids[0]!, { x: -500, y: -500 }));
    expect(seen.map((each) => [...each])).toEqual([[ids[0]]]);
    expect(alice.editor.scene.nodesIn({ left: 0, top: 0, right: 230, bottom: 230 }, alice.page)).toHaveLength(3);
    expect(alice.document.children(ROOT)).toHaveLength(1);
  });
});
