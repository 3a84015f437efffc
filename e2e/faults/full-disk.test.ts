/** A disk that takes nothing more, for real: the system refuses the relay's writes (RLIMIT_FSIZE), and allows them again. */
import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Crowd } from './crowd.ts';
import { bundleRelay } from './relay-process.ts';
import { until } from './until.ts';

/** The tool that sets limits of running processes; Linux has it. */
const PRLIMIT = spawnSync('prlimit', ['--version']).status === 0;
/** As long as a file may grow, in bytes: some dozens of commits of the log. */
const FULL_AT = 600_000;
const LIMIT_MS = 60_000;

// What is waited for has limits of its own, and says what it waited for.
vi.setConfig({ testTimeout: 300_000 });

let main: string;
let crowd: Crowd | undefined;
beforeAll(async () => {
  main = await bundleRelay();
});
afterEach(() => crowd?.goes());

test.skipIf(!PRLIMIT)(
  'S3, R5 while the disk is full edits wait with their authors and files can be read; when it is not, the relay goes on by itself',
  async () => {
    const through = ['prlimit', `--fsize=${FULL_AT}:unlimited`];
    crowd = await Crowd.gathers(main, { people: 6, through, env: { STORE_RETRY_MS: '200', LOG_LEVEL: 'info' } });
    const { relay, people } = crowd;
    const logged = (words: string): number => relay.log.filter((line) => line.includes(words)).length;
    for (const person of people) person.edits(15);
    await until('the disk is full', () => logged('the store takes nothing') > 0, LIMIT_MS);
    await crowd.are('back, with edits that wait', ({ live, tab }) => live && tab.sync.pendingCount > 10);
    expect((await fetch(`${relay.origin}/api/files/fileA/document`)).status).toBe(200);
    // A restart of each room, or a few where people were quick and the machine slow: not one for every edit, of which there are hundreds.
    expect(logged('a commit failed; the room was ended')).toBeLessThanOrEqual(12);

    const { pid } = relay;
    expect(spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']).status).toBe(0);
    await until('the store works again', () => logged('the store works again') > 0, LIMIT_MS);
    await crowd.rests();
    expect(relay.pid).toBe(pid);
    relay.signal('SIGTERM');
    expect(await relay.exit).toBe(0);
    await crowd.checkDisk();
  },
);
