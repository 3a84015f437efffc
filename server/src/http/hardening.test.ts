/** Limits and headers as they are seen from outside, over real sockets (R6). */
import { decodeRelayMessage } from '@joinery/shared';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Served } from '../../testing/served.ts';

let served: Served;
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await served.stop();
});

const syncUrl = (file: string): string => `${served.url.replace('http', 'ws')}/sync/${file}`;

interface End {
  /** Of the WebSocket; 0 when it never opened. */
  readonly code: number;
  /** Of the HTTP answer, when it never opened. */
  readonly status?: number | undefined;
  /** What the relay said last. */
  readonly goodbye?: string | undefined;
}

/** Opens a socket and waits for its end. @param from as a proxy in front would tell it */
async function endOf(from: string, opened: (socket: WebSocket) => void): Promise<End> {
  const { id } = await served.newFile();
  const socket = new WebSocket(syncUrl(id), { headers: { 'x-forwarded-for': from }, perMessageDeflate: false });
  ends.push(() => socket.terminate());
  let goodbye: string | undefined;
  socket.on('message', (data: Buffer) => {
    const decoded = decodeRelayMessage(data);
    if (decoded.ok && decoded.value.type === 'goodbye') goodbye = decoded.value.message;
  });
  socket.on('open', () => opened(socket));
  socket.on('error', () => undefined);
  return await new Promise((resolve) => {
    socket.on('close', (code) => resolve({ code, goodbye }));
    socket.on('unexpected-response', (_, response) => resolve({ code: 0, status: response.statusCode }));
  });
}

const AWAY = '203.0.113.7';
const nothing = (): void => undefined;
const statusFrom = async (from: string, method: string, path: string): Promise<number> =>
  (await served.request(method, path, undefined, { 'x-forwarded-for': from })).status;

test('R6 bytes before the hello are limited, also those of a message that never ends', async () => {
  served = await Served.start({ maxHelloBytes: 10_000 });
  const { code, goodbye } = await endOf(AWAY, (socket) => {
    const send = (): void =>
      void (socket.readyState === WebSocket.OPEN && socket.send(Buffer.alloc(4000), { fin: false }, send));
    send();
  });
  expect([code, goodbye]).toEqual([4005, 'too long a hello']);
});

test('R6 too many bytes a second cost the connection', async () => {
  served = await Served.start({ maxBytesPerSecond: 1024 });
  const { code, goodbye } = await endOf(AWAY, (socket) => socket.send(Buffer.alloc(20_000)));
  expect([code, goodbye]).toEqual([4005, 'too many bytes a second']);
});

test('R6 pings of the transport count as messages', async () => {
  served = await Served.start({ maxMessagesPerSecond: 10 });
  const { code, goodbye } = await endOf(AWAY, (socket) => {
    for (let i = 0; i < 200; i++) socket.ping();
  });
  expect([code, goodbye]).toEqual([4005, 'too many messages a second']);
});

test('R6 one address has only so many connections, and others do not feel it', async () => {
  served = await Served.start({ trustProxy: 1, maxConnectionsPerAddress: 1 });
  const first = endOf(AWAY, (socket) => void setTimeout(() => socket.close(1000), 500));
  expect(await endOf(AWAY, nothing)).toMatchObject({ code: 0, status: 429 });
  expect((await endOf('198.51.100.1', (socket) => socket.close(1000))).code).toBe(1000);
  expect((await first).code).toBe(1000);
  expect((await endOf(AWAY, (socket) => socket.close(1000))).code).toBe(1000);
});

test('R6 one address joins only so often', async () => {
  served = await Served.start({ trustProxy: 1, maxJoinsPerMinute: 2 });
  const bye = (socket: WebSocket): void => socket.close(1000);
  const answers = [await endOf(AWAY, bye), await endOf(AWAY, bye), await endOf(AWAY, bye)];
  expect(answers.map(({ code, status }) => status ?? code)).toEqual([1000, 1000, 429]);
});

test('R6 all connections of one address together take only so many bytes', async () => {
  served = await Served.start({ trustProxy: 1, maxBytesPerSecondPerAddress: 1024 });
  const { code, goodbye } = await endOf(AWAY, (socket) => socket.send(Buffer.alloc(20_000)));
  expect([code, goodbye]).toEqual([4005, 'too many bytes a second from this address']);
});

test('R6 one address asks only so often, and is told when to come back', async () => {
  served = await Served.start({ trustProxy: 1, maxRequestsPerSecond: 1 });
  const statuses = [];
  for (let i = 0; i < 12; i++) statuses.push(await statusFrom(AWAY, 'GET', '/api/files'));
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(10);
  const last = await served.request('GET', '/api/files', undefined, { 'x-forwarded-for': AWAY });
  expect([last.status, last.headers.get('retry-after')]).toEqual([429, '10']);
  expect(await statusFrom('198.51.100.1', 'GET', '/api/files')).toBe(200);
});

test('R6 one address makes only so many files', async () => {
  served = await Served.start({ trustProxy: 1, maxFilesPerHour: 2 });
  const statuses = [];
  for (let i = 0; i < 3; i++) statuses.push(await statusFrom(AWAY, 'POST', '/api/files'));
  expect(statuses).toEqual([201, 201, 429]);
  expect(await statusFrom(AWAY, 'GET', '/api/files')).toBe(200);
});
