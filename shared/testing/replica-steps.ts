/** Runs of {@link ReplicaWorld} from a seed, and how to make a failing one simpler. */
import type { Edit } from './edits.ts';
import { randomEdit } from './random-edit.ts';
import { Random } from './random.ts';
import type { Step } from './replica-world.ts';

const STEPS_PER_RUN = 200;

/** How many people, and what they and the network do: a pure function of the seed. */
export function stepsFor(seed: number): { readonly people: number; readonly steps: readonly Step[] } {
  const random = new Random(seed);
  const people = random.between(2, 4);
  return { people, steps: Array.from({ length: STEPS_PER_RUN }, () => randomStep(random, people)) };
}

function randomStep(random: Random, people: number): Step {
  const [who, from, to] = [random.below(people), random.below(people), random.below(people)];
  switch (random.weighted({ edit: 40, deliver: 48, repeat: 5, catchUp: 3, reload: 2, clock: 2, collect: 3 })) {
    case 'edit':
      return { who, edit: randomEdit(random) };
    case 'deliver':
      return { net: 'deliver', from, to, count: random.between(1, 4) };
    case 'repeat':
      return { net: 'repeat', from, to, back: random.below(6) };
    case 'catchUp':
      return { net: 'catch-up', from, to };
    case 'reload':
      return { net: 'reload', who };
    case 'collect':
      return { net: 'collect', ms: random.pick([0, 0, 1, 5, 20]) };
    default:
      return { net: 'clock', who, ms: random.between(-40, 40) };
  }
}

/** Simpler versions of an edit. */
export function simplerEdits(edit: Edit): readonly Edit[] {
  switch (edit.do) {
    case 'create':
      return edit.x === 0 ? [] : [{ ...edit, x: 0 }];
    case 'set':
      return edit.property === 'width' && edit.value === 1 ? [] : [{ ...edit, property: 'width', value: 1 }];
    case 'move':
      return edit.before === null ? [] : [{ ...edit, before: null }];
    case 'drag':
      return [{ ...edit, do: 'place' }];
    case 'place':
      return edit.y === 0 ? [] : [{ ...edit, y: 0 }];
    case 'gather':
    case 'fail':
      return edit.nodes.length > 1
        ? edit.nodes.map((node) => ({ ...edit, nodes: edit.nodes.filter((other) => other !== node) }))
        : [];
    case 'undo-redo':
      return edit.steps === 1 ? [] : [{ ...edit, steps: 1 }];
    default:
      return [];
  }
}

/** Simpler versions of a step. */
export function simplerSteps(step: Step): readonly Step[] {
  if ('edit' in step) {
    const others = simplerEdits(step.edit).map((edit): Step => ({ ...step, edit }));
    return step.who === 0 ? others : [{ ...step, who: 0 }, ...others];
  }
  if (step.net === 'deliver' && step.count > 1) return [{ ...step, count: 1 }];
  if (step.net === 'collect' && step.ms > 0) return [{ ...step, ms: 0 }];
  if (step.net === 'repeat' && step.back > 0) return [{ ...step, back: 0 }];
  return [];
}
