/** Runs of {@link RelayWorld} from a seed, and how to make a failing one simpler. */
import { Random, randomEdit, simplerEdits } from '@joinery/shared/testing';
import type { Step } from './relay-world.ts';

const STEPS_PER_RUN = 120;

/** How many people, and what they, the network, the disk and the relay do: a pure function of the seed. */
export function stepsFor(seed: number): { readonly people: number; readonly steps: readonly Step[] } {
  const random = new Random(seed);
  const people = random.between(2, 3);
  const steps = Array.from({ length: STEPS_PER_RUN }, () => randomStep(random, people));
  return { people, steps: steps.flatMap((step) => [step, ...dragOn(random, step)]) };
}

/** Hands that drag mostly go on: what a link carries of that builds on what it carried before. */
function dragOn(random: Random, step: Step): Step[] {
  if (!('edit' in step) || step.edit.do !== 'drag') return [];
  const { who, edit } = step;
  return Array.from({ length: random.below(5) }, (_, i): Step[] => [
    { net: 'up', who, count: 2 },
    { net: 'wait', ms: random.pick([20, 40]) },
    { who, edit: { ...edit, x: edit.x + 10 * (i + 1), y: edit.y + random.next() } },
  ]).flat();
}

function randomStep(random: Random, people: number): Step {
  const who = random.below(people);
  switch (
    random.weighted({
      edit: 40,
      up: 22,
      down: 22,
      cut: 5,
      echo: 1,
      wait: 5,
      wake: 3,
      reload: 2,
      keep: 2,
      clock: 0.5,
      kill: 2,
      disk: 4,
      away: 2,
      flow: 2,
    })
  ) {
    case 'edit':
      return { who, edit: randomEdit(random) };
    case 'up':
      return { net: 'up', who, count: random.between(1, 5), ...(random.chance(0.2) && { newestFirst: true }) };
    case 'down':
      return { net: 'down', who, count: random.between(1, 5) };
    case 'cut':
      return { net: 'cut', who, noticed: random.pick(['both', 'tab', 'relay'] as const) };
    case 'echo':
      return { net: 'echo', who };
    case 'wait':
      return { net: 'wait', ms: random.pick([20, 100, 600, 3000]) };
    case 'wake':
      return { tab: 'wake', who };
    case 'reload':
      return { tab: 'reload', who, how: random.pick(['goodbye', 'crash'] as const) };
    case 'keep':
      return { tab: 'keep', who };
    case 'clock':
      return { tab: 'clock', who, ms: random.pick([-5000, 200, 120_000, -10_800_000, 10_800_000]) };
    case 'away':
      return { tab: random.pick(['leave', 'return'] as const), who };
    case 'flow':
      return { net: 'flow', ms: random.pick([500, 3000, 8000, 15_000]) };
    case 'kill':
      return { relay: 'kill', committed: random.chance(0.5), noticed: random.chance(0.7) };
    default:
      return { disk: random.pick(['stall', 'work', 'work', 'work', 'fail', 'fill'] as const) };
  }
}

/** Simpler versions of a step. */
export function simplerSteps(step: Step): readonly Step[] {
  if ('edit' in step) {
    const others = simplerEdits(step.edit).map((edit): Step => ({ ...step, edit }));
    return step.who === 0 ? others : [{ ...step, who: 0 }, ...others];
  }
  if ('net' in step && (step.net === 'up' || step.net === 'down') && step.count > 1) return [{ ...step, count: 1 }];
  if ('net' in step && step.net === 'up' && step.newestFirst === true)
    return [{ net: 'up', who: step.who, count: step.count }];
  if ('net' in step && step.net === 'cut' && step.noticed !== 'both') return [{ ...step, noticed: 'both' }];
  if ('tab' in step && step.tab === 'reload' && step.how === 'crash') return [{ ...step, how: 'goodbye' }];
  return [];
}
