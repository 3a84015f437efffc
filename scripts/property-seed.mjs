/**
 * The seed of property tests: the day, like the simulators', so that days differ and a run of one day can be run again.
 * `SEED=…` chooses another. Fuzzers (`RUNS`) take the same variable for themselves.
 */
import { fc } from '@fast-check/vitest';

const DAY_MS = 86_400_000;
const seed = Number(process.env['SEED'] ?? Math.floor(Date.now() / DAY_MS));

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
