import { type Assignment, type Change, Document, type NodeId, type NodeType, ROOT, TRASH } from '@joinery/shared';
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
  const context: AdmitContext = {
    document: relay,
    nodeCount: 2,
    now: NOW,
    clockLimitMs: 60_000,
    maxNodesPerFile: 10,
    maxDepth: 6,
    maxPropertiesPerNode: 20,
  };
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

test('R1 a new node needs a place', () => {
  const { ada, page, refused, change } = setUp();
  const edit = ada.transact((tx) => void tx.create('text', page));
  const id = edit?.assignments[0]?.[0] ?? '';
  expect(refused(change([id, 'type', 'text']))?.message).toBe('a new node has no place');
});

test('D13 a node of a type that only newer clients know is taken in, and so is what they put into it', () => {
  const { ada, relay, page, rectangle, refused, change } = setUp();
  const hologram = 'hologram' as NodeType;
  let id = '';
  const edit = ada.transact((tx) => tx.setRaw((id = tx.create(hologram, page)), 'depth', 3));
  const inside = ada.transact((tx) => tx.move(rectangle, tx.create(hologram, id)));
  for (const each of [edit, inside]) {
    expect(each && refused(each)).toBeUndefined();
    if (each !== undefined) relay.apply(each);
  }
  expect(refused(change([id, 'type', 'sticker']))?.message).toBe('the type of a node never changes');
});

test.each<[string, string, (id: string, page: string) => Assignment[]]>([
  ['that is no word', 'type must be', (id, page) => [[id, 'type', 'a b'], place(id, page)]],
  ['that is longer than words are', 'type must be', (id, page) => [[id, 'type', 'x'.repeat(41)], place(id, page)]],
  ['beside the pages', 'pages, and only pages', (id) => [[id, 'type', 'hologram'], place(id, ROOT)]],
  [
    'whose known properties are not sound',
    'width must be',
    (id, page) => [[id, 'type', 'hologram'], place(id, page), [id, 'width', -1]],
  ],
])('D13 a node of an unknown type %s is refused', (_, message, build) => {
  const { ada, page, refused, change } = setUp();
  const id = ada.transact((tx) => void tx.create('text', page))?.assignments[0]?.[0] ?? '';
  expect(refused(change(...build(id, page)))).toMatchObject({
    code: 'schema',
    message: expect.stringContaining(message),
  });
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

test('D9 what was purged takes no edit, holds nothing and does not come back', () => {
  const { ada, relay, page, rectangle, refused, change } = setUp();
  const gone = ada.transact((tx) => void tx.create('frame', page))?.assignments[0]?.[0] ?? '';
  relay.merge(ada.since(relay.version));
  const trashed = ada.transact((tx) => tx.trash(gone));
  if (trashed !== undefined) relay.apply(trashed);
  relay.raiseHorizon({ to: ada.clock.last, forget: 0 });
  expect(relay.has(gone)).toBe(false);
  ada.clock.observe(relay.clock.last);
  expect(refused(change([gone, 'width', 1]))?.code).toBe('purged');
  expect(refused(change(place(rectangle, gone)))?.code).toBe('purged');
  expect(refused(change([gone, 'type', 'frame'], place(gone, page)))?.code).toBe('purged');
  expect(refused(change([rectangle, 'width', 1]))).toBeUndefined();
});

test('D9 what is stamped no later than the horizon is refused: others count on having seen all of that', () => {
  const { ada, relay, rectangle, refused, change } = setUp();
  const early = change([rectangle, 'width', 1]);
  ada.clock.tick();
  relay.apply({ ...early, actor: 'grace000' });
  relay.apply(change([rectangle, 'width', 2]));
  relay.raiseHorizon({ to: early.time, forget: 0 });
  expect(refused(early)).toMatchObject({ code: 'clock', final: true });
  expect(relay.horizon.at).toBe(early.time);
  expect(refused({ ...early, time: early.time + 1 })).toBeUndefined();
});

function place(node: NodeId, parent: NodeId): Assignment {
  return [node, 'placement', { parent, order: 'a0', from: parent }];
}

/** A chain of frames, each in the one before. */
function chain(ada: Document, parent: NodeId, length: number): NodeId[] {
  const made: NodeId[] = [];
  ada.transact((tx) => {
    for (let i = 0; i < length; i++) made.push(tx.create('frame', made.at(-1) ?? parent));
  });
  return made;
}

test('R6 nodes lie in each other only so deep, whether they are made there or moved there with what they hold', () => {
  const { ada, relay, page, refused } = setUp();
  const many = { maxNodesPerFile: 1000 };
  const tall = chain(ada, page, 4);
  const other = chain(ada, page, 3);
  relay.merge(ada.since(relay.version));
  const last = (nodes: readonly NodeId[]): NodeId => nodes.at(-1) ?? '';
  const deeper = (parent: NodeId) => ada.transact((tx) => void tx.create('text', tx.create('frame', parent)));
  const edit = deeper(last(tall));
  expect(edit && refused(edit, { ...many, maxDepth: 7 })).toBeUndefined();
  expect(edit && refused(edit, many)?.message).toBe('nodes lie in each other at most 6 deep');
  const move = ada.transact((tx) => tx.move(other[0] ?? '', last(tall)));
  expect(move && refused(move, { ...many, maxDepth: 8 })).toBeUndefined();
  expect(move && refused(move, { ...many, maxDepth: 7 })?.code).toBe('limit');
});

test('R6, D5 a cycle of concurrent moves is not taken for depth', () => {
  const { ada, relay, page, refused } = setUp();
  const [a = '', b = ''] = [...chain(ada, page, 1), ...chain(ada, page, 1)];
  relay.merge(ada.since(relay.version));
  relay.transact((tx) => tx.move(a, b));
  const crossing = ada.transact((tx) => tx.move(b, a));
  expect(crossing && refused(crossing)).toBeUndefined();
});

test('R6 what lies too deep already may be moved up and sideways', () => {
  const { ada, relay, page, refused } = setUp();
  const deep = chain(ada, page, 9);
  relay.merge(ada.since(relay.version));
  for (const [node, parent] of [
    [deep[8], deep[5]],
    [deep[1], page],
  ]) {
    const move = ada.transact((tx) => tx.move(node ?? '', parent ?? ''));
    expect(move && refused(move)).toBeUndefined();
  }
});

test('R6 a node has only so many properties that nobody knows', () => {
  const { ada, relay, rectangle, refused, change } = setUp();
  const names = (count: number, from = 0): Assignment[] =>
    Array.from({ length: count }, (_, index) => [rectangle, `x${from + index}`, 1]);
  expect(refused(change(...names(30)))?.message).toBe('a node has at most 20 properties');
  const held = relay.row(rectangle)?.size ?? 0;
  relay.apply(change(...names(20 - held)));
  ada.clock.observe(relay.clock.last);
  expect(refused(change(...names(20 - held)))).toBeUndefined();
  expect(refused(change(...names(1, 100)))?.code).toBe('limit');
});
