/** People who are apart for minutes while all of them edit, in simulated time. */
import { Random, randomEdit } from '@joinery/shared/testing';
import { expect, test } from 'vitest';
import { RelayWorld, type Step } from './relay-world.ts';

const EDIT_EVERY_MS = 1500;
const APART_MS = 300_000;
const PEOPLE = 4;
const SEEDS = [1, 2];

/** Half of them have no network; all go on. */
function steps(seed: number): Step[] {
  const random = new Random(seed);
  const away = [1, 3];
  const edits = Array.from({ length: APART_MS / EDIT_EVERY_MS }, (): Step[] => [
    { who: random.below(PEOPLE), edit: randomEdit(random) },
    { who: random.below(PEOPLE), edit: randomEdit(random) },
    { who: random.below(PEOPLE), edit: randomEdit(random) },
    { net: 'flow', ms: EDIT_EVERY_MS },
  ]);
  return [
    ...away.map((who): Step => ({ tab: 'leave', who })),
    ...edits.flat(),
    ...away.map((who): Step => ({ tab: 'return', who })),
  ];
}

test.each(SEEDS)(
  'S2, S4 five minutes apart, with both sides editing: nothing is lost, and all converge (seed %i)',
  async (seed) => {
    const tally = await RelayWorld.run(PEOPLE, steps(seed), { maxNodesPerFile: 1000, retentionDays: 30 });
    expect(tally.edits).toBeGreaterThan(100);
    expect(tally.rejected).toBe(0);
  },
);

test.each(SEEDS)('S2, D9 the same where the trash is emptied meanwhile (seed %i)', async (seed) => {
  const tally = await RelayWorld.run(PEOPLE, steps(seed), { maxNodesPerFile: 1000, retentionDays: 60 / 86_400 });
  expect(tally.edits).toBeGreaterThan(20);
});
