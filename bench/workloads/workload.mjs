/**
 * One measurement of one library. `run` is called several times in a process of its own, the first calls being warm-up, and
 * gives figures by name; what it measures it times itself, so that making things ready does not count.
 *
 * @typedef {Record<string, number>} Figures
 *
 * @typedef {object} Context
 * @property {import('../adapters/library.mjs').Library} library
 * @property {import('../fixtures.mjs').Fixtures} fixtures
 *
 * @typedef {object} Workload
 * @property {boolean} [fixtures] starts from the documents of fixtures.mjs
 * @property {boolean} [cold] each run in a process of its own, without warm-up
 * @property {readonly string[]} [fresh] libraries whose runs each need a process of their own: WebAssembly never gives memory back,
 *   and past about 100 MB of it V8 collects garbage all the time, so that a second run would pay for the first
 * @property {boolean} [once] one run is enough: what takes minutes, or only counts
 * @property {readonly string[]} [skip] libraries for which it would take too long
 * @property {((context: Context) => void)} [prepare] before the first run; not measured
 * @property {(context: Context) => Figures | Promise<Figures>} run
 */

import { median } from '../statistics.mjs';

/** For {@link Workload.fresh}. */
export const IN_WEB_ASSEMBLY = ['loro', 'automerge'];

/** Where results go, so that no engine may leave the work out. */
export const sink = {
  value: 0,
  /**
   * The replica of the run before. Without one, each collection between runs would make V8 forget the classes of a library and all
   * code compiled for them, as never happens to an application with a document open.
   * @type {unknown}
   */
  kept: undefined,
};

/** Milliseconds of work that this process has done, all its threads together: what others do meanwhile does not count. */
function processorMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds by the clock that was asked for: the wall's, or the processor's where the machine is shared. */
export const now = process.env['BENCH_CLOCK'] === 'cpu' ? processorMs : () => performance.now();

/** How long `work` takes, and what it gave. @template T @param {() => T} work @returns {{ ms: number, result: T }} */
export function timed(work) {
  const started = now();
  const result = work();
  return { ms: now() - started, result };
}

/** What reading the clock costs, in ms: to be taken off where single microseconds are timed. */
export function clockMs() {
  const empty = Array.from({ length: 1000 }, () => timed(() => 0).ms);
  return median(empty);
}

/** Asks for a collection, so that one part does not pay for the garbage of the part before. */
export const collect = () => /** @type {() => void} */ (globalThis.gc)();

/** Resident memory of this process in bytes, garbage left out as far as one can. */
export function residentBytes() {
  collect();
  collect();
  return process.memoryUsage.rss();
}
