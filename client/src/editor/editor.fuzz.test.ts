/**
 * Random hands on one or two editors: whatever is pressed, nothing throws, the session stays true, the scene is the one that
 * the document has, replicas converge, and undoing everything gives the beginning back.
 */
import { fc, test } from '@fast-check/vitest';
import { canonicalJson, type NodeId, solid, type Transaction } from '@joinery/shared';
import { afterAll, describe, expect } from 'vitest';
import type { CommandId } from './commands/command-id.ts';
import { createScene } from './scene.ts';
import { selectionRoots, subtree } from './selection.ts';
import { TestEditor, TestWorld } from './testing/test-editor.ts';

/** `RUNS=5000` plays longer. */
const RUNS = Number(process.env['RUNS'] ?? 50);

const COMMAND_IDS: readonly CommandId[] = [
  'undo', 'redo', 'copy', 'cut', 'paste', 'paste-over', 'duplicate', 'delete', 'restore-deleted', 'select-all', 'select-inverse',
  'select-parent', 'select-children', 'select-next', 'group', 'ungroup', 'frame-selection', 'bring-to-front', 'send-backward',
  'align-left', 'align-vertical-center', 'distribute-horizontal', 'nudge-right-large', 'toggle-visible', 'toggle-locked',
  'page-add', 'page-delete', 'next-page', 'previous-page', 'zoom-fit', 'text-bold',
]; // prettier-ignore
const TOOLS = [
  'tool-select',
  'tool-select',
  'tool-select',
  'tool-frame',
  'tool-rectangle',
  'tool-ellipse',
  'tool-line',
  'tool-text',
] as const;

const coordinate = fc.integer({ min: -40, max: 400 });
const point = fc.record({ x: coordinate, y: coordinate });
const held = fc.record({ shift: fc.boolean(), alt: fc.boolean(), mod: fc.boolean() });
const who = fc.nat(1);
const action = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('drag' as const),
      who,
      tool: fc.constantFrom(...TOOLS),
      from: point,
      to: point,
      held,
      end: fc.constantFrom('up', 'up', 'cancel', 'sync'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('click' as const), who, at: point, held, twice: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('command' as const), who, id: fc.constantFrom(...COMMAND_IDS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('grip' as const), who, corner: fc.constantFrom(0, 1), by: point, held }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('type' as const), who, text: fc.constantFrom('', 'a', 'hello world') }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function play(world: TestWorld, step: Action): Promise<void> {
  world.clock.now += 100;
  if (step.kind === 'sync') {
    world.sync();
    return;
  }
  const person = world.people[step.who % world.people.length] as TestEditor;
  const { editor } = person;
  switch (step.kind) {
    case 'drag':
      person.run(step.tool).hold(step.from, step.to, step.held);
      if (step.end === 'sync') world.sync();
      if (step.end === 'cancel') person.escape();
      person.up(step.to, step.held);
      break;
    case 'click':
      if (step.twice) person.doubleClick(step.at);
      else person.click(step.at, step.held);
      break;
    case 'command':
      editor.run(step.id);
      await editor.settled();
      break;
    case 'grip': {
      // The handle at a corner of the selection, or a little outside it to turn.
      const box = editor.scene.selectionBox(editor.state.selection);
      if (box === null) break;
      const { e, f, a, b, c, d } = box.matrix;
      const [u, v] = [step.corner === 1 ? box.width + 9 : box.width, step.corner === 1 ? box.height + 9 : box.height];
      const from = { x: a * u + c * v + e, y: b * u + d * v + f };
      person.drag(from, { x: from.x + step.by.x, y: from.y + step.by.y }, step.held);
      break;
    }
    case 'type':
      if (editor.state.editingText !== null) editor.setText(editor.state.editingText, step.text);
      editor.finishText();
      break;
    default:
      step satisfies never;
  }
}

function sessionIsTrue({ editor, document }: TestEditor): void {
  // Asking fills the scene's caches, so that what is not forgotten in time shows.
  for (const id of subtree(document, editor.state.page)) editor.scene.pageBox(id);
  const { selection, page, toolState, hovered, scope, editingText } = editor.state;
  expect(selectionRoots(document, selection, page)).toEqual(selection);
  expect(toolState).toMatch(/\.idle$/);
  for (const id of [hovered, scope, editingText]) if (id !== null) expect(document.pageOf(id)).toBe(page);
  expect(document.children('root')).toContain(page);
}

