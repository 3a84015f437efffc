/** Makes a failing list of actions small: first by leaving out, then by simplifying what is left, until neither helps. */

export interface ShrinkOptions<A> {
  readonly fails: (actions: readonly A[]) => boolean;
  /** Simpler versions of one action, the simplest first. */
  readonly simpler: (action: A) => readonly A[];
  /** Greatest number of runs to spend. */
  readonly budget: number;
}

export function shrink<A>(failing: readonly A[], { fails, simpler, budget }: ShrinkOptions<A>): readonly A[] {
  let smallest = failing;
  let left = budget;
  const better = (candidate: readonly A[]): boolean => {
    if (left <= 0) return false;
    left -= 1;
    if (!fails(candidate)) return false;
    smallest = candidate;
    return true;
  };
  for (let before: readonly A[] | undefined; before !== smallest && left > 0;) {
    before = smallest;
    for (let size = Math.ceil(smallest.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
      for (let at = smallest.length - size; at >= 0; at -= size) better(smallest.toSpliced(at, size));
    }
    for (let at = 0; at < smallest.length; at++) {
      const action = smallest[at];
      if (action !== undefined) simpler(action).some((one) => better(smallest.toSpliced(at, 1, one)));
    }
  }
  return smallest;
}
