/**
 * People who open a large file, in a process of their own: `node joins.mjs <Joins as JSON>`. Tells its parent when it begins and ends to
 * measure, then what it found.
 *
 * @typedef {object} Joins
 * @property {import('./load.mjs').Load['library']} library
 * @property {string} url of an empty room
 * @property {number} nodes that the file gets
 * @property {number} times one after the other
 * @property {number} atOnce as many together, as often; 1: alone
 */
import { loadLibrary } from '../adapters/library.mjs';
import { buildDesign } from '../build-design.mjs';
import { Clock } from '../clock.mjs';
import { design } from '../design.mjs';
import { median } from '../statistics.mjs';
import { LightSocket } from './light-socket.mjs';
import { fill, visit } from './visit.mjs';

/** For one alone; of many at once the first is. */
const WARM_UP = 3;

/** @type {Joins} */
const { library: server, url, nodes, times, atOnce } = JSON.parse(process.argv[2] ?? '');
const library = await loadLibrary(server === 'joinery' ? 'joinery' : 'yjs');
const clock = new Clock();
/** @type {Uint8Array[]} */
const messages = [];
const replica = library.create({ actor: 1, clock, onMessage: (message) => void messages.push(message) });
buildDesign(replica, design(nodes), clock);
const stays = await fill(server, url, replica, messages);

/** From opening the sockets until the file is there; for somebody alone, until it can be read. @param {number} actor */
async function join(actor) {
  const started = performance.now();
  const visits = await Promise.all(Array.from({ length: atOnce }, () => visit(server, url)));
  const [first] = visits;
  if (atOnce === 1 && first !== undefined) library.load(first.file, { actor, clock });
  const ms = performance.now() - started;
  for (const { socket } of visits) socket.close();
  await new Promise((done) => setTimeout(done, 50));
  return ms;
}

for (let i = 0; i < (atOnce === 1 ? WARM_UP : 1); i++) await join(10 + i);
const bytesBefore = LightSocket.bytesIn;
process.send?.('measuring');
/** @type {number[]} */
const all = [];
for (let i = 0; i < times; i++) all.push(await join(100 + i));
process.send?.('measured');
process.send?.({ ms: median(all), bytes: (LightSocket.bytesIn - bytesBefore) / times / atOnce, joins: times * atOnce });
stays.close();
setTimeout(() => process.exit(), 200);
