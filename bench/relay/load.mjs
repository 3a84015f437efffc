/**
 * People at work, in a process of their own: `node load.mjs <a Load as JSON>`. They share one process, so that they share one clock.
 * Tells its parent when it begins and ends to measure, then what it found.
 *
 * @typedef {object} Load
 * @property {'joinery' | 'y-websocket' | 'hocuspocus'} library
 * @property {string[]} urls of rooms
 * @property {number} people in each
 * @property {number} editors of them
 * @property {number} editsPerSecond each
 * @property {number} cursors how many of them move it
 * @property {number} cursorsPerSecond each
 * @property {number} warmUpSeconds
 * @property {number} seconds
 * @property {boolean} [oneStalls] the last one reads nothing while it is measured
 */
/** @import { Crowd } from './crowd.mjs' */
import { Arrivals } from './arrivals.mjs';
import { Hands, workFor } from './hands.mjs';
import { LightSocket } from './light-socket.mjs';

/** What has not arrived then is lost. */
const SETTLE_MS = 5000;
const JOIN_MS = 60_000;

/** @type {Load} */
const load = JSON.parse(process.argv[2] ?? '');
const everybody = load.people * load.urls.length;
const edits = new Arrivals(everybody);
const cursors = new Arrivals(everybody);
const crowd = await crowdOf(load.library);

for (const url of load.urls) await crowd.join(url, load.people);

const hands = [
  new Hands(chosen(load.editors), load.editsPerSecond, (number) => crowd.edit(number)),
  new Hands(chosen(load.cursors), load.cursorsPerSecond, (number) => crowd.point(number)),
];
const stalled = load.oneStalls ? crowd.socketOf(everybody - 1) : undefined;
await workFor(hands, load.warmUpSeconds * 1000);
stalled?.stall();
process.send?.('measuring');
const before = {
  cpu: process.cpuUsage(),
  bytes: LightSocket.bytesIn,
  at: performance.now(),
  done: hands.map(({ done }) => done),
};
edits.from = cursors.from = performance.now();
await workFor(hands, load.seconds * 1000);
edits.until = cursors.until = performance.now();
process.send?.('measured');
const { user, system } = process.cpuUsage(before.cpu);
const elapsedMs = performance.now() - before.at;
const bytesIn = LightSocket.bytesIn - before.bytes;
const [edited = 0, pointed = 0] = hands.map(({ done }, i) => done - /** @type {number} */ (before.done[i]));
const readers = load.people - (load.oneStalls ? 1 : 0);
const expected = [edited * readers, pointed * readers];
await until(
  () => edits.count >= /** @type {number} */ (expected[0]) && cursors.count >= /** @type {number} */ (expected[1]),
  undefined,
);
const deliveries = (edited + pointed) * (load.people - 1);
process.send?.({
  p50: (edited > 0 ? edits : cursors).percentile(0.5),
  p99: (edited > 0 ? edits : cursors).percentile(0.99),
  ...(edited > 0 && pointed > 0 && { cursorP99: cursors.percentile(0.99) }),
  bytesPerDelivery: bytesIn / deliveries,
  lostPercent: 100 * (1 - (edits.count + cursors.count) / ((expected[0] ?? 0) + (expected[1] ?? 0))),
  loadPercent: (user + system) / 10 / elapsedMs,
  perSecond: ((edited + pointed) * 1000) / elapsedMs,
  caughtUp: crowd.caughtUp,
});
crowd.close();
setTimeout(() => process.exit(), 200);

/** @param {Load['library']} library @returns {Promise<Crowd>} */
async function crowdOf(library) {
  const options = { edits, cursors, until };
  if (library === 'joinery') return new (await import('./joinery-crowd.mjs')).JoineryCrowd(options);
  return new (await import('./yjs-crowd.mjs')).YjsCrowd({ ...options, named: library === 'hocuspocus' });
}

/** The first so many of each room. @param {number} count */
function chosen(count) {
  return load.urls.flatMap((_, room) => Array.from({ length: count }, (_, i) => room * load.people + i));
}

/** @param {() => boolean} reached @param {string | undefined} what without it, it may never be */
async function until(reached, what) {
  for (const limit = Date.now() + (what === undefined ? SETTLE_MS : JOIN_MS); !reached();) {
    if (Date.now() > limit) {
      if (what === undefined) return;
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise((done) => setTimeout(done, 5));
  }
}
