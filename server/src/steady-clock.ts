/**
 * The relay's clock: the system's, but that it never goes back. When the system's clock is put back, this one goes on as if nothing had
 * happened, until the process ends: intervals stay what they are, and nobody's edits are suddenly from the future. When the system's
 * is put forward, so is this one.
 * @param wall Unix milliseconds of the system, which may jump
 * @param elapsed milliseconds since whenever, which never do
 */
export function steadyClock(wall = () => Date.now(), elapsed = () => performance.now()): () => number {
  let ahead = wall() - elapsed();
  return () => {
    const now = elapsed();
    ahead = Math.max(ahead, wall() - now);
    // Whole, as the system's is.
    return Math.floor(now + ahead);
  };
}
