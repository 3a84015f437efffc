/** What people do at a relay while it is measured, by the name that it is asked for. */
import { installedVersion } from '../adapters/installed-version.mjs';
import { joinery } from '../adapters/joinery.mjs';
import { measureMemory, measureSoak } from './measure-memory.mjs';
import { measureWork, run } from './measure-relay.mjs';
import { newRoom, startServer } from './servers.mjs';

/** @typedef {import('../workloads/workload.mjs').Figures} Figures */
/** @typedef {import('./servers.mjs').ServerName} ServerName */
/** @typedef {import('./measure-relay.mjs').Work} Work */
/**
 * @typedef {object} Scenario
 * @property {readonly string[]} peers those that get through it at all
 * @property {(name: ServerName) => Promise<Figures>} measure
 */

export const RELAYS = /** @type {const} */ (['joinery', 'y-websocket', 'hocuspocus']);

/** What each is measured in. @type {Readonly<Record<string, string>>} */
const PACKAGES = { 'y-websocket': '@y/websocket-server', hocuspocus: '@hocuspocus/server' };

/** @param {string} name one of {@link RELAYS} */
export const relayVersion = (name) => (name in PACKAGES ? installedVersion(PACKAGES[name] ?? '') : joinery.version);

const PEERS = ['y-websocket', 'hocuspocus'];
const HOCUSPOCUS = ['hocuspocus'];

/** @param {Work} work @param {readonly string[]} [peers] @returns {Scenario} */
const scenario = (work, peers = PEERS) => ({ peers, measure: (name) => measureWork(name, work) });

/** @param {number} people */
const everybodyEdits = (people) => ({ people, editors: people });

/** A room that holds: everything arrives, and so soon. */
const HOLDS_MS = 100;
/** @type {Readonly<Record<string, readonly number[]>>} */
const SIZES = {
  joinery: [250, 300, 350, 400, 450],
  'y-websocket': [30, 40, 50, 63],
  hocuspocus: [63, 80, 100, 125, 150],
};

/** @type {Scenario} */
const largest = {
  peers: PEERS,
  async measure(name) {
    let people = 0;
    for (const size of SIZES[name] ?? []) {
      const { p99 = 0, lostPercent = 0 } = await measureWork(name, {
        ...everybodyEdits(size),
        seconds: 5,
        warmUpSeconds: 4,
      });
      if (!(p99 < HOLDS_MS) || lostPercent > 0) break;
      people = size;
    }
    return { people };
  },
};

/** @type {Record<string, Scenario>} */
export const SCENARIOS = {
  R2: scenario(everybodyEdits(2)),
  R10: scenario(everybodyEdits(10)),
  R50: scenario(everybodyEdits(50)),
  R100: scenario(everybodyEdits(100), HOCUSPOCUS),
  R200: scenario(everybodyEdits(200), HOCUSPOCUS),
  R500: scenario(everybodyEdits(500), []),
  R1000: scenario(everybodyEdits(1000), []),
  Rmost: largest,
  Rcursors50: scenario({ people: 50, cursors: 50 }),
  Rcursors1000: scenario({ people: 1000, cursors: 1000 }, []),
  Rwatch100: scenario({ people: 100, editors: 10 }),
  Rwatch1500: scenario({ people: 1500, editors: 150 }, []),
  Rrooms: scenario({ rooms: 500, people: 2, editors: 2, editsPerSecond: 10 }),
  Rstall: { peers: [], measure: stalled },
  Rjournal: { peers: [], measure: journalled },
  Rjoin: { peers: PEERS, measure: (name) => joined(name, { times: 20, atOnce: 1 }) },
  Rjoin50: { peers: PEERS, measure: (name) => joined(name, { times: 3, atOnce: 50 }) },
  Rmemory: { peers: [], measure: measureMemory },
  Rsoak: { peers: [], measure: measureSoak },
};

/** A file of 10,000 nodes is opened. @param {ServerName} name @param {{ times: number, atOnce: number }} how @returns {Promise<Figures>} */
async function joined(name, how) {
  const server = await startServer(name);
  try {
    const url = await newRoom(name, server.url, 0);
    const {
      relayMs = Number.NaN,
      joins = 1,
      ...figures
    } = await run('joins.mjs', { library: name, url, nodes: 10_000, ...how }, server.pid);
    return { ...figures, relayMs: relayMs / joins };
  } finally {
    await server.stop();
  }
}

/** One of fifty reads nothing, against all reading. @param {ServerName} name */
async function stalled(name) {
  const all = await measureWork(name, everybodyEdits(50));
  const others = await measureWork(name, { ...everybodyEdits(50), oneStalls: true });
  return { p99: others['p99'] ?? Number.NaN, growth: (others['p99'] ?? Number.NaN) / (all['p99'] ?? Number.NaN) };
}

/** With the journal against without. */
async function journalled() {
  const without = await measureWork('unjournalled', everybodyEdits(50));
  const journal = await measureWork('joinery', everybodyEdits(50));
  return {
    p99Growth: (journal['p99'] ?? Number.NaN) / (without['p99'] ?? Number.NaN),
    relayGrowth: (journal['relayPercent'] ?? Number.NaN) / (without['relayPercent'] ?? Number.NaN),
  };
}
