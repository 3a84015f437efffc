/**
 * What every library under measurement is wrapped into. An adapter does what an application on that library would do, in the
 * way that is kindest to the library; everything it is asked for has a value ready, so that no adapter pays for the workload.
 *
 * @typedef {string} Id
 *
 * @typedef {object} Paint
 * @property {'solid'} type
 * @property {string} color
 * @property {number} opacity
 * @property {boolean} visible
 *
 * What a node is made of, besides its parent and its order: with those two, 14 cells.
 * @typedef {object} Cells
 * @property {'page' | 'frame' | 'rectangle' | 'ellipse' | 'text'} type
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {number} rotation
 * @property {number} opacity
 * @property {string} name
 * @property {readonly Paint[]} fills
 * @property {readonly Paint[]} strokes
 * @property {number} strokeWeight
 * @property {number} cornerRadius
 *
 * `order` is a ready order key at the end of the parent's children, for libraries that leave order to the application;
 * those that keep it themselves append.
 * @typedef {{ parent: Id, order: string, cells: Cells }} NewNode
 *
 * @typedef {{ id: Id, x: number, y: number }} Placed
 *
 * One replica of a document. Each writing method is one transaction and gives one message to `onMessage`.
 * @typedef {object} Replica
 * @property {() => Id} createPage
 * @property {(node: NewNode) => Id} create
 * @property {(nodes: readonly Placed[]) => void} place x and y of several nodes
 * @property {() => void} [endDrag] the hand lets go, for libraries that group what a drag did
 * @property {(id: Id, name: keyof Cells, value: Cells[keyof Cells]) => void} set
 * @property {(id: Id, parent: Id, order: string) => void} move to the end of a parent, refused when that makes a cycle
 * @property {(id: Id) => void} remove
 * @property {(message: Uint8Array) => void} apply another replica's message
 * @property {() => Uint8Array} snapshot
 * @property {() => Uint8Array} version
 * @property {(version: Uint8Array) => Uint8Array} since what the holder of that version lacks
 * @property {(delta: Uint8Array) => void} merge
 * @property {() => { seen: () => Promise<number> }} listen counts what a listener is told, node by node
 * @property {() => number} read touches every cell of every node; equal documents give equal sums
 * @property {(ids: readonly Id[], page: Id) => number} lost how many do not lead to the page
 *
 * One list that people insert into.
 * @typedef {object} List
 * @property {(index: number, mark: string) => void} insert one transaction, one message
 * @property {(message: Uint8Array) => void} apply
 * @property {() => string[]} marks in order
 * @property {() => number} [longestKey] in characters, for those that sort by keys
 *
 * Messages over one link, one after the other.
 * @typedef {object} Stream
 * @property {() => Uint8Array[]} encode each as what is sent
 * @property {(sent: readonly Uint8Array[]) => number} decode counts the nodes that are placed
 *
 * @typedef {object} ReplicaOptions
 * @property {number} actor a small number; the adapter makes its own kind of id from it
 * @property {import('../clock.mjs').Clock} clock
 * @property {((message: Uint8Array) => void) | undefined} [onMessage]
 *
 * @typedef {object} Library
 * @property {string} name
 * @property {string} version
 * @property {boolean} peer whether ratios are taken against it
 * @property {(options: ReplicaOptions) => Replica} create
 * @property {(snapshot: Uint8Array, options: ReplicaOptions) => Replica} load
 * @property {(options: ReplicaOptions) => List} createList
 * @property {(messages: readonly Uint8Array[]) => Stream} [openStream] for libraries whose links remember what they carried
 */

/** The cells that applications keep beside parent and order. @type {readonly (keyof Cells)[]} */
export const CELLS = [
  'type',
  'x',
  'y',
  'width',
  'height',
  'rotation',
  'opacity',
  'name',
  'fills',
  'strokes',
  'strokeWeight',
  'cornerRadius',
];

/** The adapters, by the name they are asked for. @type {Record<string, () => Promise<Library>>} */
const adapters = {
  joinery: async () => (await import('./joinery.mjs')).joinery,
  yjs: async () => (await import('./yjs.mjs')).yjs,
  'yjs-v2': async () => (await import('./yjs.mjs')).yjsV2,
  loro: async () => (await import('./loro.mjs')).loro,
  automerge: async () => (await import('./automerge.mjs')).automerge,
  limit: async () => (await import('./limit.mjs')).limit,
};

export const LIBRARY_NAMES = Object.keys(adapters);

/** @param {string} name @returns {Promise<Library>} */
export function loadLibrary(name) {
  const adapter = adapters[name];
  if (adapter === undefined) throw new Error(`no library ${name}; there are ${LIBRARY_NAMES.join(', ')}`);
  return adapter();
}
