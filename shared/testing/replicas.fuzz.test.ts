/** The simulator's level 0: documents over a rude network. SEED and RUNS choose; the start seed is the day, so days differ. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  Random,
  rare,
  type Regression,
  ReplicaWorld,
  runCampaign,
  shrink,
  simplerSteps,
  type Step,
  stepsFor,
  type Tally,
} from './index.ts';

const RUNS = Number(process.env['RUNS'] ?? 500);
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000) * 1_000_000);
const FOLDER = fileURLToPath(new URL('regressions/', import.meta.url));

function run(steps: readonly Step[], people: number): Tally {
  const world = new ReplicaWorld(people);
  world.run(steps);
  return world.tally;
}

describe('replicas over a rude network', () => {
  for (const file of readdirSync(FOLDER)) {
    const { note, people, actions } = JSON.parse(readFileSync(FOLDER + file, 'utf8')) as Regression<Step>;
    test(`stays mended: ${note} (${file})`, () => void run(actions, people));
  }

  test(
    `D1, D3, D4, D5, D6, D7, D8, D9, D12, D14 all agree with each other, with a replay and with the rules, ${RUNS} runs from seed ${SEED}`,
    { timeout: 0 },
    async () => {
      const total: Partial<Tally> = {};
      await runCampaign<Step>({
        name: 'replicas',
        seed: SEED,
        runs: RUNS,
        peopleFor: (seed) => stepsFor(seed).people,
        actionsFor: (seed) => stepsFor(seed).steps,
        run: (steps, people) => {
          for (const [what, count] of Object.entries(run(steps, people)))
            total[what as keyof Tally] = (total[what as keyof Tally] ?? 0) + (count as number);
        },
        simpler: simplerSteps,
      });
      const least: Tally = {
        edits: 20,
        nothings: 0,
        moves: 2,
        undos: 1,
        overwritten: 10,
        repeats: 1,
        cycles: 0.1,
        carried: 1,
        strays: 0.5,
        purged: 1,
        streamed: 1,
        compared: 3,
      };
      expect(rare({ ...total }, { ...least }, RUNS)).toEqual([]);
    },
  );

  test('the same seed gives the same run', () => {
    const [a, b] = [stepsFor(7), stepsFor(7)];
    expect(a).toEqual(b);
    expect(run(a.steps, a.people)).toEqual(run(b.steps, b.people));
    expect(stepsFor(8).steps).not.toEqual(a.steps);
  });
});

describe('the simulator’s tools', () => {
  test('shrinking leaves the few actions that fail together, made simple', async () => {
    const actions = Array.from({ length: 200 }, (_, i) => i);
    const fails = (left: readonly number[]): boolean =>
      left.includes(17) && left.some((n) => n > 150) && left.indexOf(17) < left.findIndex((n) => n > 150);
    expect(await shrink(actions, { fails, simpler: (n) => (n > 151 ? [n - 1] : []), budget: 5000 })).toEqual([17, 151]);
  });

  test('a failing campaign tells the seed, the actions and how to run it again', async () => {
    const campaign = (): Promise<void> =>
      runCampaign<number>({
        name: 'nothing',
        seed: 5,
        runs: 3,
        peopleFor: () => 1,
        actionsFor: (seed) => [1, seed, 3],
        run: (actions) => {
          if (actions.includes(6)) throw new Error('six');
        },
        simpler: () => [],
      });
    await expect(campaign()).rejects.toThrow(
      'seed 6, shrunk to 1 actions: six\n6\nagain: SEED=6 RUNS=1 npm run fuzz nothing',
    );
  });

  test('random numbers are uniform enough, and the same on every engine', () => {
    const random = new Random(1);
    const counts = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 100_000; i++) counts[random.below(10)]! += 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(Array.from({ length: 3 }, () => new Random(42).below(1e9))).toEqual([
      new Random(42).below(1e9),
      new Random(42).below(1e9),
      new Random(42).below(1e9),
    ]);
    expect(new Random(1).weighted({ never: 0, always: 1 })).toBe('always');
  });
});
