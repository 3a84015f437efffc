/** What whoever watches the relay is told (R9). */
import { Document, FORGETFUL_OUTBOX, PresenceClient, ROOT, SyncClient } from '@joinery/shared';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../testing/eventually.ts';
import { Guest } from '../../testing/guest.ts';
import { Served } from '../../testing/served.ts';
import { ownerKey } from '../access/owner-link.ts';
import { webSocketChannel } from '../headless/web-socket-channel.ts';
import { SYSTEM_TIMERS } from '../timers.ts';

let served: Served;
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await served.stop();
});

/** The samples of a scrape: name with labels → value. */
async function scrape(headers: Record<string, string> = {}): Promise<ReadonlyMap<string, number>> {
  const response = await served.request('GET', '/metrics', undefined, headers);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

function joins(file: string, name: string): SyncClient & { readonly document: Document } {
  const document = new Document({ actor: name.padEnd(8, '0'), wall: () => Date.now() });
  const profile = { person: document.actor, name, color: '#112233', choice: 'automatic' } as const;
  const sync = new SyncClient({
    document,
    session: document.actor,
    openChannel: webSocketChannel(`${served.url.replace('http', 'ws')}/sync/${file}`),
    outbox: FORGETFUL_OUTBOX,
    contents: { pending: [], rejected: [] },
    timers: SYSTEM_TIMERS,
    presence: new PresenceClient(document.actor, profile),
    receipts: true,
  });
  sync.start();
  ends.push(() => sync.dispose());
  return Object.assign(sync, { document });
}

test('R9 edits are counted, with how long they took to be durable and to arrive, by receipts of real clients', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const [ada, ben] = [joins(id, 'ada'), joins(id, 'ben')];
  await eventually(() => expect([ada.state.kind, ben.state.kind]).toEqual(['live', 'live']));
  const page = ada.document.children(ROOT)[0] ?? '';
  ada.document.transact((tx) => void tx.create('rectangle', page, { name: 'one' }));
  await eventually(async () => {
    const samples = await scrape();
    expect(samples.get('joinery_convergence_seconds_count')).toBeGreaterThan(0);
    expect(samples.get('joinery_operation_seconds_count')).toBeGreaterThan(0);
  });
  const samples = await scrape();
  expect(samples.get('joinery_changes_total')).toBe(1);
  expect(samples.get('joinery_changes_saved_total')).toBe(1);
  expect(samples.get('joinery_assignments_total')).toBeGreaterThan(2);
  expect(samples.get('joinery_commit_seconds_count')).toBe(1);
  expect(samples.get('joinery_commit_bytes_sum')).toBeGreaterThan(20);
  expect(samples.get('joinery_convergence_seconds_sum')).toBeLessThan(30);
  expect([samples.get('joinery_rooms'), samples.get('joinery_connections')]).toEqual([1, 2]);
  expect(samples.get('joinery_received_bytes_total')).toBeGreaterThan(100);
  expect(samples.get('joinery_sent_bytes_total')).toBeGreaterThan(100);
  expect(samples.get('joinery_consistency_violations')).toBe(0);
  expect(samples.get('joinery_presence_total')).toBeGreaterThan(0);
  for (const name of ['pending_bytes', 'unsent_bytes', 'fullest_link_bytes', 'store_failing', 'draining'])
    expect([name, samples.get(`joinery_${name}`)]).toEqual([name, 0]);
  expect(samples.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
});

test('R9 a write that met a later one is a conflict', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const [ada, ben] = [joins(id, 'ada'), joins(id, 'ben')];
  await eventually(() => expect([ada.state.kind, ben.state.kind]).toEqual(['live', 'live']));
  const page = ada.document.children(ROOT)[0] ?? '';
  ada.stop();
  ada.document.transact((tx) => tx.set(page, 'name', 'earlier'));
  const then = Date.now();
  await eventually(() => expect(Date.now()).toBeGreaterThan(then + 1));
  ben.document.transact((tx) => tx.set(page, 'name', 'later'));
  await eventually(() => expect(ben.pendingCount).toBe(0));
  ada.start();
  await eventually(() => expect(ada.pendingCount).toBe(0));
  expect((await scrape()).get('joinery_conflicts_total')).toBe(1);
});

