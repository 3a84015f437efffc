/**
 * The benchmarks: `npm run bench -- [W1 … W9, W1x] [--runs 5] [--libraries joinery,yjs] [--clock wall|cpu] [--write]`.
 * Without a filter everything runs, and docs/benchmarks.md and baseline.json are written. `npm run bench -- canvas …` is another thing:
 * see canvas/run.mjs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers } from './install.mjs';

/** What a filter stands for; each of the others is itself. @type {Record<string, string[]>} */
const GROUPS = {
  W1x: ['W1s', 'W1x', 'W1m'],
  W2: ['W2', 'W2s'],
  W3: ['W3', 'W3q'],
  W6: ['W6', 'W6c'],
  relay: ['R2', 'R10', 'R50'],
};

/** Before anything that imports the peers. */
await installPeers();
if (process.argv[2] === 'canvas') {
  const { benchCanvas } = await import('./canvas/run.mjs');
  await benchCanvas(process.argv.slice(3));
  process.exit();
}
const { measure, makeFixtures } = await import('./child.mjs');
const { WORKLOADS } = await import('./workloads/workloads.mjs');
const { LIBRARY_NAMES, loadLibrary } = await import('./adapters/library.mjs');
const { measureRelay, ROOMS } = await import('./relay/measure-relay.mjs');
const { derive, readBaseline, summary, thisRun, writeBaseline } = await import('./results.mjs');
const { printReport, writeDocument } = await import('./report.mjs');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    libraries: { type: 'string', default: LIBRARY_NAMES.join(',') },
    clock: { type: 'string', default: 'wall' },
    write: { type: 'boolean', default: false },
  },
});
const libraries = values.libraries.split(',');
const known = [...Object.keys(WORKLOADS), ...Object.keys(ROOMS)];
const names = positionals.length === 0 ? known : positionals.flatMap((name) => GROUPS[name] ?? [name]);
requireKnown('workload', names, known);
requireKnown('library', libraries, LIBRARY_NAMES);
requireKnown('clock', [values.clock], ['wall', 'cpu']);

/** @param {string} kind @param {readonly string[]} wanted @param {readonly string[]} known */
function requireKnown(kind, wanted, known) {
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  console.error(`no ${kind} ${unknown}; there are ${known.join(', ')}`);
  process.exit(2);
}

/** Bytes of memory that a million nodes may need. */
const MILLION_BYTES = 12e9;

/** @param {string} name @param {string} library */
function skipped(name, library) {
  if (WORKLOADS[name]?.skip?.includes(library)) return true;
  return name === 'W1m' && totalmem() < MILLION_BYTES;
}

/**
 * Library by library within a workload, so that what is compared is measured at nearly the same time.
 * @param {string} folder
 * @returns {Promise<import('./results.mjs').Results>}
 */
async function runAll(folder) {
  /** @type {import('./results.mjs').Results} */
  const results = { run: thisRun(values.clock), versions: {}, workloads: {} };
  const wanted = names.filter((name) => name in WORKLOADS);
  for (const library of libraries) {
    results.versions[library] = (await loadLibrary(library)).version;
    mkdirSync(join(folder, library));
    if (wanted.some((name) => WORKLOADS[name]?.fixtures === true && !skipped(name, library)))
      await told(`${library} documents`, () => makeFixtures(optionsFor(library, folder)));
  }
  for (const name of wanted) {
    const workload = /** @type {import('./workloads/workload.mjs').Workload} */ (WORKLOADS[name]);
    for (const library of libraries.filter((each) => !skipped(name, each))) {
      const runs = await told(`${name} ${library}`, () => measure(name, workload, optionsFor(library, folder)));
      (results.workloads[name] ??= {})[library] = summary(runs);
    }
  }
  for (const name of names.filter((each) => each in ROOMS))
    results.workloads[name] = { joinery: summary(await told(`relay ${name}`, () => measureRoom(name))) };
  return results;
}

/** @param {string} library @param {string} folder */
const optionsFor = (library, folder) => ({
  library,
  fixtures: join(folder, library),
  clock: values.clock,
  runs: Number(values.runs),
});

/** Says what is going on, and how long it took. @template T @param {string} what @param {() => Promise<T>} work */
async function told(what, work) {
  process.stderr.write(`${what} … `);
  const started = performance.now();
  const result = await work();
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** @param {string} name */
async function measureRoom(name) {
  const runs = [];
  for (let i = 0; i < Number(values.runs); i++) runs.push(await measureRelay(ROOMS[name] ?? 0));
  return runs;
}

const folder = mkdtempSync(join(tmpdir(), 'joinery-bench-'));
try {
  const before = readBaseline();
  const results = await runAll(folder);
  derive(results);
  printReport(results, before);
  if (positionals.length === 0 || values.write) {
    // Read again: another part may have been measured and written meanwhile.
    const known = readBaseline();
    const complete = known === undefined ? results : merged(known, results);
    derive(complete);
    writeBaseline(complete);
    writeDocument(complete);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/**
 * @param {import('./results.mjs').Results} before
 * @param {import('./results.mjs').Results} results
 * @returns {import('./results.mjs').Results}
 */
function merged(before, results) {
  const workloads = { ...before.workloads };
  for (const [name, byLibrary] of Object.entries(results.workloads))
    workloads[name] = { ...workloads[name], ...byLibrary };
  return { ...before, ...results, versions: { ...before.versions, ...results.versions }, workloads };
}
