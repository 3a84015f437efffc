/** What telling a room costs, counted (R3, R4). */
import { canonicalJson, decodeChanges } from '@joinery/shared';
import { expect, test } from 'vitest';
import { World } from '../../testing/relay-world.ts';

test('R4 who reads nothing is handed the limit and one frame, whatever goes on for however long; then one delta, and a code past the second limit', async () => {
  const world = await World.open({ sendLimitBytes: 10_000, sendCloseBytes: 100_000 });
  const [ada, grace, stuck] = [await world.join('ada'), await world.join('grace'), await world.join('stuck')];
  const { link } = stuck;
  const before = link.sent.length;
  const handed = (): number => link.sent.slice(before).reduce((bytes, message) => bytes + message.length, 0);
  // Nothing that it is handed leaves.
  Object.defineProperty(link, 'unsentBytes', { get: handed, configurable: true });
  let longest = 0;
  for (let i = 0; i < 500; i++) {
    ada.push(ada.edit((tx) => void tx.create('text', ada.page, { characters: `${i} `.repeat(300) })));
    await world.timers.advance(20);
    longest = Math.max(longest, grace.link.sent.at(-1)?.length ?? 0);
  }
  grace.take();
  expect(canonicalJson(grace.document.toJSON())).toBe(canonicalJson(ada.document.toJSON()));
  const others = grace.link.sent.reduce((bytes, message) => bytes + message.length, 0);
  expect(others).toBeGreaterThan(20 * world.config.sendLimitBytes);
  expect(handed()).toBeLessThanOrEqual(world.config.sendLimitBytes + longest);

  Object.defineProperty(link, 'unsentBytes', { value: 0, configurable: true });
  const read = link.sent.length;
  await world.timers.advance(2 * world.config.catchUpMs);
  expect(link.sent).toHaveLength(read + 2);
  stuck.take();
  expect(canonicalJson(stuck.document.toJSON())).toBe(canonicalJson(ada.document.toJSON()));

  Object.defineProperty(link, 'unsentBytes', { value: world.config.sendCloseBytes + 1 });
  stuck.ping(1);
  expect(link.closed).toEqual({ code: 4004, reason: 'too-slow' });
  expect(link.sent).toHaveLength(read + 2 + 1);
});

test('R3 each frame is one array for a hundred readers, and steps of a drag within a tick are told as the last of them', async () => {
  const world = await World.open({ tickMs: 100 });
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const readers = [];
  for (let i = 0; i < 98; i++) readers.push(await world.join(`p${i}x`));
  ada.push(ada.draw('shape'));
  const [shape = ''] = ada.document.children(ada.page);
  await world.timers.advance(1000);
  for (const each of [ada, grace, ...readers]) each.take();
  const before = [ada, grace, ...readers].map(({ link }) => link.sent.length);
  const commits = world.store.commits.length;
  for (let i = 1; i <= 100; i++) {
    ada.push(ada.edit((tx) => tx.setPosition(shape, { x: i, y: -i })));
    await world.timers.advance(10);
  }
  await world.timers.advance(1000);
  const sent = [ada, grace, ...readers].map(({ link }, i) => link.sent.slice(before[i]));
  const frames = sent[0]?.length ?? 0;
  expect(frames).toBeLessThanOrEqual(20);
  expect(new Set(sent.flat()).size, 'frames that were encoded').toBe(frames);
  expect(sent.map(({ length }) => length)).toEqual(sent.map(() => frames));

  expect(
    grace.takeOf('frame').flatMap(({ changes }) => changes),
    'steps that were told',
  ).toHaveLength(frames);
  expect(grace.document.position(shape)).toMatchObject({ x: 100, y: -100 });
  const journalled = world.store.commits.slice(commits).flat();
  expect(journalled).toHaveLength(frames);
  const kept = journalled.flatMap(({ bytes }) => {
    const decoded = decodeChanges(bytes);
    return decoded.ok ? decoded.value : [];
  });
  expect(kept, 'steps that were journalled').toHaveLength(100);
});
