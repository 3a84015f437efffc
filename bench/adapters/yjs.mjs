/** @import { Id, Library, List, NewNode, Replica, ReplicaOptions } from './library.mjs' */
import * as Y from 'yjs';
import { Random } from '@joinery/shared/testing';
import { countLost, idMaker, isWithin, sumOf } from './cell-sum.mjs';
import { CELLS } from './library.mjs';
import { installedVersion } from './installed-version.mjs';

/** The two encodings: 2 is smaller and slower. */
const CODECS = {
  1: { apply: Y.applyUpdate, encode: Y.encodeStateAsUpdate },
  2: { apply: Y.applyUpdateV2, encode: Y.encodeStateAsUpdateV2 },
};

/** @typedef {keyof typeof CODECS} Codec */

/** @param {ReplicaOptions} options @param {Codec} codec */
function docOf({ actor, onMessage }, codec) {
  const doc = new Y.Doc();
  doc.clientID = new Random(actor).below(2 ** 32);
  // Only own transactions are sent; what was applied carries an origin.
  const send = (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) =>
    void (origin ?? onMessage?.(update));
  if (onMessage !== undefined && codec === 1) doc.on('update', send);
  if (onMessage !== undefined && codec === 2) doc.on('updateV2', send);
  return doc;
}

/** Nodes are maps in a map; parent and order key are two of the cells. @implements {Replica} */
class YjsReplica {
  /** @param {Y.Doc} doc @param {ReplicaOptions} options @param {Codec} codec */
  constructor(doc, { actor }, codec) {
    this.doc = doc;
    this.codec = CODECS[codec];
    this.nextId = idMaker(new Random(actor));
    /** @type {Y.Map<Y.Map<any>>} */
    this.nodes = doc.getMap('nodes');
    this.parentOf = (/** @type {Id} */ id) => this.nodes.get(id)?.get('parent');
  }

  createPage() {
    const id = this.nextId();
    this.doc.transact(() => this.nodes.set(id, new Y.Map([['type', 'page']])));
    return id;
  }

  /** @param {NewNode} node */
  create({ parent, order, cells }) {
    const id = this.nextId();
    this.doc.transact(() => this.nodes.set(id, new Y.Map(Object.entries({ parent, order, ...cells }))));
    return id;
  }

  /** @type {Replica['place']} */
  place(nodes) {
    this.doc.transact(() => {
      for (const { id, x, y } of nodes) {
        const node = this.node(id);
        node.set('x', x);
        node.set('y', y);
      }
    });
  }

  /** @type {Replica['set']} */
  set(id, name, value) {
    this.node(id).set(name, value);
  }

  /** @type {Replica['move']} */
  move(id, parent, order) {
    if (isWithin(parent, id, this.parentOf)) return;
    this.doc.transact(() => {
      const node = this.node(id);
      node.set('parent', parent);
      node.set('order', order);
    });
  }

  /** @param {Id} id */
  remove(id) {
    this.nodes.delete(id);
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.codec.apply(this.doc, message, 'remote');
  }

  snapshot() {
    return this.codec.encode(this.doc);
  }

  version() {
    return Y.encodeStateVector(this.doc);
  }

  /** @param {Uint8Array} version */
  since(version) {
    return this.codec.encode(this.doc, version);
  }

  /** @param {Uint8Array} delta */
  merge(delta) {
    this.apply(delta);
  }

  listen() {
    let seen = 0;
    this.nodes.observeDeep((events) => {
      for (const event of events) seen += /** @type {Y.YMapEvent<unknown>} */ (event).keysChanged.size;
    });
    return { seen: async () => seen };
  }

  read() {
    let sum = 0;
    for (const node of this.nodes.values()) {
      sum += sumOf(node.get('parent')) + sumOf(node.get('order'));
      for (const name of CELLS) sum += sumOf(node.get(name));
    }
    return sum | 0;
  }

  /** @type {Replica['lost']} */
  lost(ids, page) {
    return countLost(ids, page, this.parentOf);
  }

  /** @param {Id} id */
  node(id) {
    const node = this.nodes.get(id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }
}

/** @implements {List} */
class YjsList {
  /** @param {Y.Doc} doc @param {Codec} codec */
  constructor(doc, codec) {
    this.doc = doc;
    this.codec = CODECS[codec];
    /** @type {Y.Array<string>} */
    this.list = doc.getArray('list');
  }

  /** @type {List['insert']} */
  insert(index, mark) {
    this.list.insert(index, [mark]);
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.codec.apply(this.doc, message, 'remote');
  }

  marks() {
    return this.list.toArray();
  }
}

/** @param {Codec} codec @returns {Library} */
const library = (codec) => ({
  name: codec === 1 ? 'Yjs' : 'Yjs, v2 codec',
  version: installedVersion('yjs'),
  peer: true,
  create: (options) => new YjsReplica(docOf(options, codec), options, codec),
  load(snapshot, options) {
    const doc = docOf(options, codec);
    CODECS[codec].apply(doc, snapshot, 'load');
    return new YjsReplica(doc, options, codec);
  },
  createList: (options) => new YjsList(docOf(options, codec), codec),
});

export const yjs = library(1);
export const yjsV2 = library(2);
