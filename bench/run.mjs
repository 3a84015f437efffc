/**
 * The benchmarks: `npm run bench -- [W1 … W9, W1x, relay [R10 …]] [--runs 5] [--libraries joinery,yjs] [--clock wall|cpu] [--write]`.
 * Without a filter everything runs, and docs/benchmarks.md and baseline.json are written. `npm run bench -- canvas …` is another thing:
 * see canvas/run.mjs; and so is `npm run bench -- presence`: see presence.mjs.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inOwnProcess } from './child.mjs';
import { installPeers } from './install.mjs';

/** What a filter stands for; each of the others is itself. @type {Record<string, string[]>} */
const GROUPS = {
  W1x: ['W1s', 'W1x', 'W1m'],
  W2: ['W2', 'W2s'],
  W3: ['W3', 'W3q'],
  W6: ['W6', 'W6c'],
};

const RUNS = 5;
const RELAY_RUNS = 1;

if (process.argv[2] === 'presence') {
  process.exit(await inOwnProcess('presence.mjs'));
}
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
const { RELAYS, relayVersion, SCENARIOS } = await import('./relay/scenarios.mjs');
const { derive, readBaseline, summary, thisRun, writeBaseline } = await import('./results.mjs');
const { printReport, writeDocument } = await import('./report.mjs');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    libraries: { type: 'string', default: [...new Set([...LIBRARY_NAMES, ...RELAYS])].join(',') },
    clock: { type: 'string', default: 'wall' },
    write: { type: 'boolean', default: false },
  },
});
const libraries = values.libraries.split(',');
const known = [...Object.keys(WORKLOADS), ...Object.keys(SCENARIOS)];
const names = positionals.length === 0 ? known : asked(positionals);
requireKnown('workload', names, known);
requireKnown('library', libraries, [...LIBRARY_NAMES, ...RELAYS]);
requireKnown('clock', [values.clock], ['wall', 'cpu']);

/** `relay` stands for all of its scenarios, unless some of them follow. @param {readonly string[]} words */
function asked(words) {
  const scenarios = words[0] === 'relay' && words.length === 1 ? Object.keys(SCENARIOS) : [];
  return [...scenarios, ...words.filter((word) => word !== 'relay').flatMap((word) => GROUPS[word] ?? [word])];
}

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
  for (const library of wanted.length > 0 ? libraries.filter((each) => LIBRARY_NAMES.includes(each)) : []) {
    results.versions[library] = (await loadLibrary(library)).version;
    mkdirSync(join(folder, library));
    if (wanted.some((name) => WORKLOADS[name]?.fixtures === true && !skipped(name, library)))
      await told(`${library} documents`, () => makeFixtures(optionsFor(library, folder)));
  }
  for (const name of wanted) {
    const workload = /** @type {import('./workloads/workload.mjs').Workload} */ (WORKLOADS[name]);
    for (const library of libraries.filter((each) => LIBRARY_NAMES.includes(each) && !skipped(name, each))) {
      const runs = await told(`${name} ${library}`, () => measure(name, workload, optionsFor(library, folder)));
      (results.workloads[name] ??= {})[library] = summary(runs);
    }
  }
  for (const name of names.filter((each) => each in SCENARIOS)) {
    results.workloads[name] = await measureScenario(name);
    for (const relay of Object.keys(results.workloads[name] ?? {})) results.versions[relay] = relayVersion(relay);
  }
  return results;
}

/** @param {string} library @param {string} folder */
const optionsFor = (library, folder) => ({
  library,
  fixtures: join(folder, library),
  clock: values.clock,
  runs: Number(values.runs ?? RUNS),
});

/** Says what is going on, and how long it took. @template T @param {string} what @param {() => Promise<T>} work */
async function told(what, work) {
  process.stderr.write(`${what} … `);
  const started = performance.now();
  const result = await work();
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
}

/** Once, unless more runs are asked for: a run takes long enough to be even. @param {string} name */
async function measureScenario(name) {
  const { peers, measure } = /** @type {import('./relay/scenarios.mjs').Scenario} */ (SCENARIOS[name]);
  /** @type {Record<string, import('./results.mjs').Measured>} */
  const measured = {};
  for (const relay of RELAYS.filter(
    (each) => libraries.includes(each) && (each === 'joinery' || peers.includes(each)),
  )) {
    const runs = [];
    try {
      for (let i = 0; i < Number(values.runs ?? RELAY_RUNS); i++)
        runs.push(await told(`${name} ${relay}`, () => measure(relay)));
    } catch (error) {
      // The others have taken their time: they shall not be lost with it.
      console.error(`${name} ${relay} failed:`, error);
      process.exitCode = 1;
      continue;
    }
    measured[relay] = summary(runs);
  }
  return measured;
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
