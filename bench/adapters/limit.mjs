/**
 * No library: JavaScript's own Map of Maps with a stamp beside each value, and JSON for everything that travels. It keeps no
 * tree, no order, no undo. What it takes is the least that plain objects cost.
 * @import { Id, Library, List, NewNode, Replica, ReplicaOptions } from './library.mjs'
 */
import { generateKeyBetween } from 'fractional-indexing';
import { Random } from '@joinery/shared/testing';
import { countLost, idMaker, isWithin, sumOf } from './cell-sum.mjs';
import { CELLS } from './library.mjs';

/** @typedef {{ value: any, time: number, actor: number }} Cell */
/** @typedef {[id: Id, name: string, value: unknown][]} Writes */

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const toBytes = (/** @type {unknown} */ value) => encoder.encode(JSON.stringify(value));
const fromBytes = (/** @type {Uint8Array} */ bytes) => JSON.parse(decoder.decode(bytes));

/** @implements {Replica} */
class LimitReplica {
  /** @param {ReplicaOptions} options */
  constructor({ actor, onMessage }) {
    this.actor = actor;
    this.onMessage = onMessage;
    this.time = 0;
    this.nextId = idMaker(new Random(actor));
    /** @type {Map<Id, Map<string, Cell>>} */
    this.nodes = new Map();
    /** @type {Map<number, number>} */
    this.seen = new Map();
    /** @type {((id: Id, name: string) => void) | undefined} */
    this.listener = undefined;
    this.parentOf = (/** @type {Id} */ id) => this.nodes.get(id)?.get('parent')?.value;
  }

  createPage() {
    const id = this.nextId();
    this.write([[id, 'type', 'page']]);
    return id;
  }

  /** @param {NewNode} node */
  create({ parent, order, cells }) {
    const id = this.nextId();
    this.write(Object.entries({ parent, order, ...cells }).map(([name, value]) => [id, name, value]));
    return id;
  }

  /** @type {Replica['place']} */
  place(nodes) {
    this.write(
      nodes.flatMap(
        ({ id, x, y }) =>
          /** @type {Writes} */ ([
            [id, 'x', x],
            [id, 'y', y],
          ]),
      ),
    );
  }

  /** @type {Replica['set']} */
  set(id, name, value) {
    this.write([[id, name, value]]);
  }

  /** @type {Replica['move']} */
  move(id, parent, order) {
    if (isWithin(parent, id, this.parentOf)) return;
    this.write([
      [id, 'parent', parent],
      [id, 'order', order],
    ]);
  }

  /** @param {Id} id */
  remove(id) {
    this.write([[id, 'parent', 'trash']]);
  }

  /** @param {Writes} writes */
  write(writes) {
    const time = ++this.time;
    for (const [id, name, value] of writes) this.merged(id, name, { value, time, actor: this.actor });
    this.seen.set(this.actor, time);
    this.onMessage?.(toBytes({ time, actor: this.actor, writes }));
  }

  /** @param {Id} id @param {string} name @param {Cell} cell */
  merged(id, name, cell) {
    let node = this.nodes.get(id);
    if (node === undefined) this.nodes.set(id, (node = new Map()));
    const stands = node.get(name);
    if (stands !== undefined && (stands.time - cell.time || stands.actor - cell.actor) >= 0) return;
    node.set(name, cell);
    this.listener?.(id, name);
  }

  /** @param {Uint8Array} message */
  apply(message) {
    const { time, actor, writes } = fromBytes(message);
    for (const [id, name, value] of writes) this.merged(id, name, { value, time, actor });
    this.seen.set(actor, time);
    this.time = Math.max(this.time, time);
  }

  snapshot() {
    return this.since(toBytes([]));
  }

  version() {
    return toBytes([...this.seen]);
  }

  /** @param {Uint8Array} version */
  since(version) {
    /** @type {Map<number, number>} */
    const seen = new Map(fromBytes(version));
    const cells = [];
    for (const [id, node] of this.nodes) {
      for (const [name, { value, time, actor }] of node)
        if (time > (seen.get(actor) ?? 0)) cells.push([id, name, value, time, actor]);
    }
    return toBytes({ seen: [...this.seen], cells });
  }

  /** @param {Uint8Array} delta */
  merge(delta) {
    const { seen, cells } = fromBytes(delta);
    for (const [id, name, value, time, actor] of cells) this.merged(id, name, { value, time, actor });
    for (const [actor, time] of seen) {
      this.seen.set(actor, Math.max(time, this.seen.get(actor) ?? 0));
      this.time = Math.max(this.time, time);
    }
  }

  listen() {
    let seen = 0;
    this.listener = () => void (seen += 1);
    return { seen: async () => seen };
  }

  read() {
    let sum = 0;
    for (const node of this.nodes.values()) {
      sum += sumOf(node.get('parent')?.value) + sumOf(node.get('order')?.value);
      for (const name of CELLS) sum += sumOf(node.get(name)?.value);
    }
    return sum | 0;
  }

  /** @type {Replica['lost']} */
  lost(ids, page) {
    return countLost(ids, page, this.parentOf);
  }
}

/** Keys of `fractional-indexing`, sorted. @implements {List} */
class LimitList {
  /** @param {ReplicaOptions} options */
  constructor({ onMessage }) {
    this.onMessage = onMessage;
    /** @type {[key: string, mark: string][]} */
    this.items = [];
  }

  /** @type {List['insert']} */
  insert(index, mark) {
    const [left, right] = [this.items[index - 1]?.[0] ?? null, this.items[index]?.[0] ?? null];
    // Two equal keys have nothing between them: the library refuses, and so it goes beside them.
    const key = left !== null && left === right ? left : generateKeyBetween(left, right);
    this.items.splice(index, 0, [key, mark]);
    this.onMessage?.(toBytes([key, mark]));
  }

  /** @param {Uint8Array} message */
  apply(message) {
    const [key, mark] = fromBytes(message);
    let low = 0;
    for (let high = this.items.length; low < high;) {
      const middle = (low + high) >> 1;
      const [otherKey, otherMark] = /** @type {[string, string]} */ (this.items[middle]);
      if (otherKey < key || (otherKey === key && otherMark < mark)) low = middle + 1;
      else high = middle;
    }
    this.items.splice(low, 0, [key, mark]);
  }

  marks() {
    return this.items.map(([, mark]) => mark);
  }

  longestKey() {
    return Math.max(...this.items.map(([key]) => key.length));
  }
}

/** @type {Library} */
export const limit = {
  name: 'Map and JSON',
  version: process.versions.node,
  peer: false,
  create: (options) => new LimitReplica(options),
  load(snapshot, options) {
    const replica = new LimitReplica(options);
    replica.merge(snapshot);
    return replica;
  },
  createList: (options) => new LimitList(options),
};
