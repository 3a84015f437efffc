/** Headless clients and a real relay, in one process: what is said to them and what they say. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { canonicalJson, type Change, ROOT } from '@joinery/shared';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from '../../testing/eventually.ts';
import { Served } from '../../testing/served.ts';
import { HeadlessClient } from './headless-client.ts';
import { tellNews } from './news.ts';
import { StateFile } from './state-file.ts';
import { Terminal } from './terminal.ts';
import { webSocketChannel } from './web-socket-channel.ts';

type Said = Readonly<Record<string, unknown>>;

let served: Served;
let file: string;
let folder: string;
const people: Visitor[] = [];

beforeEach(async () => {
  served = await Served.start();
  file = (await served.newFile()).id;
  folder = await mkdtemp(join(tmpdir(), 'joinery-headless-'));
});
afterEach(async () => {
  for (const person of people.splice(0)) await person.leaves();
  await served.stop();
  await rm(folder, { recursive: true });
});

/** Somebody at the two ends of a client. */
class Visitor {
  readonly client: HeadlessClient;
  readonly input = new PassThrough();
  readonly said: Said[] = [];
  readonly ended: Promise<unknown>;
  readonly #ending = new AbortController();
  #asked = 0;

  constructor({
    state,
    maxPending = 5000,
    presence = false,
  }: { state?: StateFile; maxPending?: number; presence?: boolean } = {}) {
    const output = new PassThrough();
    let rest = '';
    output.on('data', (bytes: Buffer) => {
      const lines = (rest + bytes.toString()).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.said.push(JSON.parse(line) as Said);
    });
    const url = `${served.url.replace('http', 'ws')}/sync/${file}`;
    this.client = new HeadlessClient({ openChannel: webSocketChannel(url), name: 'Bot', ...(state && { state }) });
    const { client, input } = this;
    const terminal = new Terminal({ client, state, input, output, maxPending, signal: this.#ending.signal });
    const options = {
      file,
      own: false,
      presence,
      trouble: () => undefined,
      tell: (news: object) => terminal.tell(news),
    };
    tellNews(client, options);
    client.start();
    this.ended = terminal.run();
    people.push(this);
  }

  /** @returns its answer */
  async asks(command: object): Promise<Said> {
    const id = `ask ${(this.#asked += 1)}`;
    this.input.write(`${JSON.stringify({ id, ...command })}\n`);
    await eventually(() => expect(this.said.some((said) => said['id'] === id)).toBe(true));
    return this.said.find((said) => said['id'] === id) ?? {};
  }

  heard(event: string): Said[] {
    return this.said.filter((said) => said['event'] === event);
  }

  get text(): string {
    return canonicalJson(this.client.document.toJSON());
  }

  async leaves(): Promise<void> {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    await this.ended;
    await this.client.leave();
  }
}

const relayText = async (): Promise<string> => (await served.request('GET', `/api/files/${file}/document`)).text();

test('two clients converge, each follows the other, and the relay has the same', async () => {
  const [ada, ben] = [new Visitor(), new Visitor()];
  expect(
    await ada.asks({ do: 'create', type: 'frame', as: 'card', properties: { position: { x: 40, y: 30 } } }),
  ).toMatchObject({
    ok: true,
    node: expect.any(String),
  });
  for (const person of [ada, ben])
    for (let i = 0; i < 40; i++)
      person.input.write(`{"do":"create","type":"rectangle","properties":{"name":"${i}"}}\n`);
  expect(
    await ada.asks({ do: 'create', type: 'text', parent: '$card', properties: { characters: 'Hi' } }),
  ).toMatchObject({ ok: true });
  for (const person of [ada, ben]) expect(await person.asks({ do: 'wait' })).toMatchObject({ ok: true });
  await eventually(() => expect(ben.text).toBe(ada.text));
  expect(await relayText()).toBe(ada.text);
  const [welcome] = ben.heard('welcome');
  expect(welcome).toMatchObject({ file, actor: ben.client.document.actor, nodes: expect.any(Number) });
  const hers = ben.heard('change').filter(({ actor }) => actor === ada.client.document.actor);
  expect(hers.flatMap(({ assignments }) => assignments as unknown[][]).some(([, , value]) => value === 'Hi')).toBe(
    true,
  );
  for (const { at, time } of hers) expect([typeof at, typeof time]).toEqual(['string', 'number']);
  expect(ben.heard('change').some(({ actor }) => actor === ben.client.document.actor)).toBe(false);
});

test('every command does what it says', async () => {
  const ada = new Visitor();
  const node = async (type: string, more: object = {}): Promise<unknown> =>
    (await ada.asks({ do: 'create', type, ...more }))['node'];
  const frame = await node('frame', { properties: { position: { x: 100, y: 0 }, rotation: 90 } });
  const box = await node('rectangle', { properties: { position: { x: 10, y: 10 } }, before: frame });
  const get = async (of: unknown): Promise<Said> =>
    (await ada.asks({ do: 'get', node: of, stamps: true }))['node'] as Said;
  await ada.asks({ do: 'move', node: box, parent: frame });
  expect(await get(box)).toMatchObject({
    parent: frame,
    alive: true,
    stamps: { type: { actor: ada.client.document.actor } },
  });
  await ada.asks({ do: 'set', node: box, properties: { width: 7, position: { x: 1, y: 2 } } });
  expect(await get(box)).toMatchObject({ position: { x: 1, y: 2 }, properties: { width: 7 } });
  expect(await ada.asks({ do: 'set', node: box, properties: { width: 7 } })).toMatchObject({ ok: true, time: null });
  await ada.asks({ do: 'trash', node: frame });
  expect(await get(box)).toMatchObject({ alive: false });
  await ada.asks({ do: 'restore', node: frame });
  expect(await get(frame)).toMatchObject({ alive: true, children: [box] });
  expect(await ada.asks({ do: 'undo' })).toMatchObject({ ok: true, done: true });
  expect(await get(frame)).toMatchObject({ alive: false });
  expect(await ada.asks({ do: 'redo' })).toMatchObject({ ok: true, done: true });
  await ada.asks({
    do: 'assign',
    assignments: [
      [box, 'width', 9],
      [box, 'votes/x', { by: ['ada'] }],
    ],
  });
  expect(await get(box)).toMatchObject({ properties: { width: 9, 'votes/x': { by: ['ada'] } } });
  expect(await ada.asks({ do: 'json' })).toMatchObject({ document: { format: 'joinery-document-1' } });
  await ada.asks({ do: 'wait' });
  expect(await ada.asks({ do: 'status' })).toMatchObject({ state: 'live', pending: 0, rejected: 0, nodes: 3 });
});

test('what makes no sense is answered in words, changes nothing, and the next command is done', async () => {
  const ada = new Visitor();
  const { node } = await ada.asks({ do: 'create', type: 'rectangle' });
  const before = ada.text;
  const refused = async (command: object): Promise<unknown> => {
    const { ok, error } = await ada.asks(command);
    expect(ok).toBe(false);
    return error;
  };
  expect(await refused({ do: 'dance' })).toContain('do: ');
  expect(await refused({ do: 'set', node: 'ghost', properties: { width: 1 } })).toBe('there is no node ghost');
  expect(await refused({ do: 'set', node, properties: { width: -1 } })).toContain('width must be a number');
  expect(await refused({ do: 'set', node, properties: { height: 5, type: 'text' } })).toContain('"move"');
  expect(await refused({ do: 'set', node, properties: { position: 7 } })).toContain('position must be { x, y }');
  expect(await refused({ do: 'set', node })).toContain('properties: ');
  expect(await refused({ do: 'move', node, parent: node })).toContain('cannot hold');
  expect(await refused({ do: 'create', type: 'two words' })).toContain('type must be');
  expect(await refused({ do: 'create', type: 'text', parent: '$nobody' })).toBe('nothing was created as nobody');
  expect(
    await refused({
      do: 'assign',
      assignments: [
        [node, 'width', 3],
        [node, 'type', 'text'],
      ],
    }),
  ).toContain('never changes');
  ada.input.write('nonsense\n[1,2]\n"wait"\n\u0000\n{"do":"undo","extra":1}\n');
  await eventually(() =>
    expect(ada.said.filter(({ ok, id }) => ok === false && typeof id === 'number')).toHaveLength(5),
  );
  expect(ada.text).toBe(before);
  expect(await ada.asks({ do: 'set', node, properties: { width: 3 } })).toMatchObject({ ok: true });
});

test('S4 a client lives through a restart of its relay: its edits arrive, and what it missed is told', async () => {
  const [ada, ben] = [new Visitor(), new Visitor()];
  const { node } = await ada.asks({ do: 'create', type: 'rectangle' });
  await eventually(() => expect(ben.client.document.has(String(node))).toBe(true));
  await served.restart(async () => {
    await eventually(() => expect(ada.client.sync.state.kind).toBe('offline'));
    expect(await ada.asks({ do: 'set', node, properties: { width: 77 } })).toMatchObject({ ok: true });
    expect(await ada.asks({ do: 'status' })).toMatchObject({ pending: 1 });
  });
  ada.client.sync.wake();
  expect(await ada.asks({ do: 'wait' })).toMatchObject({ ok: true });
  // Ben comes back later, and hears of it from a delta.
  ben.client.sync.wake();
  await eventually(() => expect(ben.text).toBe(ada.text));
  expect(ben.heard('change').at(-1)).toMatchObject({
    actor: ada.client.document.actor,
    assignments: [[node, 'width', 77]],
  });
  expect(ada.heard('status').map(({ state }) => state)).toContain('offline');
  expect(ada.heard('welcome')).toHaveLength(2);
});

test('S2 whoever comes back with a state file goes on as the same actor, and sends what was not acknowledged', async () => {
  const path = join(folder, 'state');
  const failed = (error: unknown): void => expect(error).toBeUndefined();
  const first = new Visitor({ state: await StateFile.open(path, file, failed) });
  const { node } = await first.asks({ do: 'create', type: 'rectangle' });
  await first.asks({ do: 'wait' });
  await served.restart(async () => {
    await eventually(() => expect(first.client.sync.state.kind).toBe('offline'));
    for (let i = 1; i <= 20; i++) await first.asks({ do: 'set', node, properties: { width: i, name: `name ${i}` } });
    await expect(StateFile.open(path, file, failed)).rejects.toThrow('in use by another client');
    await first.leaves();
  });
  await expect(StateFile.open(path, 'another', failed)).rejects.toThrow(`belongs to the file ${file}`);
  const state = await StateFile.open(path, file, failed);
  expect(state.contents.pending.length).toBeGreaterThan(0);
  const again = new Visitor({ state });
  expect(again.client.document.actor).toBe(first.client.document.actor);
  expect(await again.asks({ do: 'wait' })).toMatchObject({ ok: true });
  expect(await relayText()).toContain('name 20');
  await again.leaves();
  const empty = await StateFile.open(path, file, failed);
  expect(empty.contents.pending).toEqual([]);
  expect(empty.last).toBeGreaterThan(0);
  empty.close();
});

test('S2, D9 changes that were made again are kept in place of those before, and what could not be as rejected', async () => {
  const path = join(folder, 'state');
  const open = (): Promise<StateFile> => StateFile.open(path, file, (error) => expect(error).toBeUndefined());
  const state = await open();
  const changeAt = (time: number): Change => ({ actor: state.actor, time, assignments: [] });
  for (const time of [1, 2, 3]) void state.append(changeAt(time));
  const rejected = { change: changeAt(2), code: 'purged', message: 'it was deleted for good' } as const;
  void state.reissue([2, 3], [changeAt(5)], [rejected]);
  state.close();
  const again = await open();
  expect(again.contents).toMatchObject({ pending: [changeAt(1), changeAt(5)], rejected: [rejected] });
  again.close();
});

test('S8 what met others’ writes is told, kept over a restart, and can be chosen', async () => {
  const path = join(folder, 'state');
  const open = (): Promise<StateFile> => StateFile.open(path, file, (error) => expect(error).toBeUndefined());
  const [ada, ben] = [new Visitor({ state: await open() }), new Visitor()];
  const { node } = await ada.asks({ do: 'create', type: 'rectangle' });
  await eventually(() => expect(ben.client.document.has(String(node))).toBe(true));
  await served.restart(async () => {
    for (const [person, name] of [
      [ada, 'hers'],
      [ben, 'his'],
    ] as const) {
      await eventually(() => expect(person.client.sync.state.kind).toBe('offline'));
      await person.asks({ do: 'set', node, properties: { name } });
    }
  });
  ben.client.sync.wake();
  await ben.asks({ do: 'wait' });
  ada.client.sync.wake();
  await ada.asks({ do: 'wait' });
  await eventually(() => expect(ada.heard('conflict')).toHaveLength(1));
  const [conflict] = ada.heard('conflict');
  expect(conflict).toMatchObject({ node, property: 'name', mine: { value: 'hers' }, theirs: { value: 'his' } });
  await ada.leaves();
  const again = new Visitor({ state: await open() });
  expect(await again.asks({ do: 'status' })).toMatchObject({ conflicts: 1 });
  expect(again.heard('conflict')[0]).toMatchObject({ id: conflict?.['id'] });
  expect(await again.asks({ do: 'resolve', conflict: 'none', choose: 'mine' })).toMatchObject({ ok: false });
  expect(await again.asks({ do: 'resolve', conflict: conflict?.['id'], choose: 'mine' })).toMatchObject({ ok: true });
  await again.asks({ do: 'wait' });
  await eventually(() => expect(ben.client.document.get(String(node), 'name')).toBe('hers'));
  expect(await again.asks({ do: 'status' })).toMatchObject({ conflicts: 0 });
});

test('S5 a refused change is told with its reason, and kept until it is dismissed', async () => {
  await served.stop();
  served = await Served.start({ maxNodesPerFile: 2 });
  file = (await served.newFile()).id;
  const path = join(folder, 'state');
  const open = (): Promise<StateFile> => StateFile.open(path, file, (error) => expect(error).toBeUndefined());
  const ada = new Visitor({ state: await open() });
  await ada.asks({ do: 'create', type: 'rectangle' });
  const { node } = await ada.asks({ do: 'create', type: 'ellipse' });
  await ada.asks({ do: 'wait' });
  await eventually(() => expect(ada.heard('rejected')).toHaveLength(1));
  expect(ada.heard('rejected')[0]).toMatchObject({ code: 'limit', message: 'a file holds at most 2 nodes' });
  expect(ada.client.document.has(String(node))).toBe(false);
  await ada.leaves();
  const again = new Visitor({ state: await open() });
  await again.asks({ do: 'status' });
  const [rejected] = again.heard('rejected');
  expect(rejected).toEqual(ada.heard('rejected')[0]);
  await again.asks({ do: 'dismiss', time: rejected?.['time'] });
  await again.leaves();
  const last = await open();
  expect(last.contents.rejected).toEqual([]);
  last.close();
});

test('S2 when the disk fails nothing more is sent, and nothing is answered that was not kept', async () => {
  const failures: unknown[] = [];
  const state = await StateFile.open(join(folder, 'state'), file, (error) => failures.push(error));
  const ada = new Visitor({ state });
  await ada.asks({ do: 'create', type: 'rectangle' });
  await ada.asks({ do: 'wait' });
  const before = await relayText();
  state.close();
  ada.input.write('{"id":"lost","do":"create","type":"ellipse"}\n');
  await eventually(() => expect(failures.length).toBeGreaterThan(0));
  expect(state.failed).toBe(true);
  expect(ada.said.some(({ id }) => id === 'lost')).toBe(false);
  expect(await relayText()).toBe(before);
});

test('a writer that is faster than the relay is held back, and everything arrives', async () => {
  const ada = new Visitor({ maxPending: 500 });
  await ada.asks({ do: 'status' });
  let most = 0;
  ada.client.sync.subscribe(() => (most = Math.max(most, ada.client.sync.pendingCount)));
  served.store.hold();
  const line = (i: number): string => `{"do":"create","type":"rectangle","properties":{"name":"${i}"}}\n`;
  for (let i = 0; i < 5000; i++) ada.input.write(line(i));
  await eventually(() => expect(ada.client.sync.pendingCount).toBeGreaterThanOrEqual(500));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(most).toBeLessThan(750);
  served.store.release();
  expect(await ada.asks({ do: 'wait' })).toMatchObject({ ok: true });
  expect(most).toBeLessThan(750);
  const { document } = ada.client;
  expect(document.children(document.children(ROOT)[0] ?? '')).toHaveLength(5000);
  expect(await relayText()).toBe(ada.text);
});

test('P3, P4 who comes, looks about and goes is told when that is wanted', async () => {
  const ada = new Visitor({ presence: true });
  await ada.asks({ do: 'status' });
  const ben = new Visitor();
  const session = ben.client.presence.session;
  await eventually(() =>
    expect(ada.heard('presence').at(-1)).toMatchObject({ session, status: 'online', name: 'Bot' }),
  );
  ben.client.presence.setView({ page: null, cursor: { x: 3, y: 4 }, selection: [] });
  await eventually(() => expect(ada.heard('presence').at(-1)).toMatchObject({ session, cursor: { x: 3, y: 4 } }));
  await ben.leaves();
  await eventually(() =>
    expect(ada.heard('presence').at(-1)).toEqual({ event: 'presence', session, status: 'offline' }),
  );
});
