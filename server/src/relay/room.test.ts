/** The pipeline from the outside: what clients send and what they are sent, over links that are arrays. */
import { canonicalJson, decodeChanges, EMPTY_VERSION, type NodeType } from '@joinery/shared';
import { expect, test } from 'vitest';
import { FILE, TestClient, World } from '../../testing/relay-world.ts';

const framesOf = (client: TestClient) => client.takeOf('frame');

const journalled = async (world: World): Promise<string[]> => {
  const { records } = await world.store.journal(FILE, 0);
  return records.flatMap(({ bytes }) => {
    const decoded = decodeChanges(bytes);
    return decoded.ok ? decoded.value.map(({ actor, time }) => `${actor}@${time}`) : ['unreadable'];
  });
};

test('S4 a hello is answered with what its version lacks, and the next one only with what is new', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.push(ada.draw('one'));
  await world.timers.settle();
  const grace = await world.join('grace');
  expect(grace.names).toEqual(['one']);

  grace.connection.closed();
  const again = await world.join('grace', grace.document);
  const [welcome] = again.link.sent;
  expect(welcome?.length).toBeLessThan(200);
  expect(again.names).toEqual(['one']);
});

test('R1 nobody sees an edit before it is committed', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  framesOf(ada);
  world.store.hold();
  ada.push(ada.draw('one'));
  await world.timers.advance(1000);
  expect(world.store.commits).toHaveLength(1);
  expect(framesOf(ada)).toEqual([]);
  expect(framesOf(grace)).toEqual([]);

  world.store.release();
  await world.timers.settle();
  expect(framesOf(grace)).toMatchObject([{ changes: [{ actor: ada.document.actor }] }]);
  // The sender's own change in the frame is its acknowledgement.
  expect(framesOf(ada)).toMatchObject([{ changes: [{ actor: ada.document.actor }] }]);
});

test('R1 somebody who joins is told nothing that is not committed', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.hold();
  ada.push(ada.draw('one'));
  await world.timers.settle();
  const grace = await world.join('grace');
  expect(grace.link.sent).toEqual([]);

  world.store.release();
  await world.timers.settle();
  expect(grace.takeOf('welcome')).toHaveLength(1);
  expect(grace.names).toEqual(['one']);
});

test('R1 what is read for others is committed', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.hold();
  ada.push(ada.draw('one'));
  await world.timers.settle();
  let json: string | undefined;
  const reading = world.rooms.read(FILE, (document) => canonicalJson(document.toJSON()));
  void reading.then((text) => (json = text));
  await world.timers.advance(1000);
  expect(json).toBeUndefined();

  world.store.release();
  await world.timers.settle();
  expect(json).toBe(canonicalJson(ada.document.toJSON()));
});

test('S4 frames go on without a gap after a welcome that waited for its commit', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.hold();
  ada.push(ada.draw('one'));
  await world.timers.settle();
  const grace = await world.join('grace');
  ada.push(ada.draw('two'));
  await world.timers.advance(100);
  world.store.release();
  await world.timers.advance(100);
  ada.push(ada.draw('three'));
  await world.timers.advance(100);

  const messages = grace.take();
  expect(messages[0]?.type).toBe('welcome');
  let expected = messages[0]?.type === 'welcome' ? messages[0].frame : Number.NaN;
  for (const message of messages.slice(1)) expect(message).toMatchObject({ type: 'frame', number: ++expected });
  expect(grace.names).toEqual(['one', 'two', 'three']);
});

test('S4 somebody who joins while changes gather gets those that gather after it, too', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.push(ada.draw('one'));
  await world.timers.settle();
  ada.push(ada.draw('two'));
  const grace = new TestClient(world, 'grace');
  grace.hello();
  await world.timers.settle();
  ada.push(ada.draw('three'));
  await world.timers.advance(100);
  grace.take();
  expect(grace.names).toEqual(['one', 'two', 'three']);
});

test('R2 changes that arrive together are one commit and one frame', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  ada.push(ada.draw('one'));
  grace.push(grace.draw('two'));
  ada.push(ada.draw('three'));
  await world.timers.settle();
  expect(world.store.commits).toHaveLength(1);
  expect(framesOf(ada).at(-1)?.changes).toHaveLength(3);
});

test('R3 a quiet room sends at once, a busy one a frame per tick', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  for (let i = 0; i < 200; i++) await world.join(`p${i}x`);
  await world.timers.advance(1000);
  framesOf(grace);
  const counts: number[] = [];
  for (let i = 0; i < 32; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.settle();
    counts.push(framesOf(grace).length);
    await world.timers.advance(2);
  }
  expect(counts[0]).toBe(1);
  expect(counts.reduce((sum, count) => sum + count)).toBe((32 * 2) / world.config.tickMs);
});

