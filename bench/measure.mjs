/**
 * A process of its own for one measurement: `node measure.mjs <workload> <library> <folder of fixtures> <runs> <warm-up runs>`. Tells
 * its parent the figures of each run.
 * @import { Figures } from './workloads/workload.mjs'
 */
import { loadLibrary } from './adapters/library.mjs';
import { Fixtures } from './fixtures.mjs';
import { collect } from './workloads/workload.mjs';
import { WORKLOADS } from './workloads/workloads.mjs';

/** What a slow library may take for its warm-up, in ms; there it changes little, since its time is not spent in JavaScript. */
const WARM_UP_MS = 8000;

/** After so many ms no further run is begun; the report says how many there were. */
const RUNS_MS = 120_000;

const [workloadName = '', libraryName = '', folder = '', runs = '5', warmUps = '2'] = process.argv.slice(2);
const library = await loadLibrary(libraryName);
const fixtures = new Fixtures(folder);
const context = { library, fixtures };

/** Garbage goes, and what libraries hold outside of the heap with it: that needs turns of the event loop. */
async function rest() {
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** @returns {Promise<Figures[]>} */
async function measure() {
  const workload = WORKLOADS[workloadName];
  if (workload === undefined) throw new Error(`no workload ${workloadName}`);
  workload.prepare?.(context);
  const started = performance.now();
  for (let i = 0; i < Number(warmUps) && performance.now() - started < WARM_UP_MS; i++) {
    await workload.run(context);
    await rest();
  }
  /** @type {Figures[]} */
  const figures = [];
  for (let i = 0; i < Number(runs) && performance.now() - started < RUNS_MS; i++) {
    figures.push(await workload.run(context));
    await rest();
  }
  return figures;
}

if (workloadName === 'fixtures') fixtures.make(library);
else {
  const figures = await measure();
  process.send?.(figures);
}
