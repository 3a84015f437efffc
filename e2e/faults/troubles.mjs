/**
 * Runs in a relay's process before the relay does, and in the thread of its store, and makes what machines do: a clock that jumps, a
 * process that stands still, a disk that does not answer, a thread that ends.
 *
 * The relay is told by messages (`{ jumpMs }`, `{ blockMs }`), the store by files in the data folder (`stall`, `die`).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isMainThread } from 'node:worker_threads';

const LONG_MS = 60_000;

/** @param {number} ms */
const standStill = (ms) => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

if (isMainThread) {
  const wall = Date.now;
  let offsetMs = 0;
  Date.now = () => wall() + offsetMs;
  process.on('message', (/** @type {{ jumpMs?: number, blockMs?: number }} */ { jumpMs = 0, blockMs = 0 }) => {
    offsetMs += jumpMs;
    if (blockMs > 0) standStill(blockMs);
  });
  process.channel?.unref();
} else {
  const asked = (/** @type {string} */ what) => existsSync(join(process.env['DATA_DIR'] ?? '', what));
  const look = () => {
    if (asked('stall')) standStill(LONG_MS);
    if (asked('die')) process.exit();
  };
  setInterval(look, 10).unref();
}
