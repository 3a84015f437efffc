/** W5: two people move frames about at the same time, into each other too. @import { Workload } from './workload.mjs' */
/** @import { Id } from '../adapters/library.mjs' */
import { buildDesign } from '../build-design.mjs';
import { Clock } from '../clock.mjs';
import { frames, reparents } from '../design.mjs';
import { collect, IN_WEB_ASSEMBLY, sink, timed } from './workload.mjs';

const NODES = 1000;
const MOVES = 10_000;

/** @type {Workload} */
export const moves = {
  fresh: IN_WEB_ASSEMBLY,
  run({ library }) {
    const nodes = frames(NODES);
    const clock = new Clock();
    const builder = library.create({ actor: 1, clock, onMessage: () => {} });
    const ids = buildDesign(builder, nodes, clock);
    const snapshot = builder.snapshot();
    const idOf = (/** @type {number} */ index) => /** @type {Id} */ (ids[index + 1]);
    const people = [2, 3].map((actor) => {
      const own = new Clock();
      own.advance(NODES * 2000);
      /** @type {Uint8Array[]} */
      const messages = [];
      const onMessage = (/** @type {Uint8Array} */ message) => void messages.push(message);
      const replica = library.load(snapshot, { actor, clock: own, onMessage });
      replica.read();
      const edits = reparents(nodes, MOVES / 2, actor);
      return { replica, messages, edits, clock: own };
    });
    const local = people.reduce((sum, person) => {
      const { ms } = timed(() => {
        for (const { node, parent, order } of person.edits) {
          person.clock.advance(700);
          person.replica.move(idOf(node), idOf(parent), order);
        }
      });
      return sum + ms;
    }, 0);
    collect();
    const [ann, bob] = /** @type {[(typeof people)[number], (typeof people)[number]]} */ (people);
    const remote = timed(() => {
      for (const message of bob.messages) ann.replica.apply(message);
    });
    const back = timed(() => {
      for (const message of ann.messages) bob.replica.apply(message);
    });
    if (ann.replica.read() !== bob.replica.read()) throw new Error(`${library.name} did not converge`);
    sink.kept = ann;
    const page = /** @type {Id} */ (ids[0]);
    return {
      localMicroseconds: (local / MOVES) * 1000,
      remoteMicroseconds: ((remote.ms + back.ms) / MOVES) * 1000,
      lost: ann.replica.lost(ids.slice(1), page),
    };
  },
};
