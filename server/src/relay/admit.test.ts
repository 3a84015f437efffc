import { type Assignment, type Change, Document, type NodeId, ROOT, TRASH } from '@joinery/shared';
import { expect, test } from 'vitest';
import { admit, type AdmitContext } from './admit.ts';

const NOW = Date.UTC(2026, 0, 1);

/** A relay's document with a page and a rectangle on it, and a replica that has seen them. */
function setUp() {
  const relay = new Document({ actor: 'relay000', wall: () => NOW });
  const ada = new Document({ actor: 'ada00000', wall: () => NOW });
  let [page, rectangle]: [NodeId, NodeId] = ['', ''];
  const made = ada.transact((tx) => {
    page = tx.create('page', ROOT);
    rectangle = tx.create('rectangle', page);
  });
  if (made !== undefined) relay.apply(made);
  const context: AdmitContext = { document: relay, nodeCount: 2, now: NOW, clockLimitMs: 60_000, maxNodesPerFile: 10 };
  const refused = (change: Change, changes: Partial<AdmitContext> = {}) => {
    const admission = admit(change, { ...context, ...changes });
    return admission.ok ? undefined : admission.refusal;
  };
  const change = (...assignments: Assignment[]): Change => ({ actor: ada.actor, time: ada.clock.tick(), assignments });
  return { ada, relay, page, rectangle, refused, change };
}

test('R1 an edit of what is there is admitted, and so is a new node in it', () => {
  const { ada, page, rectangle, refused } = setUp();
  const edit = ada.transact((tx) => {
    tx.set(rectangle, 'width', 7);
    tx.move(tx.create('ellipse', page), page, rectangle);
  });
  expect(edit && refused(edit)).toBeUndefined();
});

test('R1 a frame and what it holds may come in one change, in any order', () => {
  const { ada, page, refused } = setUp();
  const edit = ada.transact((tx) => void tx.create('text', tx.create('frame', page)));
  expect(edit && refused({ ...edit, assignments: edit.assignments.toReversed() })).toBeUndefined();
});

test('D13 a value that the schema refuses is refused with its words', () => {
  const { rectangle, refused, change } = setUp();
  expect(refused(change([rectangle, 'width', -1]))).toEqual({
    final: true,
    code: 'schema',
    message: 'width must be a number from 0 to 1000000000',
  });
});

test('D13 a property from a newer client is passed on, unless it is huge', () => {
  const { rectangle, refused, change } = setUp();
  expect(refused(change([rectangle, 'blendMode', 'multiply']))).toBeUndefined();
  expect(refused(change([rectangle, 'blendMode', 'x'.repeat(70_000)]))?.code).toBe('schema');
});

test('R1 more than a minute in the future is too far, and a long time ago is not', () => {
  const { rectangle, refused, change } = setUp();
  const edit = change([rectangle, 'width', 1]);
  expect(refused(edit, { now: NOW - 59_000 })).toBeUndefined();
  expect(refused(edit, { now: NOW - 62_000 })).toMatchObject({ code: 'clock', final: true });
  expect(refused(edit, { now: NOW + 1e10 })).toBeUndefined();
});

test('R6 a file holds only so many nodes', () => {
  const { ada, page, refused } = setUp();
  const edit = ada.transact((tx) => void tx.create('text', page));
  expect(edit && refused(edit, { nodeCount: 10 })?.code).toBe('limit');
  expect(edit && refused(edit, { nodeCount: 9 })).toBeUndefined();
});

test.each<[string, string, (at: ReturnType<typeof setUp>) => Assignment[]]>([
  ['a node that is not there', 'schema', () => [['ghost000000000001', 'width', 1]]],
  ['the root', 'permission', () => [[ROOT, 'name', 'x']]],
  ['the trash', 'permission', () => [[TRASH, 'name', 'x']]],
  ['another type of a node', 'schema', ({ rectangle }) => [[rectangle, 'type', 'text']]],
  ['a node id of somebody else', 'schema', () => [['grace0000000000001'.slice(0, 17), 'type', 'text']]],
  ['a place in a node that is not there', 'schema', ({ rectangle }) => [place(rectangle, 'ghost000000000001')]],
  ['a place in what holds nothing', 'schema', ({ page, rectangle }) => [place(page, rectangle)]],
  ['a rectangle beside the pages', 'schema', ({ rectangle }) => [place(rectangle, ROOT)]],
  ['a page in a page', 'schema', ({ page }) => [place(page, page)]],
])('R1 %s is refused', (_, code, build) => {
  const at = setUp();
  expect(at.refused(at.change(...build(at)))).toMatchObject({ code, final: true });
});

test('R1 a new node needs a known type, and a place', () => {
  const { ada, page, refused, change } = setUp();
  const edit = ada.transact((tx) => void tx.create('text', page));
  const id = edit?.assignments[0]?.[0] ?? '';
  expect(refused(change([id, 'type', 'text']))?.message).toBe('a new node has no place');
  expect(refused(change([id, 'type', 'hologram'], place(id, page)))?.message).toContain('hologram');
});

test('D7 anything may be moved to the trash and back', () => {
  const { page, rectangle, refused, change } = setUp();
  expect(refused(change(place(rectangle, TRASH)))).toBeUndefined();
  expect(refused(change(place(page, TRASH)))).toBeUndefined();
  expect(refused(change(place(page, ROOT)))).toBeUndefined();
});

test('D9 a node that was here and is gone is refused as purged', () => {
  const { relay, refused, change } = setUp();
  const gone = 'ada00000000000001';
  expect(relay.has(gone)).toBe(false);
  expect(refused(change([gone, 'width', 1]))?.code).toBe('purged');
});

function place(node: NodeId, parent: NodeId): Assignment {
  return [node, 'placement', { parent, order: 'a0', from: parent }];
}
