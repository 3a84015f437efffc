/**
 * Many runs, each a pure function of its seed. On failure: the seed, the actions shrunk to few, one JSON line each, and how to
 * run it again.
 */
import { shrink, type ShrinkOptions } from './shrink.ts';

export interface Campaign<A> {
  /** The test file's name, as one filters for it. */
  readonly name: string;
  readonly seed: number;
  readonly runs: number;
  readonly peopleFor: (seed: number) => number;
  readonly actionsFor: (seed: number) => readonly A[];
  /** @throws what is wrong */
  readonly run: (actions: readonly A[], people: number) => void;
  readonly simpler: ShrinkOptions<A>['simpler'];
  /** Greatest number of runs spent on shrinking. */
  readonly shrinkBudget?: number;
}

const SHRINK_BUDGET = 3000;

/** @throws with the report of the first seed that fails */
export function runCampaign<A>(campaign: Campaign<A>): void {
  for (let seed = campaign.seed; seed < campaign.seed + campaign.runs; seed++) {
    const actions = campaign.actionsFor(seed);
    const error = failureOf(() => campaign.run(actions, campaign.peopleFor(seed)));
    if (error !== undefined)
      throw new Error(report(campaign, seed, shrunk(campaign, actions, campaign.peopleFor(seed))), { cause: error });
  }
}

function failureOf(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error ?? new Error('it threw nothing');
  }
}

function shrunk<A>(
  { run, simpler, shrinkBudget = SHRINK_BUDGET }: Campaign<A>,
  actions: readonly A[],
  people: number,
): readonly A[] {
  const fails = (candidate: readonly A[]): boolean => failureOf(() => run(candidate, people)) !== undefined;
  return shrink(actions, { fails, simpler, budget: shrinkBudget });
}

function report<A>({ name, run, peopleFor }: Campaign<A>, seed: number, actions: readonly A[]): string {
  const people = peopleFor(seed);
  const error = failureOf(() => run(actions, people));
  const lines = actions.map((action) => JSON.stringify(action));
  return [
    `seed ${seed}, shrunk to ${actions.length} actions: ${error instanceof Error ? error.message : String(error)}`,
    ...lines,
    `again: SEED=${seed} RUNS=1 npm run fuzz ${name}`,
    `keep: a regressions file with {"note": "…", "people": ${people}, "actions": [the lines above]}`,
  ].join('\n');
}

/** A failure of the past: run first, for ever. */
export interface Regression<A> {
  /** What was wrong, and when. */
  readonly note: string;
  readonly people: number;
  readonly actions: readonly A[];
}
