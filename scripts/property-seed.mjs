/**
 * The seed of property tests: the day, like the simulators', so that days differ and a run of one day can be run again.
 * `SEED=…` chooses another. Fuzzers (`RUNS`) take the same variable for themselves.
 *
 * This runs before every test file, and loading fast-check takes longer than most of them: only those that use it pay.
 */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

const DAY_MS = 86_400_000;
const seed = Number(process.env['SEED'] ?? Math.floor(Date.now() / DAY_MS));

const { testPath } = expect.getState();
if (testPath === undefined || readFileSync(testPath, 'utf8').includes('@fast-check/vitest')) {
  const { fc } = await import('@fast-check/vitest');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
