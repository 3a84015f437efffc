/** The relay with a room full of people: how soon an edit is seen by the others, and what that costs the relay. */
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('../workloads/workload.mjs').Figures} Figures */

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
const PEOPLE = fileURLToPath(new URL('people.mjs', import.meta.url));
const SECONDS = 10;

/** What Linux counts processor time in, a second. */
const TICKS = 100;

/** @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>} */
async function startRelay() {
  const data = mkdtempSync(join(tmpdir(), 'joinery-bench-relay-'));
  const relay = spawn(process.execPath, [MAIN, '--port', '0', '--data-dir', data, '--log-level', 'error'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise((resolve) => relay.once('close', resolve));
  const url = await new Promise((resolve, reject) => {
    relay.once('close', (code) => reject(new Error(`the relay ended with ${code}`)));
    let output = '';
    relay.stdout.on('data', (bytes) => {
      output += bytes;
      const found = /ready: (http\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const stop = async () => {
    relay.kill('SIGTERM');
    await closed;
    rmSync(data, { recursive: true });
  };
  return { url, pid: relay.pid ?? 0, stop };
}

/** Processor time of a process in ms, all its threads; NaN where the system does not tell. @param {number} pid */
function processorMs(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const fields = readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** By the name they are asked for. @type {Record<string, number>} */
export const ROOMS = { R2: 2, R10: 10, R50: 50 };

/** @param {number} people @returns {Promise<Figures>} */
export async function measureRelay(people) {
  const relay = await startRelay();
  try {
    const response = await fetch(new URL('/api/files', relay.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Benchmark' }),
    });
    if (!response.ok) throw new Error(`no file: ${response.status} ${await response.text()}`);
    const { id } = /** @type {{ id: string }} */ (await response.json());
    return await dragTogether(new URL(`/sync/${id}`, relay.url.replace('http', 'ws')).href, people, relay.pid);
  } finally {
    await relay.stop();
  }
}

/** @param {string} url @param {number} people @param {number} pid of the relay @returns {Promise<Figures>} */
function dragTogether(url, people, pid) {
  const child = fork(PEOPLE, [url, String(people), String(SECONDS)]);
  let [before, busyMs] = [0, Number.NaN];
  /** @type {Figures | undefined} */
  let figures;
  child.on('message', (message) => {
    if (message === 'measuring') before = processorMs(pid);
    else if (message === 'measured') busyMs = processorMs(pid) - before;
    else figures = /** @type {Figures} */ (message);
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      figures === undefined
        ? reject(new Error(`the people ended with ${code}`))
        : resolve({ ...figures, relayPercent: busyMs / SECONDS / 10 }),
    ),
  );
}
