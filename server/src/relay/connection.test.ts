/** What a client may not do, and that it costs nobody else anything (R6). */
import { decodeRelayMessage, Document, encodeClientMessage, PROTOCOL_VERSION } from '@joinery/shared';
import { Random } from '@joinery/shared/testing';
import { expect, test } from 'vitest';
import { TestClient, World } from '../../testing/relay-world.ts';

const goodbyeOf = (client: TestClient): string | undefined => {
  const last = client.link.sent.at(-1);
  const decoded = last && decodeRelayMessage(last);
  return decoded?.ok === true && decoded.value.type === 'goodbye' ? decoded.value.code : undefined;
};

test('R6 bytes that mean nothing close the connection with a code and a log line', async () => {
  const world = await World.open();
  const mallory = new TestClient(world, 'mallory');
  mallory.connection.receive(Uint8Array.from([255, 1, 2, 3]));
  expect(goodbyeOf(mallory)).toBe('protocol');
  expect(mallory.link.closed).toEqual({ code: 4002, reason: 'protocol' });
  expect(world.lines).toContainEqual({ level: 'warn', message: 'the relay was sent a message of unknown number 255' });
});

test('R6 whatever garbage one client sends, the others go on', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const random = new Random(7);
  const good = [
    encodeClientMessage({ type: 'push', number: 1, changes: [ada.draw('one')] }),
    encodeClientMessage({ type: 'presence', activity: 'idle' }),
    encodeClientMessage({ type: 'resync', version: ada.document.version }),
  ];
  ada.push(ada.draw('two'));
  for (let i = 0; i < 300; i++) {
    const mallory = new TestClient(world, `m${i}`);
    if (random.next() < 0.7) mallory.hello();
    await world.timers.settle();
    const bytes = (good[i % good.length] ?? new Uint8Array()).slice();
    for (let flips = 0; flips < 3; flips++)
      bytes[Math.floor(random.next() * bytes.length)] = Math.floor(random.next() * 256);
    mallory.connection.receive(bytes.subarray(0, 1 + Math.floor(random.next() * bytes.length)));
    mallory.connection.receive(bytes);
    mallory.connection.closed();
  }
  await world.timers.advance(1000);
  ada.push(ada.draw('three'));
  await world.timers.advance(1000);
  grace.take();
  expect(grace.names).toContain('three');
  expect(world.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('R6 another protocol version is refused by its number', async () => {
  const world = await World.open();
  const old = new TestClient(world, 'old');
  old.connection.receive(Uint8Array.from([1, PROTOCOL_VERSION + 1]));
  expect(goodbyeOf(old)).toBe('protocol');
  expect(world.lines.at(-1)?.message).toContain(`protocol ${PROTOCOL_VERSION + 1}`);
});

test('R6 a connection that says nothing is closed', async () => {
  const world = await World.open();
  const silent = new TestClient(world, 'silent');
  await world.timers.advance(world.config.helloMs);
  expect(silent.link.closed).toEqual({ code: 4008, reason: 'dropped' });
});

test('R6 a connection that falls silent is closed, one that pings is not', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  for (let at = 0; at < world.config.silenceMs; at += world.config.heartbeatMs) {
    ada.send({ type: 'ping', sentAt: at });
    await world.timers.advance(world.config.heartbeatMs);
  }
  expect(grace.link.closed?.reason).toBe('dropped');
  expect(ada.link.closed).toBeUndefined();
  expect(ada.takeOf('pong').map(({ sentAt }) => sentAt)).toEqual([0, 10_000, 20_000]);
});

test.each([
  ['a push before the hello', (client: TestClient) => client.push()],
  ['a ping before the hello', (client: TestClient) => client.send({ type: 'ping', sentAt: 1 })],
])('R6 %s is refused', async (_, act) => {
  const world = await World.open();
  const client = new TestClient(world, 'mallory');
  act(client);
  expect(goodbyeOf(client)).toBe('protocol');
});

test('R6 a second hello, and a change of another actor, cost the connection', async () => {
  const world = await World.open();
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  ada.hello();
  expect(goodbyeOf(ada)).toBe('protocol');
  grace.push(ada.draw('forged'));
  expect(goodbyeOf(grace)).toBe('protocol');
  expect((await world.store.journal('file', 0)).records).toEqual([]);
});

test('R6 a hello under the id that nobody has costs the connection', async () => {
  const world = await World.open();
  const nobody = new TestClient(world, 'nobody', new Document({ actor: '00000000', wall: world.timers.now }));
  nobody.hello();
  await world.timers.settle();
  expect(goodbyeOf(nobody)).toBe('protocol');
});

test('R6 too many messages a second cost the connection', async () => {
  const world = await World.open({ maxMessagesPerSecond: 10 });
  const ada = await world.join('ada');
  for (let i = 0; i < 200; i++) ada.send({ type: 'ping', sentAt: i });
  expect(goodbyeOf(ada)).toBe('limit');
  const calm = await world.join('calm');
  for (let i = 0; i < 200; i++) {
    calm.send({ type: 'ping', sentAt: i });
    await world.timers.advance(101);
  }
  expect(calm.link.closed).toBeUndefined();
});

test('D3 a push whose number leaves a gap breaks the link, so that all of it is sent again', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.send({ type: 'push', number: 2, changes: [ada.draw('one')] });
  expect(ada.link.closed).toEqual({ code: 4008, reason: 'dropped' });
  expect((await world.store.journal('file', 0)).records).toEqual([]);
});

test('nothing is taken from a connection that was closed', async () => {
  const world = await World.open();
  const ada = await world.join('ada');
  ada.connection.violate('a text message');
  ada.push(ada.draw('late'));
  await world.timers.advance(100);
  expect((await world.store.journal('file', 0)).records).toEqual([]);
});

test('a file that cannot be read closes the connection, and says so in the log', async () => {
  const world = await World.open();
  world.store.damage('file', 'snapshots', 0);
  const ada = await world.join('ada');
  expect(goodbyeOf(ada)).toBe('store');
  expect(world.lines).toContainEqual({ level: 'error', message: 'a file could not be opened' });
});

test('R6 nobody is put out by somebody who only knows their ids', async () => {
  const world = await World.open();
  const ada = new TestClient(world, 'ada');
  ada.hello('proof of Ada');
  await world.timers.advance(100);
  for (const proof of [undefined, '', 'another']) {
    const mallory = new TestClient(world, 'ada');
    mallory.hello(proof);
    await world.timers.advance(100);
    expect(mallory.link.closed).toEqual({ code: 4008, reason: 'dropped' });
  }
  expect(ada.link.closed).toBeUndefined();
  const again = new TestClient(world, 'ada');
  again.hello('proof of Ada');
  await world.timers.advance(100);
  expect(goodbyeOf(ada)).toBe('replaced');
  expect(again.takeOf('welcome')).toHaveLength(1);
});

test('R7 who may only look keeps no name from those who edit', async () => {
  const world = await World.open();
  const squatter = new TestClient(world, 'ada', undefined, () => Promise.resolve({ role: 'viewer', leave: () => {} }));
  squatter.hello('of the squatter');
  await world.timers.advance(100);
  const ada = new TestClient(world, 'ada');
  ada.hello('of Ada');
  await world.timers.advance(100);
  expect([goodbyeOf(squatter), ada.link.closed]).toEqual(['replaced', undefined]);
});
