/** How many tests passed and failed, read from the reports of the runners. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './root.mjs';

/** What passed and what did not, `failures` by name. @typedef {{ passed: number, failed: number, failures: string[] }} Tally */

/** @param {string} path @returns {any} */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A runner that ended badly without naming a failed test (a crash, no test at all) has failed once: nothing may go wrong
 * without being counted.
 * @param {number} passed
 * @param {string[]} failures
 * @param {boolean} ok whether the runner itself ended well
 * @returns {Tally}
 */
const tally = (passed, failures, ok) => {
  const all = !ok && failures.length === 0 ? ['the runner itself'] : failures;
  return { passed, failed: all.length, failures: all };
};

/** @typedef {{ fullName: string, status: string }} UnitTest */
/** @typedef {{ name: string, status: string, assertionResults: UnitTest[] }} UnitFile */

/** @param {string} path @param {boolean} ok */
export function vitestTally(path, ok) {
  const { numPassedTests = 0, testResults = [] } = readReport(path) ?? {};
  const failures = /** @type {UnitFile[]} */ (testResults).flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    if (status === 'failed' && assertionResults.length === 0) return [`${file} (does not load)`];
    const failed = assertionResults.filter((test) => test.status === 'failed');
    return failed.map(({ fullName }) => `${file} › ${fullName}`);
  });
  return tally(numPassedTests, failures, ok);
}

/** @typedef {{ file: string, line: number, title: string, ok: boolean }} Story */
/** @typedef {{ specs?: Story[], suites?: StorySuite[] }} StorySuite */

/** @param {StorySuite} suite @returns {Story[]} */
const storiesIn = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(storiesIn)];

/** @param {string} path @param {boolean} ok */
export function playwrightTally(path, ok) {
  const { stats: { expected = 0, flaky = 0 } = {}, suites = [], errors = [] } = readReport(path) ?? {};
  const failed = storiesIn({ suites }).filter((story) => !story.ok);
  const failures = [
    ...failed.map(({ file, line, title }) => `${file}:${line} › ${title}`),
    ...errors.map((/** @type {{ message?: string }} */ { message = 'an error outside any story' }) => message),
    ...(flaky > 0 ? [`${flaky} flaky`] : []),
  ];
  return tally(expected, failures, ok);
}

/** @param {Tally[]} tallies @returns {Tally} */
export const sum = (tallies) => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
  failures: tallies.flatMap(({ failures }) => failures),
});
