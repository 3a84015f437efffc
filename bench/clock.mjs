/**
 * The time that replicas believe it is, moved by the workload: a build takes two seconds a node and a drag frame 16 ms, as they
 * do with people, so that stamps are as wide as in life, and the same in every run.
 */
export class Clock {
  now = Date.UTC(2026, 0, 1);

  /** @param {number} ms */
  advance(ms) {
    this.now += ms;
  }
}
