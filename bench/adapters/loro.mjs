/** @import { Id, Library, List, NewNode, Replica, ReplicaOptions } from './library.mjs' */
import { LoroDoc, VersionVector } from 'loro-crdt';
import { Random } from '@joinery/shared/testing';
import { sumOf } from './cell-sum.mjs';
import { installedVersion } from './installed-version.mjs';
import { CELLS } from './library.mjs';

/** @typedef {import('loro-crdt').TreeID} TreeID */

/** @param {ReplicaOptions} options */
function docOf({ actor, onMessage }) {
  const doc = new LoroDoc();
  const random = new Random(actor);
  doc.setPeerId((BigInt(random.below(2 ** 32)) << 31n) | BigInt(random.below(2 ** 31)));
  if (onMessage !== undefined) doc.subscribeLocalUpdates(onMessage);
  return doc;
}

/** The movable tree keeps parent and order; the other cells lie in each node's map. @implements {Replica} */
class LoroReplica {
  /** @param {LoroDoc} doc */
  constructor(doc) {
    this.doc = doc;
    this.tree = doc.getTree('nodes');
    /** Each node's map is kept: a handle into wasm costs as much as a write. @type {Map<Id, import('loro-crdt').LoroMap>} */
    this.maps = new Map();
  }

  createPage() {
    const node = this.tree.createNode();
    node.data.set('type', 'page');
    this.doc.commit();
    return node.id;
  }

  /** @param {NewNode} node */
  create({ parent, cells }) {
    const { id, data } = this.tree.createNode(/** @type {TreeID} */ (parent));
    for (const name of CELLS) data.set(name, /** @type {any} */ (cells[name]));
    this.doc.commit();
    this.maps.set(id, data);
    return id;
  }

  /** @type {Replica['place']} */
  place(nodes) {
    for (const { id, x, y } of nodes) {
      const data = this.map(id);
      data.set('x', x);
      data.set('y', y);
    }
    this.doc.commit();
  }

  /** @type {Replica['set']} */
  set(id, name, value) {
    this.map(id).set(name, /** @type {any} */ (value));
    this.doc.commit();
  }

  /** @type {Replica['move']} */
  move(id, parent) {
    this.tree.move(/** @type {TreeID} */ (id), /** @type {TreeID} */ (parent));
    this.doc.commit();
  }

  /** @param {Id} id */
  remove(id) {
    this.tree.delete(/** @type {TreeID} */ (id));
    this.doc.commit();
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.doc.import(message);
  }

  snapshot() {
    return this.doc.export({ mode: 'snapshot' });
  }

  version() {
    return this.doc.oplogVersion().encode();
  }

  /** @param {Uint8Array} version */
  since(version) {
    return this.doc.export({ mode: 'update', from: VersionVector.decode(version) });
  }

  /** @param {Uint8Array} delta */
  merge(delta) {
    this.doc.import(delta);
  }

  listen() {
    let seen = 0;
    this.doc.subscribe(({ events }) => {
      for (const { diff } of events) seen += diff.type === 'map' ? Object.keys(diff.updated).length : 1;
    });
    // Events are told in a microtask.
    return { seen: () => Promise.resolve().then(() => seen) };
  }

  read() {
    let sum = 0;
    const readAll = (/** @type {readonly import('loro-crdt').TreeNodeValue[]} */ nodes) => {
      for (const { parent, fractionalIndex: order, meta, children } of nodes) {
        sum += sumOf(parent) + sumOf(order);
        const cells = meta.toJSON();
        for (const name of CELLS) sum += sumOf(cells[name]);
        readAll(children);
      }
    };
    readAll(this.tree.toArray());
    return sum | 0;
  }

  /** @type {Replica['lost']} */
  lost(ids, page) {
    return ids.filter((id) => {
      let node = this.tree.getNodeByID(/** @type {TreeID} */ (id));
      while (node !== undefined && node.id !== page) node = node.parent();
      return node === undefined;
    }).length;
  }

  /** @param {Id} id */
  map(id) {
    let map = this.maps.get(id);
    if (map === undefined) {
      map = this.tree.getNodeByID(/** @type {TreeID} */ (id))?.data;
      if (map === undefined) throw new Error(`no node ${id}`);
      this.maps.set(id, map);
    }
    return map;
  }
}

/** @implements {List} */
class LoroSequence {
  /** @param {LoroDoc} doc */
  constructor(doc) {
    this.doc = doc;
    this.list = doc.getMovableList('list');
  }

  /** @type {List['insert']} */
  insert(index, mark) {
    this.list.insert(index, mark);
    this.doc.commit();
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.doc.import(message);
  }

  marks() {
    return /** @type {string[]} */ (this.list.toArray());
  }
}

/** @type {Library} */
export const loro = {
  name: 'Loro',
  version: installedVersion('loro-crdt'),
  peer: true,
  create: (options) => new LoroReplica(docOf(options)),
  load(snapshot, options) {
    const doc = docOf(options);
    doc.import(snapshot);
    return new LoroReplica(doc);
  },
  createList: (options) => new LoroSequence(docOf(options)),
};
