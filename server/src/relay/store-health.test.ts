/** A store that takes nothing: a full disk, an I/O error. */
import { expect, test } from 'vitest';
import { FILE, World } from '../../testing/relay-world.ts';

test('S3 while the store takes nothing edits are refused for now, with that reason, and taken when it does again', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.failing = true;
  const one = ada.draw('one');
  ada.push(one);
  await world.timers.advance(100);
  expect(ada.takeOf('goodbye')).toMatchObject([{ code: 'store' }]);
  const tried = world.store.commits.length;

  const again = await world.join('ada', ada.document);
  again.push(one);
  await world.timers.advance(10 * world.config.storeRetryMs);
  const { actor, time } = one;
  expect(again.takeOf('reject')).toEqual([
    { type: 'reject', actor, time, final: false, code: 'store', message: 'the relay cannot save at the moment' },
  ]);
  // Nobody is sent out again, and what is on the disk can be looked at.
  expect(again.link.closed).toBeUndefined();
  expect((await world.join('grace')).link.closed).toBeUndefined();
  expect(world.store.commits.length).toBe(tried);

  world.store.failing = false;
  await world.timers.advance(world.config.storeRetryMs);
  again.send({ type: 'resume', actor, time });
  again.push(one);
  await world.timers.advance(100);
  expect(again.takeOf('frame').flatMap(({ changes }) => changes)).toEqual([one]);
  expect((await world.store.journal(FILE, 0)).records).toHaveLength(1);
  expect(world.lines.filter(({ level }) => level !== 'debug').map(({ message }) => message)).toEqual([
    'a commit failed; the room was ended',
    'the store takes nothing; edits wait with their authors',
    'the store works again',
  ]);
});

test('R6 one room’s commit that fails, when the store takes others, refuses nobody else anything', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  // Its journal is at another position than the room believes: as if another relay wrote to it.
  await world.store.commit([{ file: FILE, position: 1, bytes: new Uint8Array([2, 0]) }]);
  ada.push(ada.draw('one'));
  await world.timers.advance(100);
  expect(ada.takeOf('goodbye')).toMatchObject([{ code: 'store' }]);
  expect(world.rooms.storeFailing).toBe(false);
  const again = await world.join('ada', ada.document);
  again.push(again.draw('two'));
  await world.timers.advance(100);
  expect(again.take().flatMap((message) => (message.type === 'frame' ? message.changes : []))).toHaveLength(1);
});

test('R5 a snapshot that cannot be saved is tried again after a while, not after every edit', async () => {
  const world = await World.open({ snapshotAfterChanges: 2 });
  const ada = await world.join('ada');
  let tries = 0;
  world.store.saveSnapshot = async () => {
    tries += 1;
    throw new Error('the disk is nearly full');
  };
  for (let i = 0; i < 20; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(100);
  }
  expect(tries).toBe(1);
  await world.timers.advance(10_000);
  ada.push(ada.draw('later'));
  await world.timers.advance(100);
  expect(tries).toBe(2);
  expect(ada.link.closed).toBeUndefined();
});
