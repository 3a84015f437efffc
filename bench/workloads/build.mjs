/** W1: a design is drawn, one node a transaction, each giving its message. @import { Workload } from './workload.mjs' */
import { buildDesign } from '../build-design.mjs';
import { Clock } from '../clock.mjs';
import { design } from '../design.mjs';
import { NODES, theDesign } from '../fixtures.mjs';
import { collect, IN_WEB_ASSEMBLY, residentBytes, sink, timed } from './workload.mjs';

/** @param {import('../adapters/library.mjs').Library} library @param {readonly import('../design.mjs').DesignNode[]} nodes */
function buildOnce(library, nodes) {
  const clock = new Clock();
  let bytes = 0;
  const replica = library.create({ actor: 1, clock, onMessage: (message) => void (bytes += message.length) });
  const { ms } = timed(() => buildDesign(replica, nodes, clock));
  return { ms, bytes, replica };
}

/** @type {Workload} */
export const build = {
  fresh: IN_WEB_ASSEMBLY,
  run({ library }) {
    const { ms, bytes, replica } = buildOnce(library, theDesign());
    sink.value += replica.version().length;
    sink.kept = replica;
    return { perSecond: (NODES / ms) * 1000, bytesPerNode: bytes / NODES };
  },
};

/** @param {number} count @param {Partial<Workload>} options @returns {Workload} */
const buildMany = (count, options) => ({
  cold: true,
  ...options,
  run({ library }) {
    buildOnce(library, design(2000, 9));
    const nodes = design(count);
    collect();
    const before = residentBytes();
    const { ms, replica } = buildOnce(library, nodes);
    const residentPerNode = (residentBytes() - before) / count;
    sink.value += replica.version().length;
    return { seconds: ms / 1000, microsecondsPerNode: (ms / count) * 1000, residentPerNode };
  },
});

export const buildTenThousand = buildMany(10_000, { skip: ['yjs', 'yjs-v2', 'loro', 'automerge', 'limit'] });
export const buildHundredThousand = buildMany(100_000, { skip: ['yjs-v2', 'loro', 'automerge'] });
export const buildMillion = buildMany(1_000_000, {
  once: true,
  skip: ['yjs', 'yjs-v2', 'loro', 'automerge', 'limit'],
});
