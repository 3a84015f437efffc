/** Makes a failing list of actions small: first by leaving out, then by simplifying what is left, until neither helps. */

export interface ShrinkOptions<A> {
  readonly fails: (actions: readonly A[]) => boolean | Promise<boolean>;
  /** Simpler versions of one action, the simplest first. */
  readonly simpler: (action: A) => readonly A[];
  /** Greatest number of runs to spend. */
  readonly budget: number;
}

export async function shrink<A>(
  failing: readonly A[],
  { fails, simpler, budget }: ShrinkOptions<A>,
): Promise<readonly A[]> {
  let smallest = failing;
  let left = budget;
  const better = async (candidate: readonly A[]): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    if (!(await fails(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (let before: readonly A[] | undefined; before !== smallest && left > 0;) {
    before = smallest;
    for (let size = Math.ceil(smallest.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
      for (let at = smallest.length - size; at >= 0; at -= size) await better(smallest.toSpliced(at, size));
    }
    for (let at = 0; at < smallest.length; at++) {
      const action = smallest[at];
      if (action === undefined) continue;
      for (const one of simpler(action)) if (await better(smallest.toSpliced(at, 1, one))) break;
    }
  }
  return smallest;
}