test('R3 a small room waits less, as a frame to few costs little', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  await world.timers.advance(1000);
  framesOf(grace);
  for (let i = 0; i < 32; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(2);
    expect(framesOf(grace)).toHaveLength(1);
  }
});

test('S4 who joins is sent the latest edit, though others were sent the whole file just before it', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  await world.join('grace');
  ada.push(ada.draw('one'));
  const barbara = await world.join('barbara');
  await world.timers.advance(100);
  expect(canonicalJson(barbara.document.toJSON())).toBe(canonicalJson(ada.document.toJSON()));
});

test('R3 the tick of a very large room stretches with its size', async () => {
  const world = await World.open();
  for (let i = 0; i < 500; i++) await world.join(`p${i}x`);
  const ada = await world.join('ada');
  await world.timers.advance(1000);
  for (let at = 0; at < 1000; at += 10) {
    ada.push(ada.draw(String(at)));
    await world.timers.advance(10);
  }
  expect(framesOf(ada).length).toBeLessThan(1000 / 20 + 2);
});

test('R4 a slow reader gets no frames, and one delta once it reads again', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  await world.timers.advance(100);
  grace.take();
  grace.link.unsentBytes = world.config.sendLimitBytes + 1;
  for (let i = 0; i < 50; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(20);
  }
  expect(grace.take()).toEqual([]);

  grace.link.unsentBytes = 0;
  await world.timers.advance(world.config.catchUpMs);
  const messages = grace.take();
  expect(messages.map(({ type }) => type)).toEqual(['delta', 'frame']);
  const [delta, frame] = messages;
  expect(delta?.type === 'delta' && frame?.type === 'frame' && delta.frame + 1 === frame.number).toBe(true);
  expect(grace.names).toHaveLength(50);

  ada.push(ada.draw('after'));
  await world.timers.advance(100);
  expect(framesOf(grace)).toMatchObject([{ number: (frame?.type === 'frame' ? frame.number : Number.NaN) + 1 }]);
});

test('S4 a client that saw a gap is sent what its version lacks, whole if it asks so', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  ada.push(ada.draw('one'));
  await world.timers.advance(100);
  grace.link.sent.length = 0;
  const fresh = await world.join('fresh');
  fresh.send({ type: 'resync', version: EMPTY_VERSION });
  await world.timers.advance(1000);
  expect(fresh.takeOf('delta')).toHaveLength(1);
  expect(fresh.names).toEqual(['one']);
});

test('S3 a change that was sent again is acknowledged again and journalled once', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const change = ada.draw('one');
  ada.push(change);
  await world.timers.advance(100);
  framesOf(ada);

  ada.push(change);
  await world.timers.advance(100);
  expect(ada.take()).toEqual([{ type: 'ack', time: change.time }]);
  expect(await journalled(world)).toEqual([`${change.actor}@${change.time}`]);
});

test('S3 a change that was sent again before its commit is acknowledged after it', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.hold();
  const change = ada.draw('one');
  ada.push(change);
  await world.timers.settle();
  ada.connection.closed();
  const again = await world.join('ada', ada.document);
  world.store.release();
  await world.timers.advance(100);
  again.push(change);
  await world.timers.advance(100);
  expect(again.takeOf('ack')).toEqual([{ type: 'ack', time: change.time }]);
  expect(await journalled(world)).toHaveLength(1);
});

test('S3 a change that is not committed yet is not acknowledged, however often it is sent', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  world.store.hold();
  const change = ada.draw('one');
  ada.push(change);
  ada.push(change);
  await world.timers.advance(100);
  expect(ada.take()).toEqual([]);
  world.store.release();
  await world.timers.advance(100);
  expect(ada.take().map(({ type }) => type)).toEqual(['ack', 'frame']);
});

test('S5 a refusal says which change, why, and that it is final', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const change = ada.draw('one');
  const { actor, time } = change;
  const bad = { ...change, assignments: change.assignments.map(([node, property]) => [node, property, 'x'] as const) };
  ada.push(bad);
  await world.timers.settle();
  expect(ada.takeOf('reject')).toMatchObject([{ actor, time, final: true, code: 'schema' }]);
  expect(await journalled(world)).toEqual([]);
});

