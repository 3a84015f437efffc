/**
 * W2: siblings are dragged, one message a frame; W2s: those messages as one link carries them one after the other; W3: they arrive.
 *
 * @import { Workload } from './workload.mjs'
 */
import { Clock } from '../clock.mjs';
import { DRAG_FRAMES, NODES, theDrags, updatesIn } from '../fixtures.mjs';
import { percentile } from '../statistics.mjs';
import { clockMs, IN_WEB_ASSEMBLY, now, sink, timed } from './workload.mjs';

/** @type {Workload} */
export const drag = {
  fresh: IN_WEB_ASSEMBLY,
  fixtures: true,
  run({ library, fixtures }) {
    const ids = fixtures.ids();
    const clock = new Clock();
    clock.advance(NODES * 2000);
    let bytes = 0;
    const options = {
      actor: 2,
      clock,
      onMessage: (/** @type {Uint8Array} */ message) => void (bytes += message.length),
    };
    const replica = library.load(fixtures.bytes('built'), options);
    const drags = theDrags();
    const moves = drags.map((frames) =>
      frames.map((frame) => frame.map(({ index, x, y }) => ({ id: ids[index + 1] ?? '', x, y }))),
    );
    sink.value += replica.read();
    const overhead = clockMs();
    /** @type {number[]} */
    const frameMs = [];
    for (const frames of moves) {
      for (const frame of frames) {
        clock.advance(16);
        frameMs.push(Math.max(0, timed(() => replica.place(frame)).ms - overhead));
      }
      replica.endDrag?.();
    }
    sink.kept = replica;
    const ms = frameMs.reduce((sum, each) => sum + each, 0);
    return {
      perSecond: (updatesIn(drags) / ms) * 1000,
      frameP50: percentile(frameMs, 0.5) * 1000,
      frameP99: percentile(frameMs, 0.99) * 1000,
      bytesPerFrame: bytes / DRAG_FRAMES,
    };
  },
};

/** Of libraries without a stream, the messages as they are. @type {Workload} */
export const dragStreamed = {
  fixtures: true,
  run({ library, fixtures }) {
    const messages = fixtures.messages();
    const bytesOf = (/** @type {readonly Uint8Array[]} */ all) => all.reduce((sum, { length }) => sum + length, 0);
    if (library.openStream === undefined) return { bytesPerFrame: bytesOf(messages) / DRAG_FRAMES };
    const stream = library.openStream(messages);
    const { ms: encodeMs, result: sent } = timed(() => stream.encode());
    const { ms: decodeMs, result: registers } = timed(() => stream.decode(sent));
    sink.kept = stream;
    if (registers !== updatesIn(theDrags()) / 2) throw new Error('not all of it arrived');
    return {
      bytesPerFrame: bytesOf(sent) / DRAG_FRAMES,
      encodeMicroseconds: (encodeMs / DRAG_FRAMES) * 1000,
      decodeMicroseconds: (decodeMs / DRAG_FRAMES) * 1000,
    };
  },
};

/** @param {boolean} listening @returns {Workload} */
const remote = (listening) => ({
  fresh: IN_WEB_ASSEMBLY,
  fixtures: true,
  async run({ library, fixtures }) {
    const clock = new Clock();
    clock.advance(NODES * 4000);
    const replica = library.load(fixtures.bytes('built'), { actor: 3, clock });
    const messages = fixtures.messages();
    const updates = updatesIn(theDrags());
    sink.value += replica.read();
    const heard = listening ? replica.listen() : undefined;
    const started = now();
    for (const message of messages) {
      replica.apply(message);
      if (heard !== undefined) sink.value += await heard.seen();
    }
    const ms = now() - started;
    sink.kept = replica;
    if (heard !== undefined && (await heard.seen()) < updates / 2) throw new Error('the listener was not told');
    return { perSecond: (updates / ms) * 1000 };
  },
});

export const remoteUnheard = remote(false);
export const remoteHeard = remote(true);
