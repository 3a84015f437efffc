/**
 * The one command behind every npm script: `node scripts/joinery.mjs <verb>`.
 *
 * Plain JavaScript on Node's own modules, because it is what runs in a bare clone before anything is installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runChecks } from './checks.mjs';
import { runLine, stopChildrenOnSignal, tool } from './child.mjs';
import { dev } from './dev.mjs';
import { build, install, requireNode } from './prepare.mjs';
import { root } from './root.mjs';
import { test } from './test.mjs';

/** While packages are installed and things are built, a signal ends the children; a running relay sees to itself. */
const leaveSignalsAlone = stopChildrenOnSignal();

/**
 * npm hands a signal to the shell between us, and that shell dies without passing it on. So when whoever started us
 * is gone, we end as if the signal had come to us.
 */
function endWithParent() {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  timer.unref();
}

/**
 * The relay runs in this very process, so that every signal and exit code is its own and no orphan can be left.
 * @param {string[]} args
 */
async function start(args) {
  await build();
  leaveSignalsAlone();
  const main = join(root, 'server', 'dist', 'main.js');
  process.env['NODE_ENV'] ??= 'production';
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

/**
 * A file joined from the terminal, in this very process too: stdin, stdout, signals and exit codes are its own.
 * @param {string[]} args
 */
async function client(args) {
  await build();
  leaveSignalsAlone();
  const main = join(root, 'server', 'dist', 'headless', 'main.js');
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

/**
 * A relay with a file that five people work in.
 * @param {string[]} args
 */
async function demo(args) {
  await build();
  leaveSignalsAlone();
  const main = join(root, 'server', 'dist', 'demo', 'main.js');
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, main, ...args];
  await import(pathToFileURL(main).href);
}

/**
 * A copy of what a relay keeps, or its way back.
 * @param {'backup' | 'restore'} verb @param {string[]} args
 */
async function keep(verb, args) {
  await build();
  const main = join(root, 'server', 'dist', 'backup', 'main.js');
  process.argv = [process.execPath, main, verb, ...args];
  await import(pathToFileURL(main).href);
}

async function check() {
  const { failed } = await runChecks();
  process.exitCode = failed > 0 ? 1 : 0;
}

/**
 * The long lane: every `*.fuzz.test.ts`, or those that are named (`replicas`, `relay` …), with many more runs than `npm test`
 * gives them. The files read RUNS and SEED.
 * @param {string[]} args
 */
async function fuzz(args) {
  const env = { RUNS: process.env['RUNS'] ?? '20000' };
  const files = args.length > 0 ? args.map((name) => `${name}.fuzz.test.`) : ['.fuzz.test.'];
  const line = [...tool('vitest'), 'run', '--testTimeout=0', ...files];
  const { ok } = await runLine(line, { env });
  process.exitCode = ok ? 0 : 1;
}

/**
 * The long lane of what machines and networks do to a real relay: it is killed 200 times, its network broken in every way, its log
 * torn at every byte; or only what is named (`crash`, `partitions` …). SEED, RUNS, KILLS (of a run) and FAULTS (of a run) choose.
 * @param {string[]} args
 */
async function faults(args) {
  const { RUNS = '40', KILLS = '5', FAULTS = '30' } = process.env;
  const files =
    args.length > 0 ? args : ['crash', 'partitions', 'namespaces', 'stopping', 'clock', 'full-disk', 'torn-log'];
  const line = [...tool('vitest'), 'run', '--testTimeout=0', ...files.map((name) => `/${name}.test.`)];
  const { ok } = await runLine(line, { env: { RUNS, KILLS, FAULTS, TEAR: 'all', NAMESPACES: 'yes' } });
  process.exitCode = ok ? 0 : 1;
}

/** @param {string[]} args */
async function bench(args) {
  if (!existsSync(join(root, 'bench', 'run.mjs'))) {
    console.log('There are no benchmarks yet.');
    return;
  }
  await build();
  const { ok } = await runLine([process.execPath, 'bench/run.mjs', ...args]);
  process.exitCode = ok ? 0 : 1;
}

/** @param {string[]} args */
const e2e = (args) => test(['e2e', ...args]);

/** @type {Record<string, { about: string, run: (args: string[]) => Promise<void> }>} */
const verbs = {
  start: { about: 'install, build and serve; options go to the relay, see `npm start -- --help`', run: start },
  client: { about: 'joins a file from the terminal: npm run --silent client -- <address>, see --help', run: client },
  demo: { about: 'a file that five people work in, to look at and join; nothing of it is kept', run: demo },
  backup: {
    about: 'copies what a relay keeps, while it runs: npm run backup -- <new folder>',
    run: (args) => keep('backup', args),
  },
  restore: { about: 'puts a backup into an empty data folder', run: (args) => keep('restore', args) },
  dev: { about: 'compile, relay and client in watch mode', run: dev },
  check: { about: 'types, lint, format, dead code, lock file, boundaries, invariants', run: check },
  test: { about: 'everything; `npm test -- unit [filter]` for a part (check, build, unit, e2e)', run: test },
  fuzz: { about: 'the simulators for long: SEED=… RUNS=… npm run fuzz [replicas|relay|…]', run: fuzz },
  faults: {
    about: 'a real relay killed 200 times, its network broken: SEED=… RUNS=… npm run faults [crash|partitions|…]',
    run: faults,
  },
  bench: { about: 'the benchmarks', run: bench },
  e2e: { about: 'only the browser stories, with optional filters', run: e2e },
};

function usage() {
  const lines = Object.entries(verbs).map(([verb, { about }]) => `  ${verb.padEnd(6)} ${about}`);
  return ['Usage: node scripts/joinery.mjs <verb> [arguments]', '', ...lines].join('\n');
}

const [name = '', ...args] = process.argv.slice(2);
const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
if (verb === undefined) {
  console.error(usage());
  process.exit(2);
}
requireNode();
endWithParent();
try {
  await install();
  await verb.run(args);
} catch (error) {
  console.error(`joinery ${name}: ${error instanceof Error ? error.message : String(error)}`);
  if (name === 'test' || name === 'e2e') console.log('\n0 passed, 1 failed');
  process.exitCode = 1;
}
