/** A relay that is asked to stop, as a process: under load, with people who do not read, and with a store that does not answer. */
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CLOSE_CODES } from '../../server/src/relay/link.ts';
import { Crowd } from './crowd.ts';
import { bundleRelay } from './relay-process.ts';

const TROUBLES = fileURLToPath(new URL('troubles.mjs', import.meta.url));
/** What whoever runs the relay waits for at most. */
const PATIENCE_MS = 5000;
/** No code: the client closed the link itself, as the goodbye was read before the close that came with it. A broken link is 1006. */
const ANSWERED = 1005;

// What is waited for has limits of its own, and says what it waited for.
vi.setConfig({ testTimeout: 300_000 });

let main: string;
let crowd: Crowd | undefined;
beforeAll(async () => {
  main = await bundleRelay();
});
afterEach(() => crowd?.goes());

test('R1, R5 SIGTERM under load: exits with 0 in time, tells everybody, and keeps all that was promised', async () => {
  crowd = await Crowd.gathers(main, { people: 20 });
  const { relay, people } = crowd;
  for (const person of people) person.edits(20);
  people[0]?.stopsReading();
  // One who never says anything, and one who never ends what they say.
  const silent = connect(relay.port, '127.0.0.1').on('error', () => {});
  silent.write('GET /sync/fileA HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n');
  await crowd.promises(600);
  const startedAt = performance.now();
  relay.signal('SIGTERM');
  expect(await relay.exit).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
  await crowd.are('offline', (person) => !person.live);
  // All but the one who does not read.
  for (const { closeCodes } of people.slice(1)) expect(closeCodes[0]).toBeOneOf([CLOSE_CODES.restart, ANSWERED]);
  await crowd.checkDisk();
  await relay.start().ready;
  await crowd.rests();
  silent.destroy();
});

test('R5 a relay whose store does not answer any more gives up in time, and loses nothing that was promised', async () => {
  crowd = await Crowd.gathers(main, { people: 5, preload: [TROUBLES], env: { DRAIN_MS: '1000' } });
  const { relay, people, folder } = crowd;
  for (const person of people) person.edits(10);
  await crowd.promises(100);
  await writeFile(join(folder.path, 'stall'), '');
  await crowd.are('waiting', ({ tab }) => tab.sync.pendingCount > 5);
  const startedAt = performance.now();
  relay.signal('SIGTERM');
  expect(await relay.exit).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(PATIENCE_MS);
  await crowd.checkDisk();
});

test('R5 a relay whose store has died ends, so that another can be started, and loses nothing that was promised', async () => {
  crowd = await Crowd.gathers(main, { people: 5, preload: [TROUBLES] });
  const { relay, people, folder } = crowd;
  for (const person of people) person.edits(10);
  await crowd.promises(100);
  await writeFile(join(folder.path, 'die'), '');
  expect(await relay.exit).toBe(1);
  expect(relay.log.join('\n')).toContain('the store has ended');
  await crowd.checkDisk();
});
