/** @import { Id, Library, List, NewNode, Replica, ReplicaOptions, Stream } from './library.mjs' */
import { readFileSync } from 'node:fs';
import {
  ChangeStreamReader,
  ChangeStreamWriter,
  decodeChanges,
  decodeClientMessage,
  decodeDelta,
  Document,
  encodeChanges,
  encodeClientMessage,
  encodeDelta,
  must,
  PROPERTY_NAMES,
  randomActorId,
  ROOT,
  UndoHistory,
} from '@joinery/shared';
import { Random } from '@joinery/shared/testing';
import { sumOf } from './cell-sum.mjs';
import { decodeVersion, encodeVersion } from './joinery-version.mjs';

const { version } = JSON.parse(readFileSync(new URL('../../shared/package.json', import.meta.url), 'utf8'));

const READ = PROPERTY_NAMES.filter((name) =>
  [
    'type',
    'width',
    'height',
    'rotation',
    'opacity',
    'name',
    'fills',
    'strokes',
    'strokeWeight',
    'cornerRadius',
  ].includes(name),
);

/** @template T @param {import('@joinery/shared').Decoded<T>} decoded @returns {T} */
function valueOf(decoded) {
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

/** @param {ReplicaOptions} options */
function documentOf({ actor, clock, onMessage }) {
  const random = new Random(actor);
  const document = new Document({ actor: randomActorId(() => random.next()), wall: () => clock.now });
  if (onMessage !== undefined) {
    // Whoever edits has an undo history, and a sync client that encodes each change.
    new UndoHistory(document);
    document.subscribe(({ change, origin }) => {
      if (change !== undefined && origin === 'local') onMessage(encodeChanges([change]));
    });
  }
  return document;
}

/** @implements {Replica} */
class JoineryReplica {
  /** @param {Document} document */
  constructor(document) {
    this.document = document;
    /** @type {import('@joinery/shared').Gesture | undefined} */
    this.gesture = undefined;
  }

  createPage() {
    return this.createNode((tx) => tx.create('page', ROOT));
  }

  /** @param {(tx: import('@joinery/shared').Transaction) => Id} build */
  createNode(build) {
    let id = '';
    this.document.transact((tx) => void (id = build(tx)));
    return id;
  }

  /** @param {NewNode} node */
  create({ parent, cells: { type, x, y, ...rest } }) {
    const properties = Object.assign(rest, { position: { x, y } });
    return this.createNode((tx) => tx.create(type, parent, properties));
  }

  /** @param {readonly import('./library.mjs').Placed[]} nodes */
  place(nodes) {
    this.gesture ??= { label: 'Move' };
    this.document.transact(
      (tx) => {
        for (const { id, x, y } of nodes) tx.setPosition(id, { x, y });
      },
      { gesture: this.gesture },
    );
  }

  endDrag() {
    if (this.gesture !== undefined) this.document.release(this.gesture);
    this.gesture = undefined;
  }

  /** @type {Replica['set']} */
  set(id, name, value) {
    this.document.transact((tx) => tx.setRaw(id, name, value));
  }

  /** @param {Id} id @param {Id} parent */
  move(id, parent) {
    // A moved node stays where it is seen, so this writes its position as well; the others change parent and order only.
    this.document.transact((tx) => tx.move(id, parent));
  }

  /** @param {Id} id */
  remove(id) {
    this.document.transact((tx) => tx.trash(id));
  }

  /** @param {Uint8Array} message */
  apply(message) {
    for (const change of valueOf(decodeChanges(message))) this.document.apply(change);
  }

  snapshot() {
    return encodeDelta(this.document.since(new Map()));
  }

  version() {
    return encodeVersion(this.document.version);
  }

  /** @param {Uint8Array} bytes */
  since(bytes) {
    return encodeDelta(this.document.since(decodeVersion(bytes)));
  }

  /** @param {Uint8Array} delta */
  merge(delta) {
    this.document.merge(valueOf(decodeDelta(delta)));
  }

  listen() {
    let seen = 0;
    this.document.subscribe(({ touched }) => {
      for (const properties of touched.values()) seen += properties.size;
    });
    return { seen: async () => seen };
  }

  read() {
    const { document } = this;
    let sum = 0;
    for (const id of document.nodes()) {
      const { x, y } = document.get(id, 'position');
      sum += sumOf(document.parent(id)) + sumOf(document.get(id, 'placement').order) + sumOf(x) + sumOf(y);
      for (const name of READ) sum += sumOf(document.get(id, name));
    }
    return sum | 0;
  }

  /** @param {readonly Id[]} ids @param {Id} page */
  lost(ids, page) {
    return ids.filter((id) => !this.document.isWithin(id, page)).length;
  }
}

/** @implements {List} */
class JoineryList {
  /** @param {Document} document */
  constructor(document) {
    this.document = document;
    /** @type {Id | undefined} */
    this.parent = undefined;
  }

  get frame() {
    return (this.parent ??= must(this.document.children(ROOT)[0], 'a page'));
  }

  /** @type {List['insert']} */
  insert(index, mark) {
    if (this.document.children(ROOT).length === 0)
      this.document.transact((tx) => void (this.parent = tx.create('page', ROOT)));
    const before = this.document.children(this.frame)[index] ?? null;
    this.document.transact((tx) => {
      const id = tx.create('rectangle', this.frame, {}, before);
      if (mark !== '') tx.set(id, 'name', mark);
    });
  }

  /** @param {Uint8Array} message */
  apply(message) {
    for (const change of valueOf(decodeChanges(message))) this.document.apply(change);
  }

  marks() {
    return this.document.children(this.frame).map((id) => this.document.get(id, 'name'));
  }

  longestKey() {
    return Math.max(...this.document.children(this.frame).map((id) => this.document.get(id, 'placement').order.length));
  }
}

/** @implements {Stream} */
class JoineryStream {
  /** @param {readonly Uint8Array[]} messages */
  constructor(messages) {
    this.changes = messages.map((message) => valueOf(decodeChanges(message)));
    this.writer = new ChangeStreamWriter();
    this.reader = new ChangeStreamReader();
  }

  encode() {
    return this.changes.map((changes, i) => encodeClientMessage({ type: 'push', number: i + 1, changes }, this.writer));
  }

  /** @param {readonly Uint8Array[]} sent */
  decode(sent) {
    let registers = 0;
    for (const bytes of sent) {
      const push = valueOf(decodeClientMessage(bytes, this.reader));
      if (push.type === 'push') for (const { assignments } of push.changes) registers += assignments.length;
    }
    return registers;
  }
}

/** @type {Library} */
export const joinery = {
  name: 'Joinery',
  version,
  peer: false,
  create: (options) => new JoineryReplica(documentOf(options)),
  load(snapshot, options) {
    const document = documentOf(options);
    document.merge(valueOf(decodeDelta(snapshot)), 'load');
    return new JoineryReplica(document);
  },
  createList: (options) => new JoineryList(documentOf(options)),
  openStream: (messages) => new JoineryStream(messages),
};
