/** The servers that are measured, each a process of its own that has the first processor for itself. */
import { fork, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./load.mjs').Load['library'] | 'unjournalled'} ServerName */

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Script and arguments by server. @type {Record<ServerName, (data: string, options: readonly string[]) => string[]>} */
const COMMANDS = {
  joinery: (data, options) => [
    here('../../server/dist/main.js'),
    '--port',
    '0',
    '--data-dir',
    data,
    '--log-level',
    'error',
    ...options,
  ],
  unjournalled: (data, options) => [here('unjournalled.mjs'), '--port', '0', '--data-dir', data, ...options],
  'y-websocket': () => [here('y-websocket.mjs')],
  hocuspocus: (data) => [here('hocuspocus.mjs'), data],
};

/** What Linux counts processor time in, a second. */
const TICKS = 100;

const SERVER_PROCESSOR = '0';
const LOAD_PROCESSOR = '1';

const canPin =
  availableParallelism() > 1 &&
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'taskset')));

/** What runs a script on one processor. @param {string} processor @param {readonly string[]} flags of Node */
const runner = (processor, flags = []) =>
  canPin ? ['taskset', '-c', processor, process.execPath, ...flags] : [process.execPath, ...flags];

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {number} pid
 * @property {() => Promise<void>} stop
 */

export const newFolder = () => mkdtempSync(join(tmpdir(), 'joinery-bench-relay-'));

/**
 * @param {ServerName} name
 * @param {readonly string[]} [options] of our relay
 * @param {{ kept?: string, collects?: boolean }} [how] `kept`: a folder that what it keeps is in, and stays in; else one that is gone when it
 *   stops. `collects`: garbage, at SIGUSR2
 * @returns {Promise<Server>}
 */
export async function startServer(name, options = [], { kept, collects = false } = {}) {
  const data = kept ?? newFolder();
  // NODE_FLAGS are for whoever looks for what a server spends its time on: --cpu-prof.
  const flags = (process.env['NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
  if (collects) flags.push('--expose-gc', '--import', new URL('collect-on-signal.mjs', import.meta.url).href);
  const [command = '', ...args] = [...runner(SERVER_PROCESSOR, flags), ...COMMANDS[name](data, options)];
  const server = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const closed = new Promise((resolve) => server.once('close', resolve));
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    server.once('close', (code) => reject(new Error(`${name} ended with ${code}`)));
    let output = '';
    server.stdout.on('data', (bytes) => {
      output += bytes;
      const found = /ready: (http\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const stop = async () => {
    server.kill('SIGTERM');
    const late = setTimeout(() => server.kill('SIGKILL'), 6000);
    await closed;
    clearTimeout(late);
    if (kept === undefined) rmSync(data, { recursive: true });
  };
  return { url, pid: server.pid ?? 0, stop };
}

/** Where somebody goes to work in a new room. @param {ServerName} name @param {string} url of the server @param {number} number of the room */
export async function newRoom(name, url, number) {
  const webSocketUrl = url.replace('http', 'ws');
  if (name === 'y-websocket' || name === 'hocuspocus') return `${webSocketUrl}/room${number}`;
  const response = await fetch(new URL('/api/files', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Benchmark' }),
  });
  if (!response.ok) throw new Error(`no file: ${response.status} ${await response.text()}`);
  const { id } = /** @type {{ id: string }} */ (await response.json());
  return `${webSocketUrl}/sync/${id}`;
}

/** A script that talks to its parent, on the other processor. @param {string} script beside this file @param {string[]} args */
export function forkLoad(script, args) {
  const [execPath = '', ...execArgv] = runner(LOAD_PROCESSOR);
  return fork(here(script), args, { execPath, execArgv });
}

/** Processor time of a process in ms, all its threads; NaN where the system does not tell. @param {number} pid */
export function processorMs(pid) {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const fields = readFileSync(path, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

/** Resident memory of a process in MB; NaN where the system does not tell. @param {number} pid */
export function residentMegabytes(pid) {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return Number.NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1]) / 1024;
}