test('S3 after a refusal nothing of the actor is admitted until it says that it knows', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const first = ada.draw('one');
  const future = { ...first, time: first.time + 4096 * 120_000 };
  const second = ada.draw('two');
  ada.push(future, second);
  ada.push(second);
  await world.timers.advance(100);
  expect(ada.take().map(({ type }) => type)).toEqual(['reject']);
  expect(await journalled(world)).toEqual([]);

  ada.send({ type: 'resume', actor: ada.document.actor, time: second.time });
  ada.push(second);
  await world.timers.advance(100);
  expect(await journalled(world)).toEqual([]);

  ada.send({ type: 'resume', actor: ada.document.actor, time: future.time });
  ada.push(second);
  await world.timers.advance(100);
  expect(await journalled(world)).toEqual([`${second.actor}@${second.time}`]);
});

test('S5 a refused change that is sent again is refused again, though later ones were taken in', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const bad = { ...ada.draw('one') };
  bad.assignments = bad.assignments.map(([node, property, value]) => [node, property, property === 'name' ? 7 : value]);
  const { actor, time } = bad;
  ada.document.retract(bad);
  const good = ada.draw('two');
  ada.push(bad);
  ada.send({ type: 'resume', actor, time });
  ada.push(good);
  await world.timers.advance(100);
  expect(await journalled(world)).toHaveLength(1);
  ada.take();
  ada.push(bad);
  await world.timers.advance(100);
  expect(ada.takeOf('reject')).toMatchObject([{ time, final: true }]);
});

test('R6, S5 a change that is too large is refused for good, alone or among others', async () => {
  const world = await World.open({ maxChangeBytes: 100_000 });
  const ada = await world.join('ada');
  const path = { data: 'M0 0 '.repeat(30_000), width: 1, height: 1 };
  const small = ada.draw('small');
  const large = ada.edit((tx) => void tx.create('path', ada.page, { path }));
  ada.push(small, large);
  await world.timers.advance(100);
  expect(ada.takeOf('reject')).toMatchObject([{ time: large.time, final: true, code: 'limit' }]);
  expect(await journalled(world)).toEqual([`${small.actor}@${small.time}`]);
});

test('S3 past the limit of what waits for the journal, changes are refused for now', async () => {
  const world = await World.open({ maxPendingBytes: 100 });
  const ada = await world.join('ada');
  world.store.hold();
  ada.push(ada.draw('x'.repeat(100)));
  const late = ada.draw('late');
  ada.push(late);
  await world.timers.settle();
  expect(ada.takeOf('reject')).toMatchObject([{ time: late.time, final: false, code: 'overload' }]);
  world.store.release();
  await world.timers.advance(100);
  ada.send({ type: 'resume', actor: late.actor, time: late.time });
  ada.push(late);
  await world.timers.advance(100);
  expect(await journalled(world)).toHaveLength(2);
});

test('R1 when a commit fails nobody has seen it, everybody is told to try again, and can', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  world.store.failing = true;
  const change = ada.draw('one');
  ada.push(change);
  await world.timers.advance(100);
  for (const client of [ada, grace]) {
    const messages = client.take();
    expect(messages.at(-1)).toMatchObject({ type: 'goodbye', code: 'store' });
    expect(messages.some((message) => message.type === 'frame' && message.changes.length > 0)).toBe(false);
    expect(client.link.closed?.reason).toBe('store');
  }
  world.store.failing = false;
  await world.timers.advance(world.config.storeRetryMs);
  const again = await world.join('ada', ada.document);
  again.push(change);
  await world.timers.advance(100);
  expect(await journalled(world)).toHaveLength(1);
  expect((await world.join('grace', grace.document)).names).toEqual(['one']);
});

test('R5 after a crash the file is as it was committed', async () => {
  const world = await World.open({ snapshotAfterChanges: 7 });
  const ada = await world.join('ada');
  for (let i = 0; i < 30; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(20);
  }
  world.restart();
  const grace = await world.join('grace');
  expect(canonicalJson(grace.document.toJSON())).toBe(canonicalJson(ada.document.toJSON()));
  expect((await world.store.journal(FILE, 0)).records.length).toBeLessThan(20);
});

test('D13 what only newer clients know reaches everybody, over a snapshot and a restart', async () => {
  const world = await World.open({ snapshotAfterChanges: 1 });
  const ada = await world.join('ada');
  const grace = await world.join('grace');
  let hologram = '';
  ada.push(
    ada.edit((tx) => {
      hologram = tx.create('hologram' as NodeType, ada.page, { position: { x: 1, y: 2 } });
      tx.setRaw(hologram, 'depth', { layers: [1, null] });
      tx.create('rectangle', hologram, { name: 'inside' });
    }),
  );
  await world.timers.advance(100);
  grace.take();
  grace.push(grace.edit((tx) => tx.setPosition(hologram, { x: 30, y: 40 })));
  await world.timers.advance(100);
  ada.take();
  world.restart();
  const linus = await world.join('linus');
  for (const { document } of [ada, grace, linus]) {
    expect(document.get(hologram, 'type')).toBe('hologram');
    expect(document.read(hologram, 'depth')).toEqual({ layers: [1, null] });
    expect(canonicalJson(document.toJSON())).toBe(canonicalJson(ada.document.toJSON()));
  }
});

