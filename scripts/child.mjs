/**
 * Child processes that never outlive this one.
 *
 * Each child leads a process group of its own and signals go to the group: `tsc` and `npm` are wrappers that would
 * otherwise die alone and leave the real program running.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ env?: Record<string, string>, quiet?: boolean, timeoutMs?: number }} RunOptions */

/** @type {Set<ChildProcess>} */
const running = new Set();
const groups = process.platform !== 'win32';

/** Some tools colour whatever CI shows, and then a log is hard to search. @type {Record<string, string>} */
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, detached: groups, ...options });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (groups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has gone by itself in the meantime.
  }
}

/** Asks every child to end; whatever is still there after the grace period is killed. */
export async function stopAll(graceMs = 5000) {
  const children = [...running];
  for (const child of children) signalGroup(child, 'SIGTERM');
  const force = setTimeout(() => children.forEach((child) => signalGroup(child, 'SIGKILL')), graceMs);
  await Promise.all(children.map((child) => new Promise((done) => child.once('close', done))));
  clearTimeout(force);
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** From now on a signal to this process ends the children first. Returns what takes that back. */
export function stopChildrenOnSignal() {
  const onSignal = (/** @type {keyof typeof exitCodes} */ signal) =>
    void stopAll().then(() => process.exit(exitCodes[signal]));
  const signals = /** @type {(keyof typeof exitCodes)[]} */ (Object.keys(exitCodes));
  for (const signal of signals) process.on(signal, onSignal);
  return () => signals.forEach((signal) => process.off(signal, onSignal));
}

/**
 * Runs a command to its end. `quiet` keeps the output back and returns it, for a caller that shows it on failure only.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function run(command, args, { env = {}, quiet = false, timeoutMs } = {}) {
  const stdio = quiet ? /** @type {const} */ ('pipe') : /** @type {const} */ ('inherit');
  const child = start(command, args, { env: { ...process.env, ...plain, ...env }, stdio: ['ignore', stdio, stdio] });
  let output = '';
  const collect = (/** @type {Buffer} */ bytes) => void (output += bytes);
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const limit = timeoutMs === undefined ? undefined : setTimeout(() => signalGroup(child, 'SIGKILL'), timeoutMs);
  return new Promise((resolve) => {
    const finish = (/** @type {boolean} */ ok) => {
      clearTimeout(limit);
      resolve({ ok, output });
    };
    child.once('error', (error) => {
      output += `${command}: ${error.message}\n`;
      finish(false);
    });
    child.once('close', (code) => finish(code === 0));
  });
}

/**
 * The command line of an installed tool, without relying on a shell or on PATH.
 * @param {string} packageName
 * @param {string} [tool] its name in `bin`, where it differs from the package's
 * @returns {string[]}
 */
export function tool(packageName, tool = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [process.execPath, join(folder, typeof bin === 'string' ? bin : bin[tool])];
}

/**
 * @param {string[]} commandLine
 * @param {RunOptions} [options]
 */
export const runLine = ([command = '', ...args], options) => run(command, args, options);
