/**
 * Documents and messages that several workloads start from, made once for each library and kept in files: a design of 10,000 nodes
 * (W1), the messages of its drags (W2), and what it is after them.
 * @import { Id, Library } from './adapters/library.mjs'
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesign } from './build-design.mjs';
import { Clock } from './clock.mjs';
import { design, drags } from './design.mjs';

export const NODES = 10_000;
export const DRAG_FRAMES = 3350;
/** The share of the drags that a replica has when it misses the last one in a hundred. */
const KNOWN_FRAMES = Math.floor(DRAG_FRAMES * 0.99);

export const theDesign = () => design(NODES);
export const theDrags = () => drags(theDesign(), DRAG_FRAMES);

/** x and y of each node of each frame. @param {ReturnType<typeof theDrags>} all */
export const updatesIn = (all) =>
  all.reduce((sum, drag) => drag.reduce((inner, frame) => inner + 2 * frame.length, sum), 0);

export class Fixtures {
  #folder;

  /** @param {string} folder of one library, private to one run of the benchmarks */
  constructor(folder) {
    this.#folder = folder;
  }

  /** @param {string} name */
  bytes(name) {
    return new Uint8Array(readFileSync(join(this.#folder, name)));
  }

  /** @returns {Id[]} the page, then the design's nodes */
  ids() {
    return JSON.parse(readFileSync(join(this.#folder, 'ids.json'), 'utf8'));
  }

  /** One a frame of the drags. @returns {Uint8Array[]} */
  messages() {
    const bytes = this.bytes('messages');
    const view = new DataView(bytes.buffer);
    const messages = [];
    for (let at = 0; at < bytes.length;) {
      const length = view.getUint32(at);
      messages.push(bytes.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return messages;
  }

  /** @param {Library} library */
  make(library) {
    if (existsSync(join(this.#folder, 'ids.json'))) return;
    const clock = new Clock();
    const builder = library.create({ actor: 1, clock, onMessage: () => {} });
    const ids = buildDesign(builder, theDesign(), clock);
    const built = builder.snapshot();
    this.#write('built', built);
    /** @type {Uint8Array[]} */
    const messages = [];
    const mover = library.load(built, { actor: 2, clock, onMessage: (message) => void messages.push(message) });
    for (const drag of theDrags()) {
      for (const frame of drag) {
        clock.advance(16);
        mover.place(frame.map(({ index, x, y }) => ({ id: /** @type {Id} */ (ids[index + 1]), x, y })));
        if (messages.length === KNOWN_FRAMES) this.#write('missing-some', mover.snapshot());
      }
      mover.endDrag?.();
    }
    this.#write('moved', mover.snapshot());
    this.#write('messages', framed(messages));
    this.#write('ids.json', JSON.stringify(ids));
  }

  /** The design after ten times the drags. @param {Library} library */
  makeMovedMuch(library) {
    if (existsSync(join(this.#folder, 'moved-much'))) return;
    const ids = this.ids();
    const clock = new Clock();
    clock.advance(NODES * 2000);
    const mover = library.load(this.bytes('built'), { actor: 2, clock, onMessage: () => {} });
    for (const drag of drags(theDesign(), DRAG_FRAMES * 10, 4)) {
      for (const frame of drag) {
        clock.advance(16);
        mover.place(frame.map(({ index, x, y }) => ({ id: /** @type {Id} */ (ids[index + 1]), x, y })));
      }
      mover.endDrag?.();
    }
    this.#write('moved-much', mover.snapshot());
  }

  /** @param {string} name @param {Uint8Array | string} content */
  #write(name, content) {
    writeFileSync(join(this.#folder, name), content);
  }
}

/** @param {readonly Uint8Array[]} messages each behind its length */
function framed(messages) {
  const bytes = new Uint8Array(messages.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const message of messages) {
    view.setUint32(at, message.length);
    bytes.set(message, at + 4);
    at += 4 + message.length;
  }
  return bytes;
}
