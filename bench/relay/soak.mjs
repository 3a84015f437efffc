/**
 * People who come, work for some seconds and go, in a process of their own: `node soak.mjs <Soak as JSON>`.
 *
 * @typedef {object} Soak
 * @property {string[]} urls of rooms
 * @property {number} crowds that are there at any time
 * @property {number} people in each
 * @property {number} stayMs
 * @property {number} seconds
 */
import { Arrivals } from './arrivals.mjs';
import { Hands, workFor } from './hands.mjs';
import { JoineryCrowd } from './joinery-crowd.mjs';

/** @type {Soak} */
const soak = JSON.parse(process.argv[2] ?? '');
const end = performance.now() + soak.seconds * 1000;
let came = 0;

/** @param {() => boolean} reached @param {string} what */
async function until(reached, what) {
  for (const limit = Date.now() + 30_000; !reached();) {
    if (Date.now() > limit) throw new Error(`waited in vain until ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** One crowd after the other, each in the next room. @param {number} room */
async function comeAndGo(room) {
  for (; performance.now() < end; room += 1) {
    const crowd = new JoineryCrowd({ edits: new Arrivals(soak.people), cursors: new Arrivals(soak.people), until });
    await crowd.join(/** @type {string} */ (soak.urls[room % soak.urls.length]), soak.people);
    came += soak.people;
    const who = Array.from({ length: soak.people }, (_, number) => number);
    const hands = [
      new Hands(who, 10, (number) => crowd.edit(number)),
      new Hands(who, 10, (number) => crowd.point(number)),
    ];
    await workFor(hands, soak.stayMs * (0.5 + Math.random()));
    crowd.close();
  }
}

process.send?.('measuring');
await Promise.all(Array.from({ length: soak.crowds }, (_, i) => comeAndGo(i)));
process.send?.('measured');
process.send?.({ came });
setTimeout(() => process.exit(), 200);
