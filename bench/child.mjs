/** Measurements in processes of their own: what one leaves in the heap, or teaches the compiler, is nothing to the next. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** @typedef {import('./workloads/workload.mjs').Figures} Figures */
/** @typedef {{ library: string, fixtures: string, clock: string, runs: number }} Options */

const MEASURE = fileURLToPath(new URL('measure.mjs', import.meta.url));
const WARM_UPS = 2;

/**
 * @param {string[]} args
 * @param {string} clock
 * @returns {Promise<Figures[]>}
 */
function inChild(args, clock) {
  const child = fork(MEASURE, args, {
    execArgv: ['--expose-gc', '--max-old-space-size=10000'],
    env: { ...process.env, BENCH_CLOCK: clock },
  });
  /** @type {Figures[]} */
  let figures = [];
  child.on('message', (message) => void (figures = /** @type {Figures[]} */ (message)));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0
        ? resolve(figures)
        : reject(new Error(`measuring ${args.slice(0, 2).join(' of ')} ended with ${code}`)),
    );
  });
}

/** A measurement that prints its own figures. @param {string} script @returns {Promise<number | null>} its exit code */
export function inOwnProcess(script) {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], { execArgv: ['--expose-gc'] });
  return new Promise((resolve) => child.once('close', resolve));
}

/** @param {Options} options */
export const makeFixtures = ({ library, fixtures, clock }) => inChild(['fixtures', library, fixtures], clock);

/**
 * @param {string} name
 * @param {import('./workloads/workload.mjs').Workload} workload
 * @param {Options} options
 * @returns {Promise<Figures[]>} one for each run
 */
export async function measure(name, { cold = false, fresh = [], once = false }, { library, fixtures, clock, runs }) {
  const count = once ? 1 : runs;
  if (!cold && !fresh.includes(library))
    return inChild([name, library, fixtures, String(count), String(once ? 0 : WARM_UPS)], clock);
  const figures = [];
  for (let i = 0; i < count; i++) figures.push(...(await inChild([name, library, fixtures, '1', '0'], clock)));
  return figures;
}
