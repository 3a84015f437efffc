/** Limits that only a room can hold (R6): how much a file may be, and how large one step. */
import { expect, test } from 'vitest';
import { World } from '../../testing/relay-world.ts';

test('R6 a full file takes nothing more in, says so, and takes edits again when there is room', async () => {
  const world = await World.open({ maxFileBytes: 40_000, snapshotAfterBytes: 1_000_000 });
  const ada = await world.join('ada');
  const data = 'M0 0 '.repeat(3000);
  const drawn = [1, 2, 3, 4].map(() =>
    ada.edit((tx) => void tx.create('path', ada.page, { path: { data, width: 1, height: 1 } })),
  );
  for (const change of drawn) {
    ada.push(change);
    await world.timers.advance(50);
  }
  const [reject] = ada.takeOf('reject');
  expect(reject).toMatchObject({
    final: true,
    code: 'limit',
    message: 'the file is full: delete something, or begin another',
  });
  expect((await world.store.journal('file', 0)).records.length).toBeLessThan(4);
  expect(ada.link.closed).toBeUndefined();
});

test('R6 a file opened again is as full as it was', async () => {
  const world = await World.open({ maxFileBytes: 1024, snapshotAfterChanges: 1 });
  const ada = await world.join('ada');
  ada.push(ada.edit((tx) => void tx.create('text', ada.page, { characters: 'x'.repeat(700) })));
  await world.timers.advance(1000);
  world.restart();
  const ben = await world.join('ben');
  ben.push(ben.edit((tx) => void tx.create('text', ben.page, { characters: 'y'.repeat(700) })));
  await world.timers.advance(100);
  expect(ben.takeOf('reject')).toMatchObject([{ code: 'limit' }]);
});

test('R6 a step counts what its values are, however few bytes say so', async () => {
  const world = await World.open({ maxChangeBytes: 100_000 });
  const ada = await world.join('ada');
  const path = { data: 'M0 0 '.repeat(2000), width: 1, height: 1 };
  const drawing = (count: number) =>
    ada.edit((tx) => {
      for (let i = 0; i < count; i++) tx.create('path', ada.page, { path });
    });
  ada.push(drawing(9), drawing(11));
  await world.timers.advance(100);
  expect(ada.takeOf('reject')).toMatchObject([
    { final: true, code: 'limit', message: expect.stringContaining('too large') },
  ]);
  expect((await world.store.journal('file', 0)).records).toHaveLength(1);
});

test('R6 asking for the whole document again and again costs the connection', async () => {
  const world = await World.open({ maxMessagesPerSecond: 100 });
  const ada = await world.join('ada');
  for (let i = 0; i < 60; i++) ada.send({ type: 'resync', version: new Map() });
  expect(ada.link.closed).toEqual({ code: 4005, reason: 'limit' });
});
