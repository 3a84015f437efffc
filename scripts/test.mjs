/**
 * The parts of `npm test`. A part that fails does not keep the others from running: one run tells everything.
 *
 * `npm test` runs all of them; `npm test -- unit`, or several names, only those. What follows the names goes to the
 * runner as filters: `npm test -- unit codec`, `npm test -- e2e offline`.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { runChecks } from './checks.mjs';
import { run, runLine, tool } from './child.mjs';
import { build } from './prepare.mjs';
import { cache } from './stamp.mjs';
import { playwrightTally, sum, vitestTally } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {(filters: string[]) => Promise<Tally>} Part */

/** An empty place for a runner's report, so that one of an earlier run is never read. @param {string} name */
function report(name) {
  mkdirSync(cache, { recursive: true });
  const path = join(cache, name);
  rmSync(path, { force: true });
  return path;
}

/** The production build, and its size. @returns {Promise<Tally>} */
async function buildPart() {
  await build();
  const { ok } = await run(process.execPath, ['scripts/check-bundle.mjs']);
  return { passed: ok ? 2 : 1, failed: ok ? 0 : 1, failures: ok ? [] : ['size of the editor route'] };
}

/** Unit tests and the simulator. @type {Part} */
async function unitPart(filters) {
  const json = report('unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const { ok } = await runLine([...tool('vitest'), 'run', ...reporters, ...filters]);
  return vitestTally(json, ok);
}

/** Stories in a real browser against a real relay. @type {Part} */
async function e2ePart(filters) {
  await build();
  const json = report('e2e.json');
  const env = { JOINERY_CHROMIUM: await findBrowser(), PLAYWRIGHT_JSON_OUTPUT_FILE: json };
  const options = ['--config=e2e/playwright.config.ts', '--reporter=list,json'];
  const { ok } = await runLine([...tool('@playwright/test', 'playwright'), 'test', ...options, ...filters], { env });
  return playwrightTally(json, ok);
}

/** @type {Record<string, Part>} */
const parts = { check: runChecks, build: buildPart, unit: unitPart, e2e: e2ePart };

/** @param {string} name @param {string[]} filters @returns {Promise<Tally>} */
async function runPart(name, filters) {
  console.log(`\n── ${name}`);
  const part = parts[name];
  if (part === undefined) throw new Error(`${name} is not a part`);
  try {
    return await part(filters);
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, failures: [name] };
  }
}

/**
 * Runs the named parts (all of them by default) and ends with the line that everything else reads.
 * @param {string[]} args
 */
export async function test(args) {
  const named = args.findIndex((arg) => !(arg in parts));
  const names = named === -1 ? args : args.slice(0, named);
  const filters = named === -1 ? [] : args.slice(named);
  if (names.length === 0 && filters.length > 0) throw new Error(`name a part first: ${Object.keys(parts).join(', ')}`);
  const tallies = [];
  for (const name of names.length > 0 ? names : Object.keys(parts)) tallies.push(await runPart(name, filters));
  const { passed, failed, failures } = sum(tallies);
  // Once more at the end, where whoever sees only the last lines of a long log finds it.
  if (failed > 0) console.log(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
