/**
 * The designs that every library is given: nodes of 14 cells in frames of about 20, about five deep; drags; offline edits. The
 * same seed gives the same design to all of them.
 * @import { Cells, Paint } from './adapters/library.mjs'
 */
import { generateKeyBetween } from 'fractional-indexing';
import { Random } from '@joinery/shared/testing';

/**
 * `parent` is the index of another node of the design, -1 for the page.
 * @typedef {{ parent: number, order: string, cells: Cells }} DesignNode
 *
 * @typedef {{ index: number, x: number, y: number }} DesignPlaced
 * One drag is the frames that a hand makes between pressing and letting go.
 * @typedef {DesignPlaced[][]} Drag
 *
 * An edit of somebody who is offline. `node` and `parent` are indexes into the design, or below -1 the editor's own inserts:
 * -2 is the first of them.
 * @typedef {| { kind: 'set', node: number, name: keyof Cells, value: Cells[keyof Cells] }
 *   | { kind: 'place', node: number, x: number, y: number }
 *   | { kind: 'move', node: number, parent: number, order: string }
 *   | { kind: 'insert', parent: number, order: string, cells: Cells }
 *   | { kind: 'remove', node: number }} Edit
 */

const MOST_DEPTH = 6;
const WORDS = ['Button', 'Card', 'Header', 'Icon', 'Label', 'List item', 'Avatar', 'Divider', 'Badge', 'Input'];

/** A few dozen colours, as designs have. */
const COLORS = Array.from(
  { length: 48 },
  (_, at) => `#${((at * 0x5f3c21 + 0x1a2b3c) % 0x1000000).toString(16).padStart(6, '0')}`,
);

/** Keys at the end of each parent's children. */
class Orders {
  /** @type {Map<number, string>} */
  #last = new Map();

