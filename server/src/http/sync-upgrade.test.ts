/** The relay over real WebSockets: what only sockets can show. */
import { canonicalJson, Document, FORGETFUL_OUTBOX, PresenceClient, ROOT, SyncClient } from '@joinery/shared';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../testing/eventually.ts';
import { Served } from '../../testing/served.ts';
import { webSocketChannel } from '../headless/web-socket-channel.ts';
import { SYSTEM_TIMERS } from '../timers.ts';

let served: Served;
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await served.stop();
});

const syncUrl = (file: string): string => `${served.url.replace('http', 'ws')}/sync/${file}`;

interface Person {
  readonly document: Document;
  readonly sync: SyncClient;
  socket: WebSocket | undefined;
}

function person(file: string, name: string): Person {
  const document = new Document({ actor: name.padEnd(8, '0'), wall: () => Date.now() });
  const presence = new PresenceClient(name.padEnd(8, '1'), {
    person: name.padEnd(8, '2'),
    name,
    color: '#112233',
    choice: 'automatic',
  });
  const sync = new SyncClient({
    document,
    session: presence.session,
    openChannel: webSocketChannel(syncUrl(file), { onSocket: (socket) => (someone.socket = socket) }),
    outbox: FORGETFUL_OUTBOX,
    contents: { pending: [], rejected: [] },
    timers: SYSTEM_TIMERS,
    presence,
  });
  const someone: Person = { document, sync, socket: undefined };
  sync.start();
  ends.push(() => sync.dispose());
  return someone;
}

const jsonOf = (document: Document): string => canonicalJson(document.toJSON());

/** Opens a socket and waits for its end. */
async function endOf(
  url: string,
  options: object,
  opened: (socket: WebSocket) => void = () => {},
): Promise<[number, string]> {
  const socket = new WebSocket(url, options);
  socket.on('open', () => opened(socket));
  return await new Promise((resolve) => {
    socket.on('close', (code, reason) => resolve([code, reason.toString()]));
    socket.on('error', (error) => resolve([0, error.message]));
  });
}

