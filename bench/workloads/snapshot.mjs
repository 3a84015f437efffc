/** W6 and W9: what a design weighs at rest, and how long it takes to open it. @import { Workload } from './workload.mjs' */
import { gzipSync } from 'node:zlib';
import { Clock } from '../clock.mjs';
import { collect, residentBytes, sink, timed } from './workload.mjs';

/** @param {'moved' | 'moved-much'} name @returns {Workload} */
const snapshotOf = (name) => ({
  fixtures: true,
  ...(name === 'moved-much' && { prepare: ({ library, fixtures }) => fixtures.makeMovedMuch(library) }),
  run({ library, fixtures }) {
    const bytes = fixtures.bytes(name);
    const options = { actor: 5, clock: new Clock() };
    collect();
    const { ms: load, result: replica } = timed(() => library.load(bytes, options));
    const { ms: read, result: sum } = timed(() => replica.read());
    const { ms: encode, result: again } = timed(() => replica.snapshot());
    sink.value += sum + again.length;
    sink.kept = replica;
    return {
      bytes: bytes.length,
      gzipBytes: gzipSync(bytes, { level: 6 }).length,
      encodeMs: encode,
      loadMs: load,
      loadAndReadMs: load + read,
    };
  },
});

export const snapshot = snapshotOf('moved');
export const snapshotMovedMuch = snapshotOf('moved-much');

/** W6 in a process that has done nothing yet, as when somebody opens a file. @type {Workload} */
export const openCold = {
  fixtures: true,
  cold: true,
  run({ library, fixtures }) {
    const bytes = fixtures.bytes('moved');
    const options = { actor: 5, clock: new Clock() };
    const before = residentBytes();
    const { ms, result: replica } = timed(() => {
      const loaded = library.load(bytes, options);
      sink.value += loaded.read();
      return loaded;
    });
    const residentMegabytes = (process.memoryUsage.rss() - before) / 1e6;
    sink.value += replica.version().length;
    return { ms, residentMegabytes };
  },
};