/** No hand is left on anything: what is seen is what is merged (S1). */
function nothingIsHeld({ document }: TestEditor): void {
  for (const id of document.nodes()) {
    for (const [property, { value }] of document.row(id) ?? [])
      expect(document.read(id, property) ?? null).toEqual(value);
  }
}

function sceneIsTrue({ editor, document }: TestEditor): void {
  const fresh = createScene(document);
  const { page } = editor.state;
  const everywhere = { left: -1e7, top: -1e7, right: 1e7, bottom: 1e7 };
  expect(editor.scene.nodesIn(everywhere, page)).toEqual(fresh.nodesIn(everywhere, page));
  for (const id of subtree(document, page)) expect(editor.scene.pageBox(id)).toEqual(fresh.pageBox(id));
  fresh.dispose();
}

/** As often back as forth, among whatever somebody else has done. */
function undoAndRedoAreNothing(person: TestEditor): void {
  const { history } = person.editor;
  const before = pages(person);
  let undone = 0;
  while (history.undo() !== undefined) undone += 1;
  for (let i = 0; i < undone; i++) history.redo();
  expect(pages(person)).toBe(before);
}

/** Everything on the pages, whatever lies in the trash. */
const pages = ({ document }: TestEditor): string => JSON.stringify(document.toJSON().pages);

const emptyGroups = ({ document }: TestEditor): NodeId[] =>
  [...document.nodes()].filter(
    (id) => document.isAlive(id) && document.get(id, 'type') === 'group' && document.children(id).length === 0,
  );

function prepare(tx: Transaction, page: NodeId): void {
  const fills = [solid('#d9d9d9')];
  const frame = tx.create('frame', page, { position: { x: 150, y: 150 }, width: 150, height: 150, rotation: 20 });
  tx.create('rectangle', frame, { fills, position: { x: 20, y: 20 }, width: 60, height: 40 });
  tx.create('ellipse', page, { fills, position: { x: 20, y: 20 } });
}

/** A fuzz that does nothing proves nothing. */
const played = { changes: 0, undone: 0, drags: 0 };

describe('random hands', () => {
  afterAll(() => {
    expect(played.changes).toBeGreaterThan(RUNS * 5);
    expect(played.undone).toBeGreaterThan(RUNS / 2);
    expect(played.drags).toBeGreaterThan(RUNS);
  });

  test.prop([fc.array(action, { maxLength: 30, size: 'max' })], { numRuns: RUNS })(
    'E3, E4, E6 one person: the session and scene stay true, and undoing all gives the beginning back',
    async (steps) => {
      const world = new TestWorld(1, prepare);
      const alice = world.people[0] as TestEditor;
      const before = pages(alice);
      for (const step of steps) {
        await play(world, step);
        sessionIsTrue(alice);
      }
      sceneIsTrue(alice);
      expect(emptyGroups(alice)).toEqual([]);
      alice.editor.finishText();
      while (alice.editor.history.canRedo) alice.editor.redo();
      const after = pages(alice);
      let undone = 0;
      for (; alice.editor.history.canUndo; undone++) alice.editor.undo();
      expect(pages(alice)).toBe(before);
      for (let i = 0; i < undone; i++) alice.editor.redo();
      expect(pages(alice)).toBe(after);
      played.changes += alice.changes.length;
      played.undone += undone;
      played.drags += steps.filter(({ kind }) => kind === 'drag').length;
    },
  );

  test.prop([fc.array(action, { maxLength: 30, size: 'max' })], { numRuns: RUNS })(
    'E3, E4, S1, D14 two people: their documents converge, what each sees is true, and all undos with as many redos are nothing',
    async (steps) => {
      const world = new TestWorld(2, prepare);
      const [alice, bob] = world.people as [TestEditor, TestEditor];
      for (const step of steps) {
        await play(world, step);
        for (const person of world.people) sessionIsTrue(person);
      }
      for (const person of world.people) person.editor.finishText();
      world.sync();
      expect(canonicalJson(alice.document.toJSON())).toBe(canonicalJson(bob.document.toJSON()));
      for (const person of world.people) {
        sessionIsTrue(person);
        sceneIsTrue(person);
        nothingIsHeld(person);
        undoAndRedoAreNothing(person);
      }
    },
  );
});
