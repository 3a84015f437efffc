/**
 * Matrices and boxes of nodes, kept until something they depend on is forgotten. A node's matrix depends on the places of
 * its ancestors; a group's box on everything in it.
 */
import {
  type Box,
  box,
  boxFromSize,
  type Document,
  expand,
  IDENTITY,
  type Matrix,
  multiply,
  type NodeId,
  ROOT,
  rotation,
  transformBox,
  translation,
  union,
  unionAll,
} from '@joinery/shared';
import { effectsReach } from './effect-reach.ts';
import { ancestors } from './selection.ts';
import type { TextLayouts } from './text-layouts.ts';

const EMPTY: Box = box(0, 0, 0, 0);

/** How far letters may reach beyond their lines (slants, swashes, accents), as a share of the font size. */
const OVERHANG = 0.4;

export class NodeBoxes {
  readonly #document: Document;
  readonly #textLayouts: TextLayouts | undefined;
  readonly #matrices = new Map<NodeId, Matrix>();
  readonly #groupBoxes = new Map<NodeId, Box>();
  /** Container → how far its effects and those around it reach. */
  readonly #reaches = new Map<NodeId, number>();
  /** Child → the group whose kept box it is in: it may have left that group since. */
  readonly #insides = new Map<NodeId, NodeId>();

  /** @param textLayouts gives what a text box of fixed size holds; without them its letters count as staying inside */
  constructor(document: Document, textLayouts?: TextLayouts) {
    this.#document = document;
    this.#textLayouts = textLayouts;
  }

  pageMatrix(id: NodeId): Matrix {
    const known = this.#matrices.get(id);
    if (known !== undefined) return known;
    const found = this.#computeMatrix(id);
    this.#matrices.set(id, found);
    return found;
  }

  /** From the node's own coordinates to its parent's. */
  localMatrix(id: NodeId): Matrix {
    const { x, y } = this.#document.position(id);
    const turn = this.#document.get(id, 'rotation');
    return turn === 0 ? translation(x, y) : multiply(translation(x, y), rotation(turn));
  }

  localBox(id: NodeId): Box {
    const type = this.#document.get(id, 'type');
    if (type !== 'group' && type !== 'page') {
      return boxFromSize(0, 0, this.#document.get(id, 'width'), this.#document.get(id, 'height'));
    }
    let known = this.#groupBoxes.get(id);
    if (known === undefined) {
      const children = this.#document.children(id);
      for (const child of children) this.#insides.set(child, id);
      known = unionAll(children.map((child) => transformBox(this.localMatrix(child), this.localBox(child)))) ?? EMPTY;
      this.#groupBoxes.set(id, known);
    }
    return known;
  }

  pageBox(id: NodeId): Box {
    return transformBox(this.pageMatrix(id), this.localBox(id));
  }

  /** What is painted of the node itself, without what it holds, with its effects and those of what it lies in. */
  ownPaintBox(id: NodeId): Box {
    const text = this.#document.get(id, 'type') === 'text';
    const around = text ? this.#letterBox(id) : this.localBox(id);
    const drawn = transformBox(this.pageMatrix(id), expand(around, this.strokeReach(id)));
    const reach = this.#ownReach(id) + this.#reachAround(this.#document.parent(id));
    return reach === 0 ? drawn : expand(drawn, reach);
  }

  #ownReach(id: NodeId): number {
    const effects = this.#document.get(id, 'effects');
    return effects.length === 0 ? 0 : effectsReach(effects);
  }

  /** What lies in a container that is blurred or casts shadows is seen as far as that reaches. */
  #reachAround(container: NodeId | undefined): number {
    if (container === undefined || container === ROOT) return 0;
    let known = this.#reaches.get(container);
    if (known === undefined) {
      known = this.#ownReach(container) + this.#reachAround(this.#document.parent(container));
      this.#reaches.set(container, known);
    }
    return known;
  }

  paintBox(id: NodeId): Box {
    const type = this.#document.get(id, 'type');
    const children = this.#document.children(id);
    if (type === 'group' || type === 'page')
      return unionAll(children.map((child) => this.paintBox(child))) ?? this.pageBox(id);
    const own = this.ownPaintBox(id);
    if (type === 'frame' && this.#document.get(id, 'clip')) return own;
    return children.reduce((all, child) => union(all, this.paintBox(child)), own);
  }

  /** Where a text's letters may be, in its own coordinates: a box of fixed size does not hold them in. */
  #letterBox(id: NodeId): Box {
    const local = this.localBox(id);
    const overhang = OVERHANG * this.#document.get(id, 'fontSize');
    if (this.#document.get(id, 'textSizing') !== 'fixed') return expand(local, overhang);
    const lines = this.#textLayouts?.of(this.#document, id).lines ?? [];
    const last = lines.at(-1);
    const top = Math.min(0, lines[0]?.y ?? 0);
    const bottom =
      last === undefined ? 0 : last.y + this.#document.get(id, 'lineHeight') * this.#document.get(id, 'fontSize');
    const boxes = lines.map((line) => box(line.x, top, line.x + line.width, bottom));
    return expand(unionAll([local, ...boxes]) ?? local, overhang);
  }

  /** How far strokes are painted outside the node's box, in its own px. */
  strokeReach(id: NodeId): number {
    const document = this.#document;
    const type = document.get(id, 'type');
    if (type === 'group' || type === 'page' || !document.get(id, 'strokes').some((paint) => paint.visible)) return 0;
    const weight = document.get(id, 'strokeWeight');
    const align = document.get(id, 'strokeAlign');
    // Lines and letters have no inside to align to; a path may have none, and is then painted centred.
    const centred = type === 'line' || type === 'text' || (type === 'path' && align === 'inside');
    if (align === 'inside' && !centred) return 0;
    const across = align === 'outside' && !centred ? weight : weight / 2;
    const miter = type === 'path' && document.get(id, 'strokeJoin') === 'miter' ? document.get(id, 'strokeMiter') : 1;
    // Corners and square caps reach further than the line is wide.
    return across * Math.max(miter, Math.SQRT2);
  }

  /** Effects, or what lies in what, changed somewhere. */
  forgetReaches(): void {
    this.#reaches.clear();
  }

  /** The node's matrix is no longer true. The caller forgets those of its descendants too. */
  forgetPlace(id: NodeId): void {
    this.#matrices.delete(id);
  }

  /** The node's box, and so those of the groups it is and was in, are no longer true. */
  forgetSize(id: NodeId): void {
    if (this.#groupBoxes.size === 0) return;
    this.#groupBoxes.delete(id);
    for (const at of ancestors(this.#document, id)) this.#groupBoxes.delete(at);
    for (let inner = id, at = this.#insides.get(id); at !== undefined; inner = at, at = this.#insides.get(at)) {
      this.#insides.delete(inner);
      this.#groupBoxes.delete(at);
    }
  }

  clear(): void {
    this.#matrices.clear();
    this.#groupBoxes.clear();
    this.#insides.clear();
    this.#reaches.clear();
  }

  #computeMatrix(id: NodeId): Matrix {
    const parent = this.#document.parent(id);
    if (parent === undefined || parent === ROOT) return IDENTITY;
    const local = this.localMatrix(id);
    const above = this.pageMatrix(parent);
    return above === IDENTITY ? local : multiply(above, local);
  }
}
