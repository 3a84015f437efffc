/** @import { Id, Library, List, NewNode, Replica, ReplicaOptions } from './library.mjs' */
import * as Automerge from '@automerge/automerge';
import { Random } from '@joinery/shared/testing';
import { countLost, idMaker, isWithin, sumOf } from './cell-sum.mjs';
import { installedVersion } from './installed-version.mjs';
import { CELLS } from './library.mjs';

/** @typedef {import('@automerge/automerge').Heads} Heads */

/**
 * Automerge without its proxies: the handle into wasm that they stand on. Nodes are maps in a map, paints text in JSON
 * (one value, as with the others; as lists and maps of their own they would be slower and larger).
 * @param {number} actor
 */
function actorIdOf(actor) {
  const random = new Random(actor);
  return Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
}

/** @param {string} text */
const encode = (text) => new TextEncoder().encode(text);

/** @param {unknown} value */
const scalar = (value) => (/** @type {number | string} */ (typeof value === 'object' ? JSON.stringify(value) : value));

/** Text comes out of wasm as an object around a string. @param {any} value */
const plain = (value) => (typeof value === 'object' && value !== null ? value.val : value);

/** @implements {Replica} */
class AutomergeReplica {
  /** @param {any} backend @param {ReplicaOptions} options @param {string} nodes the object id of the map of nodes */
  constructor(backend, { actor, onMessage }, nodes) {
    this.backend = backend;
    this.nodes = nodes;
    this.onMessage = onMessage;
    this.nextId = idMaker(new Random(actor));
    /** @type {Map<Id, string>} */
    this.objects = new Map();
    this.parentOf = (/** @type {Id} */ id) =>
      /** @type {string | undefined} */ (this.backend.get(this.objectOf(id), 'parent'));
  }

  commit() {
    this.backend.commit(null, 0);
    this.onMessage?.(this.backend.getLastLocalChange());
  }

  createPage() {
    return this.createNode({ type: 'page' });
  }

  /** @param {NewNode} node */
  create({ parent, order, cells }) {
    return this.createNode({ parent, order, ...cells });
  }

  /** @param {Record<string, unknown>} cells */
  createNode(cells) {
    const id = this.nextId();
    const object = this.backend.putObject(this.nodes, id, {});
    for (const [name, value] of Object.entries(cells)) this.backend.put(object, name, scalar(value));
    this.commit();
    this.objects.set(id, object);
    return id;
  }

  /** @type {Replica['place']} */
  place(nodes) {
    for (const { id, x, y } of nodes) {
      const object = this.objectOf(id);
      this.backend.put(object, 'x', x);
      this.backend.put(object, 'y', y);
    }
    this.commit();
  }

  /** @type {Replica['set']} */
  set(id, name, value) {
    this.backend.put(this.objectOf(id), name, scalar(value));
    this.commit();
  }

  /** @type {Replica['move']} */
  move(id, parent, order) {
    if (isWithin(parent, id, this.parentOf)) return;
    const object = this.objectOf(id);
    this.backend.put(object, 'parent', parent);
    this.backend.put(object, 'order', order);
    this.commit();
  }

  /** @param {Id} id */
  remove(id) {
    this.backend.delete(this.nodes, id);
    this.commit();
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.backend.applyChanges([message]);
    if (this.onPatches !== undefined) this.onPatches(this.backend.diffIncremental());
  }

  /** @returns {Uint8Array} */
  snapshot() {
    return this.backend.save();
  }

  version() {
    return encode(JSON.stringify(this.backend.getHeads()));
  }

  /** @param {Uint8Array} version @returns {Uint8Array} */
  since(version) {
    return this.backend.saveSince(/** @type {Heads} */ (JSON.parse(new TextDecoder().decode(version))));
  }

  /** @param {Uint8Array} delta */
  merge(delta) {
    this.backend.loadIncremental(delta);
  }

  listen() {
    let seen = 0;
    this.backend.updateDiffCursor();
    this.onPatches = (/** @type {unknown[]} */ patches) => void (seen += patches.length);
    return { seen: async () => seen };
  }

  read() {
    let sum = 0;
    for (const node of Object.values(this.backend.materialize(this.nodes))) {
      sum += sumOf(plain(node.parent)) + sumOf(plain(node.order));
      for (const name of CELLS) {
        const value = plain(node[name]);
        sum += sumOf(name === 'fills' || name === 'strokes' ? JSON.parse(value ?? '[]') : value);
      }
    }
    return sum | 0;
  }

  /** @type {Replica['lost']} */
  lost(ids, page) {
    return countLost(ids, page, this.parentOf);
  }

  /** @param {Id} id */
  objectOf(id) {
    let object = this.objects.get(id);
    if (object === undefined) {
      const [kind, found] = this.backend.getWithType(this.nodes, id) ?? [];
      if (kind !== 'map') throw new Error(`no node ${id}`);
      object = /** @type {string} */ (found);
      this.objects.set(id, object);
    }
    return object;
  }
}

/** @implements {List} */
class AutomergeList {
  /** @param {any} backend @param {ReplicaOptions} options @param {string} list */
  constructor(backend, { onMessage }, list) {
    this.backend = backend;
    this.onMessage = onMessage;
    this.list = list;
  }

  /** @type {List['insert']} */
  insert(index, mark) {
    this.backend.insert(this.list, index, mark);
    this.backend.commit(null, 0);
    this.onMessage?.(this.backend.getLastLocalChange());
  }

  /** @param {Uint8Array} message */
  apply(message) {
    this.backend.applyChanges([message]);
  }

  marks() {
    return /** @type {string[]} */ (this.backend.materialize(this.list).map(plain));
  }
}

/** Every replica starts from the same first change, which makes the containers. @param {ReplicaOptions} options */
function started({ actor }) {
  const first = Automerge.getBackend(Automerge.init({ actor: actorIdOf(0) }));
  first.putObject('_root', 'nodes', {});
  first.putObject('_root', 'list', []);
  first.commit(undefined, 0);
  return Automerge.getBackend(Automerge.load(first.save(), { actor: actorIdOf(actor) }));
}

/** @param {any} backend @param {string} name @returns {string} */
const rootObject = (backend, name) => backend.getWithType('_root', name)[1];

/** @type {Library} */
export const automerge = {
  name: 'Automerge',
  version: installedVersion('@automerge/automerge'),
  peer: true,
  create(options) {
    const backend = started(options);
    return new AutomergeReplica(backend, options, rootObject(backend, 'nodes'));
  },
  load(snapshot, options) {
    const backend = Automerge.getBackend(Automerge.init({ actor: actorIdOf(options.actor) }));
    backend.loadIncremental(snapshot);
    return new AutomergeReplica(backend, options, rootObject(backend, 'nodes'));
  },
  createList(options) {
    const backend = started(options);
    return new AutomergeList(backend, options, rootObject(backend, 'list'));
  },
};