test('R9 refusals, closed connections and requests are counted by why and by consistency', async () => {
  served = await Served.start();
  const { id } = await served.newFile();
  const ada = joins(id, 'ada');
  await eventually(() => expect(ada.state.kind).toBe('live'));
  ada.document.transact((tx) => tx.set(ada.document.children(ROOT)[0] ?? '', 'name', 'x'));
  ada.document.transact((tx) => tx.setRaw(ada.document.children(ROOT)[0] ?? '', 'unknown', 'x'.repeat(70_000)));
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/sync/${id}`);
  socket.on('open', () => socket.send('hello'));
  await eventually(() => expect(socket.readyState).toBe(WebSocket.CLOSED));
  await served.request('GET', '/api/files/nowhere');
  await served.request('GET', `/api/files/${id}/document`);
  served.store.files = () => Promise.reject(new Error('the disk is on fire'));
  await served.request('GET', '/api/files');
  await eventually(async () => expect((await scrape()).get('joinery_refused_total{code="schema"}')).toBe(1));
  const samples = await scrape();
  expect(samples.get('joinery_closed_total{code="protocol"}')).toBe(1);
  expect(samples.get('joinery_operations_total{level="strong",outcome="ok"}')).toBe(1);
  expect(samples.get('joinery_operations_total{level="strong",outcome="refused"}')).toBe(1);
  expect(samples.get('joinery_operations_total{level="strong",outcome="error"}')).toBe(1);
  expect(samples.get('joinery_operations_total{level="bounded",outcome="ok"}')).toBe(1);
  expect(samples.get('joinery_operations_total{level="session",outcome="refused"}')).toBe(1);
});

test('R9 numbers are for owners, and for whoever shows the token', async () => {
  served = await Served.start({ access: 'links', metricsToken: 'for Prometheus'.replaceAll(' ', '-') });
  const owner = new Guest(served);
  await owner.opens((await ownerKey(served.server.access, false)) ?? '');
  expect([await new Guest(served).status('GET', '/metrics'), await owner.status('GET', '/metrics')]).toEqual([
    403, 200,
  ]);
  const status = async (token: string): Promise<number> =>
    (await served.request('GET', '/metrics', undefined, { authorization: `Bearer ${token}` })).status;
  expect([await status('for-Prometheus'), await status('for-Prometheut'), await status('')]).toEqual([200, 403, 403]);
});

test('R9 a relay is ready while it can take people in and save', async () => {
  served = await Served.start();
  const ready = async (): Promise<[number, unknown]> => {
    const response = await served.request('GET', '/readyz');
    return [response.status, await response.json()];
  };
  expect(await ready()).toEqual([200, { status: 'ready' }]);
  served.store.fileCount = () => Promise.reject(new Error('secret path /srv/data'));
  expect(await ready()).toEqual([503, { status: 'not ready', why: 'the store does not answer' }]);
  Reflect.deleteProperty(served.store, 'fileCount');
  served.store.failing = true;
  served.store.probe = () => Promise.reject(new Error('the disk is full'));
  const { id } = await served.newFile();
  const ada = joins(id, 'ada');
  await eventually(() => expect(ada.state.kind).toBe('live'));
  ada.document.transact((tx) => void tx.create('rectangle', ada.document.children(ROOT)[0] ?? ''));
  await eventually(async () =>
    expect(await ready()).toEqual([503, { status: 'not ready', why: 'nothing can be saved' }]),
  );
  expect((await scrape()).get('joinery_store_failing')).toBe(1);
  expect((await scrape()).get('joinery_commit_failures_total')).toBeGreaterThan(0);
});
