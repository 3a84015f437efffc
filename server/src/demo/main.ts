/** `npm run demo`: a relay that keeps nothing, and a file in it that five people work in. Options as for the relay. */
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { HeadlessClient } from '../headless/headless-client.ts';
import { webSocketChannel } from '../headless/web-socket-channel.ts';
import { RelayServer } from '../http/relay-server.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { SYSTEM_TIMERS } from '../timers.ts';
import { DemoPerson } from './demo-person.ts';
import { drawDemo, type Drawing, firstPage } from './drawing.ts';

const CLIENT_DIR = fileURLToPath(new URL('../../../client/dist/app', import.meta.url));

const PEOPLE: readonly (readonly [name: string, color: string])[] = [
  ['Ada', '#c2410c'],
  ['Grace', '#0f766e'],
  ['Alan', '#8b3fd1'],
  ['Katherine', '#b4236b'],
  ['Edsger', '#0b6fae'],
];

const result = readConfig(process.argv.slice(2), process.env);
if (result.kind === 'help') console.log(result.text);
else if (result.kind === 'problems') {
  for (const problem of result.problems) console.error(`joinery: ${problem}`);
  process.exitCode = 2;
} else {
  const { config } = result;
  const log = pino({ level: 'warn' }, pino.destination({ dest: 2, sync: true }));
  const store = new MemoryStore();
  const server = await RelayServer.start({ config, store, timers: SYSTEM_TIMERS, log, clientDir: CLIENT_DIR });
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      ending.abort();
      void server.stop().then(() => process.exit(0));
    });
  }
  const file = await makeFile(server.url);
  await fill(server.url, file, ending.signal);
  console.log(`Five people are at work: ${server.url}/file/${file}`);
  console.log('Open it in two windows. Nothing of it is kept when this ends (Ctrl+C).');
}

async function makeFile(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/files`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-joinery-name': 'Ada' },
    body: JSON.stringify({ name: 'Café Linden' }),
  });
  const { id } = (await answer.json()) as { readonly id?: string };
  if (id === undefined) throw new Error(`expected a new file, saw ${answer.status}`);
  return id;
}

/** The first one draws, then all of them work. */
async function fill(url: string, file: string, signal: AbortSignal): Promise<void> {
  const sync = `${url.replace('http', 'ws')}/sync/${file}`;
  const clients = PEOPLE.map(([name, color]) => {
    const client = new HeadlessClient({ openChannel: webSocketChannel(sync), name, color });
    client.start();
    return client;
  });
  for (const client of clients) await client.until(() => client.sync.state.kind === 'live', signal);
  const [first] = clients;
  const page = firstPage((id) => first?.document.children(id) ?? []);
  let drawing: Drawing | undefined;
  if (page !== undefined) first?.edit((tx) => (drawing = drawDemo(tx, page)));
  if (first === undefined || drawing === undefined) throw new Error('expected a page to draw on');
  const { board } = drawing;
  for (const client of clients) await until(() => client.document.has(board));
  for (const client of clients) void new DemoPerson({ client, drawing, random: Math.random }).work(signal);
}

/** Looks again and again: documents do not tell what they have heard of. */
async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await new Promise((resolve) => void setTimeout(resolve, 20));
}
