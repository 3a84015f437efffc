/** W4: ten people edit offline, and then meet at a hub. @import { Workload } from './workload.mjs' */
/** @import { Id, Replica } from '../adapters/library.mjs' */
/** @import { Edit } from '../design.mjs' */
import { Clock } from '../clock.mjs';
import { offlineEdits } from '../design.mjs';
import { NODES, theDesign } from '../fixtures.mjs';
import { collect, IN_WEB_ASSEMBLY, sink, timed } from './workload.mjs';

const PEOPLE = 10;
const EDITS = 2000;

/** @param {Replica} replica @param {readonly Id[]} ids @param {readonly Edit[]} edits @param {Clock} clock */
function editOffline(replica, ids, edits, clock) {
  /** @type {Id[]} */
  const own = [];
  const idOf = (/** @type {number} */ index) => (/** @type {Id} */ (index < -1 ? own[-2 - index] : ids[index + 1]));
  for (const edit of edits) {
    clock.advance(700);
    if (edit.kind === 'set') replica.set(idOf(edit.node), edit.name, edit.value);
    else if (edit.kind === 'place') replica.place([{ id: idOf(edit.node), x: edit.x, y: edit.y }]);
    else if (edit.kind === 'move') replica.move(idOf(edit.node), idOf(edit.parent), edit.order);
    else if (edit.kind === 'remove') replica.remove(idOf(edit.node));
    else own.push(replica.create({ parent: idOf(edit.parent), order: edit.order, cells: edit.cells }));
    replica.endDrag?.();
  }
}

/** @type {Workload} */
export const offline = {
  fresh: IN_WEB_ASSEMBLY,
  fixtures: true,
  run({ library, fixtures }) {
    const snapshot = fixtures.bytes('built');
    const ids = fixtures.ids();
    const nodes = theDesign();
    const hub = library.load(snapshot, { actor: 100, clock: new Clock() });
    const base = hub.version();
    const people = Array.from({ length: PEOPLE }, (_, at) => {
      const clock = new Clock();
      clock.advance(NODES * 2000);
      const replica = library.load(snapshot, { actor: 101 + at, clock, onMessage: () => {} });
      editOffline(replica, ids, offlineEdits(nodes, EDITS, 20 + at), clock);
      return replica;
    });
    collect();
    let up = 0;
    let down = 0;
    const { ms } = timed(() => {
      for (const replica of people) {
        const delta = replica.since(base);
        up += delta.length;
        hub.merge(delta);
      }
      for (const replica of people) {
        const delta = hub.since(replica.version());
        down += delta.length;
        replica.merge(delta);
      }
    });
    sink.kept = people;
    const sums = new Set([hub, ...people].map((replica) => replica.read()));
    if (sums.size !== 1) throw new Error(`${library.name} did not converge: ${[...sums].join(', ')}`);
    return { ms, bytesUp: up, bytesDown: down };
  },
};
