/**
 * The relay is killed while people edit, and loses nothing: a few times in `npm test`, hundreds of times in `npm run faults crash`. SEED and
 * RUNS choose; the start seed is the day, so days differ.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { type CrashTally, CrashWorld } from './crash-world.ts';
import { bundleRelay } from './relay-process.ts';

const RUNS = Number(process.env['RUNS'] ?? 1);
const KILLS = Number(process.env['KILLS'] ?? 3);
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000) * 1000);

let main: string;
beforeAll(async () => {
  main = await bundleRelay();
});

describe('a relay that is killed', () => {
  test(
    `R1, R2, R5, S2, S3 loses nothing that was acknowledged or seen, ${RUNS} runs of ${KILLS} kills from seed ${SEED}`,
    { timeout: 0 },
    async () => {
      const total: CrashTally = { kills: 0, promised: 0, journalled: 0, tabCrashes: 0 };
      const startedAt = performance.now();
      for (let seed = SEED; seed < SEED + RUNS; seed++) {
        const tally = await CrashWorld.run(main, seed, KILLS).catch((error: unknown) => {
          const words = error instanceof Error ? error.message : String(error);
          throw new Error(`seed ${seed}, ${words}\nagain: SEED=${seed} RUNS=1 KILLS=${KILLS} npm run faults crash`, {
            cause: error,
          });
        });
        for (const what of Object.keys(total) as (keyof CrashTally)[]) total[what] += tally[what];
      }
      if (RUNS > 1) console.log(`${JSON.stringify(total)} in ${Math.round((performance.now() - startedAt) / 1000)} s`);
      // A harness in which nothing happens tests nothing.
      expect(total.promised).toBeGreaterThan(20 * total.kills);
    },
  );
});