  /** @param {number} parent */
  next(parent) {
    const key = generateKeyBetween(this.#last.get(parent) ?? null, null);
    this.#last.set(parent, key);
    return key;
  }
}

/** @param {Random} random @returns {Paint} */
const paint = (random) => ({
  type: 'solid',
  color: random.pick(COLORS),
  opacity: random.chance(0.9) ? 1 : random.below(100) / 100,
  visible: random.chance(0.95),
});

/** Whole pixels mostly, as snapping leaves them; else whatever a zoomed hand leaves. @param {Random} random @param {number} most */
const length = (random, most) => (random.chance(0.7) ? random.below(most) : random.next() * most);

/** @param {Random} random @param {'frame' | 'leaf'} kind @param {number} number @returns {Cells} */
function cellsOf(random, kind, number) {
  const type = kind === 'frame' ? 'frame' : random.weighted({ rectangle: 5, text: 3, ellipse: 2 });
  return {
    type,
    x: length(random, 2000),
    y: length(random, 2000),
    width: length(random, kind === 'frame' ? 1000 : 300),
    height: length(random, kind === 'frame' ? 1000 : 300),
    rotation: random.chance(0.9) ? 0 : random.between(-180, 180),
    opacity: random.chance(0.85) ? 1 : random.below(100) / 100,
    name: `${random.pick(WORDS)} ${number}`,
    fills: Array.from({ length: random.chance(0.8) ? 1 : 2 }, () => paint(random)),
    strokes: random.chance(0.3) ? [paint(random)] : [],
    strokeWeight: random.pick([1, 1, 1, 2, 0.5]),
    cornerRadius: random.pick([0, 0, 4, 8, 12]),
  };
}

/**
 * @param {number} count
 * @returns {DesignNode[]}
 */
export function design(count, seed = 1) {
  const random = new Random(seed);
  const orders = new Orders();
  /** Frames that still take children. @type {{ index: number, depth: number, room: number }[]} */
  const open = [];
  return Array.from({ length: count }, (_, index) => {
    if (open.length === 0) open.push({ index: -1, depth: 0, room: 1 });
    const at = random.below(open.length);
    const parent = /** @type {(typeof open)[number]} */ (open[at]);
    parent.room -= 1;
    if (parent.room === 0) open.splice(at, 1);
    const isFrame = parent.index === -1 || (parent.depth < MOST_DEPTH && open.length < 12 && random.chance(0.07));
    if (isFrame) open.push({ index, depth: parent.depth + 1, room: random.between(14, 26) });
    return {
      parent: parent.index,
      order: orders.next(parent.index),
      cells: cellsOf(random, isFrame ? 'frame' : 'leaf', index),
    };
  });
}

/** @param {readonly DesignNode[]} nodes @returns {number[][]} */
function siblingGroups(nodes) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  nodes.forEach(({ parent }, index) => {
    const group = groups.get(parent);
    if (group === undefined) groups.set(parent, [index]);
    else group.push(index);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

/**
 * Drags of one to twenty siblings, few more often than many; about nine on average, so 3,350 frames are about 60,000 updates of x and
 * y. In seven of ten drags positions are whole pixels.
 * @param {readonly DesignNode[]} nodes
 * @param {number} frames
 * @returns {Drag[]}
 */
export function drags(nodes, frames, seed = 2) {
  const random = new Random(seed);
  const groups = siblingGroups(nodes).filter((group) => group.length >= 10);
  /** @type {Drag[]} */
  const result = [];
  for (let left = frames; left > 0;) {
    const group = [...random.pick(groups)];
    const count = Math.min(group.length, 1 + Math.floor(20 * random.next() ** 1.1));
    const chosen = Array.from({ length: count }, () => group.splice(random.below(group.length), 1)[0] ?? 0);
    const length = Math.min(left, random.between(10, 60));
    result.push(drag(random, nodes, chosen, length));
    left -= length;
  }
  return result;
}

/** @param {Random} random @param {readonly DesignNode[]} nodes @param {number[]} chosen @param {number} length @returns {Drag} */
function drag(random, nodes, chosen, length) {
  const whole = random.chance(0.7);
  const zoom = whole ? 1 : 0.3 + 2 * random.next();
  const start = chosen.map((index) => {
    const { x, y } = /** @type {DesignNode} */ (nodes[index]).cells;
    return whole ? { index, x: Math.round(x), y: Math.round(y) } : { index, x, y };
  });
  let [dx, dy] = [0, 0];
  return Array.from({ length }, () => {
    dx += random.between(1, 12);
    dy += random.between(-6, 6);
    return start.map(({ index, x, y }) => ({ index, x: x + dx / zoom, y: y + dy / zoom }));
  });
}

/**
 * What somebody does offline: 70 % set, 12 % move, 13 % insert, 5 % delete, each possible where they stand.
 * @param {readonly DesignNode[]} nodes
 * @param {number} count
 * @param {number} seed one per person
 * @returns {Edit[]}
 */
export function offlineEdits(nodes, count, seed) {
  const random = new Random(seed);
  const orders = new LateOrders(seed);
  const tree = new ModelTree(nodes);
  const frames = nodes.flatMap(({ cells }, index) => (cells.type === 'frame' ? [index] : []));
  return Array.from({ length: count }, () => {
    const node = tree.pick(random);
    const kind = random.weighted({ set: 50, place: 20, move: 12, insert: 13, remove: 5 });
    if (kind === 'place') return { kind, node, x: length(random, 2000), y: length(random, 2000) };
    if (kind === 'insert') {
      const parent = random.pick(frames);
      const cells = cellsOf(random, 'leaf', 100_000 + random.below(900_000));
      tree.insert(parent);
      return { kind, parent, order: orders.next(parent), cells };
    }
    if (kind === 'remove' && tree.isLeaf(node)) {
      tree.remove(node);
      return { kind, node };
    }
    if (kind === 'move') {
      const parent = random.pick(frames);
      if (tree.move(node, parent)) return { kind, node, parent, order: orders.next(parent) };
    }
    return { kind: 'set', node, ...someCell(random) };
  });
}

/** @param {Random} random @returns {{ name: keyof Cells, value: Cells[keyof Cells] }} */
function someCell(random) {
  const name = random.pick(
    /** @type {const} */ (['width', 'height', 'rotation', 'opacity', 'name', 'fills', 'cornerRadius']),
  );
  switch (name) {
    case 'rotation':
      return { name, value: random.next() * 360 - 180 };
    case 'opacity':
      return { name, value: random.next() };
    case 'name':
      return { name, value: `${random.pick(WORDS)} ${random.below(1e6)}` };
    case 'fills':
      return { name, value: [paint(random), paint(random)] };
    default:
      return { name, value: length(random, 1000) };
  }
}

/** Keys behind all of the design's, apart for each person. */
class LateOrders {
  #count = 0;
  #prefix;

  /** @param {number} seed */
  constructor(seed) {
    this.#prefix = `z${seed}`;
  }

  /** @param {number} _parent */
  next(_parent) {
    return `${this.#prefix}${(this.#count++).toString(36).padStart(4, '0')}V`;
  }
}

/** Where somebody has nodes, so that their edits are possible for them. */
class ModelTree {
  /** @type {Map<number, number>} */
  #parents;
  /** @type {Map<number, number>} */
  #childCount = new Map();
  /** @type {number[]} */
  #alive;
  #inserted = 0;

  /** @param {readonly DesignNode[]} nodes */
  constructor(nodes) {
    this.#parents = new Map(nodes.map(({ parent }, index) => [index, parent]));
    this.#alive = nodes.map((_, index) => index);
    for (const { parent } of nodes) this.#count(parent, 1);
  }

  /** @param {Random} random */
  pick(random) {
    return random.pick(this.#alive);
  }

  /** @param {number} node */
  isLeaf(node) {
    return (this.#childCount.get(node) ?? 0) === 0;
  }

  /** @param {number} parent */
  insert(parent) {
    const node = -2 - this.#inserted++;
    this.#alive.push(node);
    this.#parents.set(node, parent);
    this.#count(parent, 1);
  }

  /** @param {number} node */
  remove(node) {
    const at = this.#alive.indexOf(node);
    this.#alive[at] = /** @type {number} */ (this.#alive.at(-1));
    this.#alive.pop();
    this.#count(this.#parents.get(node) ?? -1, -1);
  }

  /** @param {number} node @param {number} parent @returns whether it is possible, and a move at all */
  move(node, parent) {
    if (this.#parents.get(node) === parent) return false;
    for (let at = /** @type {number | undefined} */ (parent); at !== undefined; at = this.#parents.get(at))
      if (at === node) return false;
    this.#count(this.#parents.get(node) ?? -1, -1);
    this.#parents.set(node, parent);
    this.#count(parent, 1);
    return true;
  }

  /** @param {number} node @param {number} by */
  #count(node, by) {
    this.#childCount.set(node, (this.#childCount.get(node) ?? 0) + by);
  }
}

/**
 * Somebody moves frames about at random, each move possible for them.
 * @param {readonly DesignNode[]} nodes all of them frames
 * @param {number} count
 * @param {number} seed one per person
 */
export function reparents(nodes, count, seed) {
  const random = new Random(seed);
  const orders = new LateOrders(seed);
  const tree = new ModelTree(nodes);
  /** @type {{ node: number, parent: number, order: string }[]} */
  const moves = [];
  while (moves.length < count) {
    const [node, parent] = [random.below(nodes.length), random.below(nodes.length)];
    if (tree.move(node, parent)) moves.push({ node, parent, order: orders.next(parent) });
  }
  return moves;
}

/** A thousand frames under frames. @param {number} count @returns {DesignNode[]} */
export function frames(count, seed = 3) {
  const random = new Random(seed);
  const orders = new Orders();
  return Array.from({ length: count }, (_, index) => {
    const parent = random.below(index + 1) - 1;
    return { parent, order: orders.next(parent), cells: cellsOf(random, 'frame', index) };
  });
}
