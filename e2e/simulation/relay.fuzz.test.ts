/**
 * The simulator's level 1: real sync clients and the real relay in a rude world. SEED and RUNS choose; the start seed is the day,
 * so days differ.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rare, type Regression, runCampaign } from '@joinery/shared/testing';
import { describe, expect, test } from 'vitest';
import { simplerSteps, stepsFor } from './relay-steps.ts';
import { type RelayTally, RelayWorld, type Step } from './relay-world.ts';

const RUNS = Number(process.env['RUNS'] ?? 300);
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000) * 1_000_000);
const FOLDER = fileURLToPath(new URL('regressions/', import.meta.url));

describe('tabs and a relay in a rude world', () => {
  for (const file of readdirSync(FOLDER)) {
    const { note, people, actions } = JSON.parse(readFileSync(FOLDER + file, 'utf8')) as Regression<Step>;
    test(`stays mended: ${note} (${file})`, async () => void (await RelayWorld.run(people, actions)));
  }

  test(
    `S1, S2, S3, S4, S5, R1, R2, R5, D12 nothing is lost, doubled or seen too early, ${RUNS} runs from seed ${SEED}`,
    { timeout: 0 },
    async () => {
      const total: Partial<RelayTally> = {};
      const add = (tally: RelayTally): void => {
        for (const [what, count] of Object.entries(tally))
          total[what as keyof RelayTally] = (total[what as keyof RelayTally] ?? 0) + (count as number);
      };
      await runCampaign<Step>({
        name: 'relay',
        seed: SEED,
        runs: RUNS,
        peopleFor: (seed) => stepsFor(seed).people,
        actionsFor: (seed) => stepsFor(seed).steps,
        run: async (steps, people) => add(await RelayWorld.run(people, steps)),
        simpler: simplerSteps,
        shrinkBudget: 1500,
      });
      const least: RelayTally = {
        edits: 10,
        nothings: 0,
        undos: 0.5,
        cuts: 2,
        echoes: 0.3,
        kills: 1,
        reloads: 1,
        rejected: 0.2,
        deltas: 3,
        streamed: 1,
        journalled: 10,
        compared: 5,
        purged: 0.3,
        freshStarts: 0.02,
        reissued: 0.1,
      };
      expect(rare({ ...total }, { ...least }, RUNS)).toEqual([]);
    },
  );
});
