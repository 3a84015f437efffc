import { type Presence, PresenceMap, type PresenceUpdate } from '@joinery/shared';
import { expect, test } from 'vitest';
import { FILE, type TestClient, World } from '../../testing/relay-world.ts';

/** What a client knows of the others, kept the way clients do. */
class Watcher {
  readonly #client: TestClient;
  readonly #map = new PresenceMap();
  updates: PresenceUpdate[] = [];

  constructor(client: TestClient) {
    this.#client = client;
  }

  look(): Watcher {
    this.updates = this.#client.take().flatMap((message) => (message.type === 'frame' ? message.presence : []));
    for (const update of this.updates) {
      this.#map.merge(update);
      if (this.#map.get(update.session)?.status === 'offline') this.#map.remove(update.session);
    }
    return this;
  }

  of(client: TestClient): Presence | undefined {
    return this.#map.get(client.session);
  }
}

const cursorAt = (counter: number, x: number) => ({
  type: 'presence' as const,
  view: { counter, value: { page: null, cursor: { x, y: 0 }, selection: [] } },
});

test('P1 who joins is seen by those who are here, and sees them', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  const watcher = new Watcher(ada);
  const grace = await world.join('grace');
  expect(watcher.look().of(grace)).toMatchObject({ status: 'online', profile: { value: { name: 'grace' } } });
  const welcome = grace.link.sent.length;
  expect(welcome).toBeGreaterThan(0);
  expect(world.rooms.peopleIn(FILE)).toHaveLength(2);
});

test('P3 of many cursor moves in a tick only the last travels', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada);
  await world.timers.advance(100);
  watcher.look();
  grace.send(cursorAt(1, 0));
  watcher.look();
  for (let i = 2; i < 100; i++) grace.send(cursorAt(i, i));
  await world.timers.advance(world.config.tickMs);
  expect(watcher.look().updates).toHaveLength(1);
  expect(watcher.of(grace)?.view?.value.cursor).toEqual({ x: 99, y: 0 });
});

test('P3 an older cursor that comes late changes nothing', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada);
  grace.send(cursorAt(5, 50));
  grace.send(cursorAt(4, 40));
  await world.timers.advance(100);
  expect(watcher.look().of(grace)?.view?.value.cursor?.x).toBe(50);
});

test('P4 a goodbye is offline at once', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada).look();
  grace.send({ type: 'goodbye' });
  await world.timers.advance(world.config.tickMs);
  expect(watcher.look().of(grace)).toBeUndefined();
  expect(world.rooms.peopleIn(FILE)).toHaveLength(1);
});

test('P4 a broken connection is offline when the lease runs out, and not if it comes back in time', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada).look();
  grace.connection.closed();
  await world.timers.advance(world.config.leaseMs / 2);
  const again = await world.join('grace', grace.document);
  await world.timers.advance(world.config.leaseMs);
  expect(watcher.look().of(grace)?.status).toBe('online');
  again.connection.closed();
  await world.timers.advance(world.config.leaseMs + world.config.tickMs);
  expect(watcher.look().of(grace)).toBeUndefined();
});

test('P3 a page that was reloaded counts from the start, and is heard', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada);
  grace.send(cursorAt(500, 1));
  await world.timers.advance(100);
  watcher.look();
  grace.connection.closed();
  const again = await world.join('grace', grace.document);
  again.send(cursorAt(1, 2));
  await world.timers.advance(100);
  expect(watcher.look().of(grace)?.view?.value.cursor?.x).toBe(2);
});

test('P1 a slow reader that missed a goodbye learns of it when it reads again', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada).look();
  ada.link.unsentBytes = world.config.sendLimitBytes + 1;
  grace.send({ type: 'goodbye' });
  await world.timers.advance(1000);
  expect(watcher.look().of(grace)?.status).toBe('online');
  ada.link.unsentBytes = 0;
  await world.timers.advance(1000);
  expect(watcher.look().of(grace)).toBeUndefined();
});

test('P5 idle and hidden are away, and input is online again', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada);
  for (const [activity, status] of [
    ['idle', 'away'],
    ['active', 'online'],
    ['hidden', 'away'],
  ] as const) {
    grace.send({ type: 'presence', activity });
    await world.timers.advance(100);
    expect(watcher.look().of(grace)?.status).toBe(status);
  }
});

test('P1 presence is not held up by a commit that takes long', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada).look();
  world.store.hold();
  grace.push(grace.draw('one'));
  await world.timers.advance(100);
  grace.send(cursorAt(1, 7));
  await world.timers.advance(100);
  expect(watcher.look().of(grace)?.view?.value.cursor?.x).toBe(7);
});

test('P2 of whoever is invisible the relay tells nobody anything, and they are back when they want to be seen', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const watcher = new Watcher(ada).look();
  const chooses = (counter: number, choice: 'invisible' | 'automatic') => {
    const value = { person: 'grace000', name: 'grace', color: '#123456', choice };
    grace.send({ type: 'presence', profile: { counter, value } });
  };
  chooses(2, 'invisible');
  await world.timers.advance(100);
  expect(watcher.look().of(grace)).toBeUndefined();
  expect(world.rooms.peopleIn(FILE)).toHaveLength(1);
  grace.send(cursorAt(1, 50));
  grace.send({ type: 'presence', activity: 'idle' });
  await world.timers.advance(100);
  expect(watcher.look().updates).toEqual([]);
  const late = await world.join('late');
  expect(JSON.stringify(late.link.sent.map((frame) => [...frame]))).not.toContain([...Buffer.from('#123456')].join());
  chooses(3, 'automatic');
  await world.timers.advance(100);
  expect(watcher.look().of(grace)).toMatchObject({ status: 'away', view: { value: { cursor: { x: 50 } } } });
  expect(world.rooms.peopleIn(FILE)).toHaveLength(3);
});