test('R5 a snapshot is written while changes keep coming, and loses none of them', async () => {
  const world = await World.open({ snapshotAfterChanges: 3 });
  const ada = await world.join('ada');
  world.store.hold();
  for (let i = 0; i < 40; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(7);
    if (i % 5 === 4) world.store.release();
    else if (i % 5 === 0) world.store.hold();
  }
  world.store.release();
  await world.timers.advance(100);
  world.restart();
  expect((await world.join('grace')).names).toEqual(Array.from({ length: 40 }, (_, index) => String(index)));
});

test('R5 a snapshot holds nothing that could still be lost', async () => {
  const world = await World.open({ snapshotAfterChanges: 1 });
  const ada = await world.join('ada');
  world.store.hold();
  ada.push(ada.draw('one'));
  await world.timers.settle();
  ada.push(ada.draw('two'));
  world.store.release();
  world.store.hold();
  await world.timers.advance(100);
  expect(world.store.commits).toHaveLength(2);
  expect((await world.store.snapshot(FILE)).snapshot?.position).toBe(0);
  world.store.release();
  await world.timers.advance(100);
  expect((await world.store.snapshot(FILE)).snapshot?.position).toBeGreaterThan(0);
});

test('R5 a damaged snapshot falls back to the one before, is reported, and is replaced', async () => {
  const world = await World.open({ snapshotAfterChanges: 4 });
  const ada = await world.join('ada');
  for (let i = 0; i < 10; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(20);
  }
  const newest = (await world.store.snapshot(FILE)).snapshot?.position ?? 0;
  world.store.damage(FILE, 'snapshots', newest);
  world.restart();
  const grace = await world.join('grace');
  expect(grace.names).toHaveLength(10);
  expect(world.lines).toContainEqual({ level: 'error', message: 'snapshots are damaged; an older one is used' });
  expect((await world.store.snapshot(FILE)).damaged).toEqual([]);
});

test('R5 an idle room writes a snapshot and is let go', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.push(ada.draw('one'));
  await world.timers.advance(100);
  ada.send({ type: 'goodbye' });
  await world.timers.advance(world.config.idleRoomMs + 1);
  expect(world.rooms.size).toBe(0);
  expect((await world.store.snapshot(FILE)).snapshot?.position).toBe(1);
  expect((await world.join('grace')).names).toEqual(['one']);
});

test('R6 a room that is full says so', async () => {
  const world = await World.open({ maxConnectionsPerRoom: 1 });
  await world.join('ada');
  const grace = await world.join('grace');
  expect(grace.link.closed).toEqual({ code: 4005, reason: 'limit' });
});

test('a client that comes back before the relay saw it go takes its place', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const again = await world.join('ada', ada.document);
  expect(ada.link.closed?.reason).toBe('replaced');
  ada.push(ada.draw('late'));
  again.push(again.draw('now'));
  await world.timers.advance(100);
  expect(again.take()).not.toEqual([]);
  expect(world.rooms.peopleIn(FILE)).toHaveLength(1);
});

test('a file in the trash, or none, is refused by name', async () => {
  const world = await World.open();
  await world.store.updateFile(FILE, { trashedAt: 1 });
  expect((await world.join('ada')).link.closed).toEqual({ code: 4003, reason: 'no-such-file' });
  await world.store.deleteFile(FILE);
  expect((await world.join('ada')).link.closed).toEqual({ code: 4003, reason: 'no-such-file' });
});

test('draining commits what was taken in, then says goodbye', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.push(ada.draw('one'));
  ada.push(ada.draw('two'));
  const drained = world.rooms.drain();
  await world.timers.advance(100);
  await drained;
  expect(ada.take().map(({ type }) => type)).toEqual(['frame', 'goodbye']);
  expect(await journalled(world)).toHaveLength(2);
});

test('who edited last, and when, is kept with the commit, at most once a second', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const startedAt = world.timers.now();
  for (let i = 0; i < 30; i++) {
    ada.push(ada.draw(String(i)));
    await world.timers.advance(50);
  }
  const record = await world.store.file(FILE);
  expect(record?.editedBy).toBe('ada');
  expect(record?.editedAt).toBeGreaterThan(startedAt);
  expect(world.store.commits.flat().filter(({ edited }) => edited !== undefined)).toHaveLength(2);
});
