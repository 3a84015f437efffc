import { type ActorId, type Change, setsTheSame } from '@joinery/shared';

/**
 * Of changes that are told together, those that still show: not the steps of a drag that the same author's next one goes over. Whoever is
 * told the rest has the same registers and has seen as much, since an author's later change stands for all before it. So what a busy room tells is as
 * long as the list of those who do something, however much each did.
 * @param changes each author's in order
 */
export function latestSteps(changes: readonly Change[]): readonly Change[] {
  if (changes.length < 2) return changes;
  const kept: (Change | undefined)[] = [];
  const places = new Map<ActorId, number>();
  for (const change of changes) {
    const place = places.get(change.actor);
    const before = place === undefined ? undefined : kept[place];
    if (place !== undefined && before !== undefined && setsTheSame(change, before)) kept[place] = undefined;
    places.set(change.actor, kept.length);
    kept.push(change);
  }
  return kept.filter((change) => change !== undefined);
}
