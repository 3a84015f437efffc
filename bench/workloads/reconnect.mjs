/** W8: somebody comes back who misses the last one in a hundred of the edits. @import { Workload } from './workload.mjs' */
import { Clock } from '../clock.mjs';
import { collect, sink, timed } from './workload.mjs';

/** @type {Workload} */
export const reconnect = {
  fixtures: true,
  run({ library, fixtures }) {
    const clock = new Clock();
    const hub = library.load(fixtures.bytes('moved'), { actor: 100, clock });
    const replica = library.load(fixtures.bytes('missing-some'), { actor: 5, clock });
    // Both have been in use: nothing of theirs is still packed up.
    sink.value += hub.read() + replica.read();
    collect();
    const { ms, result } = timed(() => {
      const delta = hub.since(replica.version());
      replica.merge(delta);
      return delta.length;
    });
    sink.kept = replica;
    if (hub.read() !== replica.read()) throw new Error(`${library.name} did not converge`);
    return { ms, bytes: result };
  },
};
