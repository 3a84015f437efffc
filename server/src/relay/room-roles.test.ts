/** What a role lets somebody do in a room (R7), and how they are sent out of it. */
import { type Change, decodeRelayMessage, type Role } from '@joinery/shared';
import { expect, test } from 'vitest';
import type { Door } from '../access/door.ts';
import { type TestClient, World } from '../../testing/relay-world.ts';

const doorOf =
  (role: Role): Door =>
  () =>
    Promise.resolve({ role, leave: () => undefined });

const goodbyeOf = (client: TestClient) => {
  const last = client.link.sent.at(-1);
  const decoded = last && decodeRelayMessage(last);
  return decoded?.ok === true && decoded.value.type === 'goodbye' ? decoded.value : undefined;
};

const journalOf = async (world: World) => (await world.store.journal('file', 0)).records;

/** An editor and somebody else, with a rectangle that both see. */
async function setUp(role: Role) {
  const world = await World.open();
  const [ada, ben] = [await world.join('ada'), await world.join('ben', undefined, doorOf(role))];
  ada.push(ada.draw('one'));
  await world.timers.advance(50);
  ada.take();
  ben.take();
  const before = (await journalOf(world)).length;
  return { world, ada, ben, node: ben.document.children(ben.page)[0] ?? '', before };
}

type At = Awaited<ReturnType<typeof setUp>>;

const EDITS: readonly [string, (at: At) => Change][] = [
  ['a move', ({ ben, node }) => ben.edit((tx) => tx.setPosition(node, { x: 9, y: 9 }))],
  ['a colour', ({ ben, node }) => ben.edit((tx) => tx.set(node, 'fills', []))],
  ['a deletion', ({ ben, node }) => ben.edit((tx) => tx.trash(node))],
  ['a new shape', ({ ben }) => ben.draw('two')],
  ['a vote', ({ ben, node }) => ben.edit((tx) => tx.setRaw(node, `votes/+${ben.document.actor}`, 1))],
  ['a property of a newer client', ({ ben, node }) => ben.edit((tx) => tx.setRaw(node, 'blendMode', 'multiply'))],
];

for (const role of ['viewer', 'commenter'] as const) {
  test.each(EDITS)(`R7 ${role}: %s is refused for good, and nobody sees it`, async (_, edit) => {
    const at = await setUp(role);
    const change = edit(at);
    at.ben.push(change);
    await at.world.timers.advance(100);
    expect(at.ben.takeOf('reject')).toMatchObject([
      { actor: change.actor, time: change.time, final: true, code: 'permission' },
    ]);
    expect(at.ada.takeOf('frame').flatMap(({ changes }) => changes)).toEqual([]);
    expect(await journalOf(at.world)).toHaveLength(at.before);
    expect(at.ben.link.closed).toBeUndefined();
  });
}

test('R7 an editor may do all of it', async () => {
  const at = await setUp('editor');
  at.ben.push(
    ...EDITS.slice(0, 2).map(([, edit]) => edit(at)),
    at.ben.edit((tx) => tx.trash(at.node)),
  );
  await at.world.timers.advance(100);
  expect(at.ben.takeOf('reject')).toEqual([]);
  expect(await journalOf(at.world)).toHaveLength(at.before + 1);
});

test('R7 what was refused to a viewer is taken in when they are an editor, not mistaken for a change that is known', async () => {
  const at = await setUp('viewer');
  const change = at.ben.draw('two');
  at.ben.push(change);
  await at.world.timers.advance(100);
  at.ben.connection.closed();
  const again = await at.world.join('ben', at.ben.document, doorOf('editor'));
  again.push(change);
  await at.world.timers.advance(100);
  at.ada.take();
  expect(at.ada.names).toContain('two');
});

test('R7 who may not come in is told so, under the code that says it', async () => {
  const world = await World.open();
  const mallory = await world.join('mallory', undefined, () => Promise.resolve(undefined));
  expect(goodbyeOf(mallory)?.code).toBe('forbidden');
  expect(mallory.link.closed).toEqual({ code: 4007, reason: 'forbidden' });
});

test('R7 who is sent out while they edit leaves what was admitted, and sends no more', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  let end: (reason: string) => void = () => undefined;
  const ben = await world.join('ben', undefined, (onEnd) => {
    end = onEnd;
    return Promise.resolve({ role: 'editor', leave: () => undefined });
  });
  ben.push(ben.draw('before'));
  end('the link that you came by was revoked');
  expect(goodbyeOf(ben)).toMatchObject({ code: 'forbidden', message: 'the link that you came by was revoked' });
  ben.push(ben.draw('after'));
  await world.timers.advance(100);
  ada.take();
  expect(ada.names).toEqual(['before']);
});

test('R7 a pass is given back when its connection ends, however it ends', async () => {
  const world = await World.open();
  let left = 0;
  const door: Door = () => Promise.resolve({ role: 'viewer', leave: () => void (left += 1) });
  const [a, b] = [await world.join('a', undefined, door), await world.join('b', undefined, door)];
  a.send({ type: 'goodbye' });
  b.connection.closed();
  b.connection.closed();
  expect(left).toBe(2);
});
