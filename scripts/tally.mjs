/** How many tests passed and failed, read from the reports of the runners. */
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Tally */

/** @param {string} path @returns {any} */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A runner that ended badly without naming a failed test (a file that does not load, no test at all, a crash) has
 * failed once: nothing may go wrong without being counted.
 * @param {Tally} tally
 * @param {boolean} ok whether the runner itself ended well
 * @returns {Tally}
 */
const withRunner = (tally, ok) => (!ok && tally.failed === 0 ? { ...tally, failed: 1 } : tally);

/** @param {string} path @param {boolean} ok */
export function vitestTally(path, ok) {
  const { numPassedTests: passed = 0, numFailedTests = 0, testResults = [] } = readReport(path) ?? {};
  const unloaded = testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) =>
      file.status === 'failed' && file.assertionResults.length === 0,
  );
  return withRunner({ passed, failed: numFailedTests + unloaded.length }, ok);
}

/** @param {string} path @param {boolean} ok */
export function playwrightTally(path, ok) {
  const { stats: { expected = 0, unexpected = 0, flaky = 0 } = {}, errors = [] } = readReport(path) ?? {};
  return withRunner({ passed: expected, failed: unexpected + flaky + errors.length }, ok);
}

/** @param {Tally[]} tallies @returns {Tally} */
export const sum = (tallies) =>
  tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), { passed: 0, failed: 0 });
