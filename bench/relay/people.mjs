/**
 * A process full of people who all drag at once: `node people.mjs <room url> <people> <seconds>`. Tells its parent how long edits took
 * from one hand to the document of everybody else. They share one process, so that they share one clock; what it is busy with counts
 * against the relay.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { canonicalJson } from '@joinery/shared';
import { percentile } from '../statistics.mjs';
import { EDITS_PER_SECOND, Person } from './person.mjs';

const WARM_UP_SECONDS = 2;

const [url = '', count = '10', seconds = '10'] = process.argv.slice(2);
const people = Array.from({ length: Number(count) }, (_, number) => new Person(url, number));
for (const person of people) await person.until(() => person.live);
for (const person of people) person.draw();
for (const person of people)
  await person.until(() => people.every(({ node }) => person.document.has(node)) && person.client.pendingCount === 0);

/** When somebody's changes were made, in order of their time. @type {Map<string, { time: number, at: number }[]>} */
const made = new Map(people.map(({ document }) => [document.actor, []]));
/** @type {number[]} */
const latencies = [];
let measuring = false;

/** A drag that runs ahead of its link sends the latest place only: an edit is visible when it, or a later one, is. */
for (const { document } of people) {
  /** How many of somebody's changes were seen here. @type {Map<string, number>} */
  const seen = new Map();
  document.subscribe(({ origin, change }) => {
    if (origin !== 'remote' || change === undefined) return;
    const now = performance.now();
    const changes = made.get(change.actor) ?? [];
    let index = seen.get(change.actor) ?? 0;
    for (let next = changes[index]; next !== undefined && next.time <= change.time; next = changes[++index])
      if (measuring) latencies.push(now - next.at);
    seen.set(change.actor, index);
  });
}

/** @param {number} forMs */
async function dragFor(forMs) {
  const period = 1000 / EDITS_PER_SECOND;
  const end = performance.now() + forMs;
  const hands = people.map(async (person, number) => {
    // Hands are not in step.
    let due = performance.now() + (period * number) / people.length;
    for (; due < end; due += period) {
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
      const at = performance.now();
      const time = person.drag();
      made.get(person.document.actor)?.push({ time, at });
    }
  });
  await Promise.all(hands);
}

await dragFor(WARM_UP_SECONDS * 1000);
process.send?.('measuring');
const lag = monitorEventLoopDelay({ resolution: 5 });
lag.enable();
const madeBefore = total();
measuring = true;
Person.bytesIn = 0;
await dragFor(Number(seconds) * 1000);
process.send?.('measured');
lag.disable();
for (const person of people) await person.until(() => person.client.pendingCount === 0);
const documents = () => new Set(people.map(({ document }) => canonicalJson(document.toJSON())));
await people[0]?.until(() => documents().size === 1);
const edits = total() - madeBefore;
process.send?.({
  p50: percentile(latencies, 0.5),
  p99: percentile(latencies, 0.99),
  most: percentile(latencies, 1),
  lagP99: lag.percentile(99) / 1e6 - 5,
  editsPerSecond: edits / Number(seconds),
  bytesPerDelivery: Person.bytesIn / (edits * (people.length - 1)),
});
for (const { client } of people) client.stop();
setTimeout(() => process.exit(), 200);

function total() {
  return [...made.values()].reduce((sum, { length }) => sum + length, 0);
}