test('two people draw at once and see the same, and so does whoever asks for the document', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const [ada, grace] = [person(id, 'ada'), person(id, 'grace')];
  await eventually(() => expect([ada.sync.state.kind, grace.sync.state.kind]).toEqual(['live', 'live']));
  for (let i = 0; i < 50; i++) {
    for (const { document } of [ada, grace]) {
      const page = document.children(ROOT)[0] ?? '';
      document.transact((tx) => void tx.create('rectangle', page, { name: `${document.actor} ${i}` }));
    }
    await new Promise((resolve) => void setTimeout(resolve, 2));
  }
  await eventually(() => {
    expect([ada.sync.pendingCount, grace.sync.pendingCount]).toEqual([0, 0]);
    expect(jsonOf(ada.document)).toBe(jsonOf(grace.document));
  });
  expect(ada.document.children(ada.document.children(ROOT)[0] ?? '')).toHaveLength(100);
  const response = await served.request('GET', `/api/files/${id}/document`);
  expect(await response.text()).toBe(jsonOf(ada.document));
  expect(await (await served.request('GET', `/api/files/${id}`)).json()).toMatchObject({
    people: 2,
    faces: [{ color: expect.stringMatching(/^#/) }, { color: expect.stringMatching(/^#/) }],
  });
});

test.each([100, 200, 70_000, 1_000_000])('a text of %i characters arrives whole', async (length) => {
  served = await Served.start();
  const { id } = await served.newFile();
  const [ada, grace] = [person(id, 'ada'), person(id, 'grace')];
  await eventually(() => expect([ada.sync.state.kind, grace.sync.state.kind]).toEqual(['live', 'live']));
  const data = 'M0 0 '.repeat(length / 5);
  ada.document.transact((tx) => {
    const page = ada.document.children(ROOT)[0] ?? '';
    tx.create('path', page, { path: { data, width: 1, height: 1 } });
  });
  await eventually(() => expect(jsonOf(grace.document)).toBe(jsonOf(ada.document)));
});

test('trashing a file sends out whoever has it open, with the reason', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const ada = person(id, 'ada');
  await eventually(() => expect(ada.sync.state.kind).toBe('live'));
  await served.request('POST', `/api/files/${id}/trash`);
  await eventually(() => expect(ada.sync.state).toMatchObject({ kind: 'closed', reason: { code: 'no-such-file' } }));
});

test('R6 an unknown file is refused with a code and a reason', async () => {
  served = await Served.start();
  const nobody = person('nowhere', 'ada');
  await eventually(() =>
    expect(nobody.sync.state).toEqual({
      kind: 'closed',
      reason: { code: 'no-such-file', message: 'there is no such file' },
    }),
  );
});

test('R6 another site’s page gets no connection, an allowed one does', async () => {
  served = await Served.start({ allowedOrigins: 'https://design.example' });
  const { id } = await served.newFile();
  expect(await endOf(syncUrl(id), { origin: 'https://evil.example' })).toEqual([0, 'Unexpected server response: 403']);
  const bye = (socket: WebSocket): void => socket.close(1000);
  expect(await endOf(syncUrl(id), { origin: 'https://design.example' }, bye)).toEqual([1000, '']);
  expect(await endOf(syncUrl(id), { origin: served.url }, bye)).toEqual([1000, '']);
});

test('R6 no other path is upgraded', async () => {
  served = await Served.start();
  expect(await endOf(`${served.url.replace('http', 'ws')}/else`, {})).toEqual([0, 'Unexpected server response: 404']);
  expect(await endOf(syncUrl('a%2Fb'), {})).toEqual([0, 'Unexpected server response: 404']);
});

test('R6 text, frames too long and too many connections are each refused by a code', async () => {
  served = await Served.start({ maxFrameBytes: 2000, maxConnections: 1 });
  const { id } = await served.newFile();
  expect(await endOf(syncUrl(id), {}, (socket) => socket.send('hello'))).toEqual([4002, 'protocol']);
  await eventually(async () => {
    const [code] = await endOf(syncUrl(id), {}, (socket) => socket.send(Buffer.alloc(3000)));
    expect(code).toBe(1009);
  });
  const ada = person(id, 'ada');
  await eventually(() => expect(ada.sync.state.kind).toBe('live'));
  expect(await endOf(syncUrl(id), {})).toEqual([0, 'Unexpected server response: 503']);
});

test('R4 a client that does not read is left out, the others notice nothing, and it catches up', async () => {
  served = await Served.start({ sendLimitBytes: 20_000 });
  const { id } = await served.newFile();
  const [ada, grace, lazy] = [person(id, 'ada'), person(id, 'grace'), person(id, 'lazy')];
  await eventually(() => {
    for (const { sync } of [ada, grace, lazy]) expect(sync.state.kind).toBe('live');
  });
  lazy.socket?.pause();
  const page = ada.document.children(ROOT)[0] ?? '';
  const text = ada.document.transact((tx) => void tx.create('text', page))?.assignments[0]?.[0] ?? '';
  for (let i = 10; i < 90; i++) {
    ada.document.transact((tx) => tx.set(text, 'characters', String(i).repeat(100_000)));
    ada.sync.flush();
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  await eventually(() => expect(jsonOf(grace.document)).toBe(jsonOf(ada.document)));
  expect(jsonOf(lazy.document)).not.toBe(jsonOf(ada.document));
  lazy.socket?.resume();
  await eventually(() => expect(jsonOf(lazy.document)).toBe(jsonOf(ada.document)));
  expect(lazy.sync.state.kind).toBe('live');
});

test('stopping says goodbye and loses nothing that was sent', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const ada = person(id, 'ada');
  await eventually(() => expect(ada.sync.state.kind).toBe('live'));
  const page = ada.document.children(ROOT)[0] ?? '';
  ada.document.transact((tx) => void tx.create('text', page));
  ada.sync.flush();
  await eventually(() => expect(ada.sync.pendingCount).toBe(0));
  const startedAt = performance.now();
  await served.stop();
  expect(performance.now() - startedAt).toBeLessThan(3000);
  await eventually(() => expect(ada.sync.state.kind).toBe('offline'));
  expect((await served.store.journal(id, 0)).records).not.toEqual([]);
});
