/** Partitions over real sockets: a few in `npm test`, many in `npm run faults partitions`. SEED and RUNS choose. */
import { beforeAll, describe, expect, test } from 'vitest';
import { runPartitions } from './partition-world.ts';
import { bundleRelay } from './relay-process.ts';

const RUNS = Number(process.env['RUNS'] ?? 1);
const FAULTS = Number(process.env['FAULTS'] ?? 8);
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000) * 1000);

let main: string;
beforeAll(async () => {
  main = await bundleRelay();
});

describe('networks that break', () => {
  test(
    `S2, S3, S4, R1 all converge, and nothing is lost or doubled, ${RUNS} runs of ${FAULTS} faults from seed ${SEED}`,
    { timeout: 0 },
    async () => {
      const total = { faults: 0, journalled: 0, links: 0 };
      for (let seed = SEED; seed < SEED + RUNS; seed++) {
        const tally = await runPartitions(main, seed, FAULTS).catch((error: unknown) => {
          const words = error instanceof Error ? error.message : String(error);
          throw new Error(
            `seed ${seed}, ${words}\nagain: SEED=${seed} RUNS=1 FAULTS=${FAULTS} npm run faults partitions`,
            {
              cause: error,
            },
          );
        });
        total.faults += tally.faults;
        total.journalled += tally.journalled;
        total.links += tally.links;
      }
      if (RUNS > 1) console.log(JSON.stringify(total));
      // Networks that do not break test nothing.
      expect(total.links).toBeGreaterThan(total.faults / 2);
    },
  );
});
