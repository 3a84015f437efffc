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
  readonly run: (actions: readonly A[], people: number) => void | Promise<void>;
  readonly simpler: ShrinkOptions<A>['simpler'];
  /** Greatest number of runs spent on shrinking. */
  readonly shrinkBudget?: number;
}

const SHRINK_BUDGET = 3000;

/** @throws with the report of the first seed that fails */
export async function runCampaign<A>(campaign: Campaign<A>): Promise<void> {
  for (let seed = campaign.seed; seed < campaign.seed + campaign.runs; seed++) {
    const actions = campaign.actionsFor(seed);
    const error = await failureOf(() => campaign.run(actions, campaign.peopleFor(seed)));
    if (error === undefined) continue;
    const few = await shrunk(campaign, actions, campaign.peopleFor(seed));
    throw new Error(await report(campaign, seed, few), { cause: error });
  }
}

async function failureOf(act: () => void | Promise<void>): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error ?? new Error('it threw nothing');
  }
}

async function shrunk<A>(
  { run, simpler, shrinkBudget = SHRINK_BUDGET }: Campaign<A>,
  actions: readonly A[],
  people: number,
): Promise<readonly A[]> {
  const fails = async (candidate: readonly A[]): Promise<boolean> =>
    (await failureOf(() => run(candidate, people))) !== undefined;
  return shrink(actions, { fails, simpler, budget: shrinkBudget });
}

async function report<A>({ name, run, peopleFor }: Campaign<A>, seed: number, actions: readonly A[]): Promise<string> {
  const people = peopleFor(seed);
  const error = await failureOf(() => run(actions, people));
  const lines = actions.map((action) => JSON.stringify(action));
  return [
    `seed ${seed}, shrunk to ${actions.length} actions: ${error instanceof Error ? error.message : String(error)}`,
    ...lines,
    `again: SEED=${seed} RUNS=1 npm run fuzz ${name}`,
    `keep: a regressions file with {"note": "…", "people": ${people}, "actions": [the lines above]}`,
  ].join('\n');
}

/**
 * What happened too rarely in a campaign: one in which nothing happens tests nothing. Chance is allowed for, so that no day's seed fails by
 * bad luck, and few runs say little.
 * @param least how often it should happen at least in each run, on average
 */
export function rare<T extends Readonly<Record<string, number>>>(total: Partial<T>, least: T, runs: number): string[] {
  const tooRare = ([what, each]: [string, number]): boolean =>
    (total[what] ?? 0) < each * runs - 4 * Math.sqrt(each * runs);
  return Object.entries(least)
    .filter(tooRare)
    .map(([what]) => what);
}

/** A failure of the past: run first, for ever. */
export interface Regression<A> {
  /** What was wrong, and when. */
  readonly note: string;
  readonly people: number;
  readonly actions: readonly A[];
}
