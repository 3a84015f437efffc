/** A server with people at work: how soon what somebody does is with the others, and what that costs the server. */
import { forkLoad, newRoom, processorMs, residentMegabytes, startServer } from './servers.mjs';

/** @typedef {import('../workloads/workload.mjs').Figures} Figures */
/** @typedef {import('./load.mjs').Load} Load */

/** @typedef {Partial<Load> & { rooms?: number, people: number }} Work */

/** The larger the room, the longer until all code that matters is compiled and what gathered meanwhile is done. */
const LARGE = { from: 500, warmUpSeconds: 8 };

/** @type {Omit<Load, 'library' | 'urls'>} */
const DEFAULTS = {
  people: 2,
  editors: 0,
  editsPerSecond: 30,
  cursors: 0,
  cursorsPerSecond: 30,
  warmUpSeconds: 3,
  seconds: 8,
};

/** More than anybody needs: what is measured is what the relay can do, not what it lets one room do. */
export const OPTIONS = ['--max-connections-per-room', '5000'];

/**
 * @param {import('./servers.mjs').ServerName} name
 * @param {Work} work
 * @returns {Promise<Figures>}
 */
export async function measureWork(name, { rooms = 1, ...work }) {
  const server = await startServer(name, OPTIONS);
  try {
    const urls = [];
    for (let i = 0; i < rooms; i++) urls.push(await newRoom(name, server.url, i));
    const library = name === 'unjournalled' ? 'joinery' : name;
    /** @type {Load} */
    const large = work.people >= LARGE.from ? { warmUpSeconds: LARGE.warmUpSeconds } : {};
    const load = { ...DEFAULTS, ...large, ...work, library, urls };
    return await run('load.mjs', load, server.pid);
  } finally {
    await server.stop();
  }
}

/**
 * Runs a script that says when it begins and ends to measure, then what it found.
 * @param {string} script @param {object} work what it is told to do @param {number} pid of the server
 * @returns {Promise<Figures>} with what the server took meanwhile
 */
export function run(script, work, pid) {
  const child = forkLoad(script, [JSON.stringify(work)]);
  let [before, busyMs, at, elapsedMs] = [0, Number.NaN, 0, 0];
  let megabytes = Number.NaN;
  /** @type {Figures | undefined} */
  let figures;
  child.on('message', (message) => {
    if (message === 'measuring') [before, at] = [processorMs(pid), performance.now()];
    else if (message === 'measured') {
      [busyMs, elapsedMs] = [processorMs(pid) - before, performance.now() - at];
      megabytes = residentMegabytes(pid);
    } else figures = /** @type {Figures} */ (message);
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) =>
      figures === undefined
        ? reject(new Error(`the load ended with ${code}`))
        : resolve({ ...figures, relayPercent: (100 * busyMs) / elapsedMs, relayMs: busyMs, megabytes }),
    ),
  );
}
