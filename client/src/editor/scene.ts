/**
 * Where things are on their pages: matrices, boxes, what lies in a box, what is under a point. Derived from the document
 * and kept up from what each event touched, with everything below a node that moved.
 */
import {
  type Box,
  boxHeight,
  boxWidth,
  type Document,
  type DocumentEvent,
  IDENTITY,
  invert,
  type Matrix,
  multiply,
  type NodeId,
  rotation,
  rotationOf,
  transformBox,
  translation,
  union,
  type Vector,
} from '@joinery/shared';
import { isGuideProperty } from './guide-ref.ts';
import { type HitOptions, hitTest } from './hit-test.ts';
import { NodeBoxes } from './node-boxes.ts';
import { PageIndexes } from './page-index.ts';
import { subtree } from './selection.ts';
import type { TextLayouts } from './text-layouts.ts';

export interface SelectionBox {
  /** From the box's own coordinates (0,0 to width,height) to the page's. */
  readonly matrix: Matrix;
  readonly width: number;
  readonly height: number;
}

/** What to paint again after a document event. */
export interface SceneDirt {
  /** Page coordinates: where the touched nodes were painted, and where they are now. */
  readonly boxes: readonly Box[];
  /** Every node whose picture or place changed, descendants of moved ones included. */
  readonly ids: ReadonlySet<NodeId>;
}

export interface Scene {
  /** From a node's own coordinates to its page's. */
  pageMatrix(id: NodeId): Matrix;
  /** In the node's own coordinates; a group's is the union of its children's. */
  localBox(id: NodeId): Box;
  /** The upright box around the node's geometry, in page coordinates. */
  pageBox(id: NodeId): Box;
  /** Everything that is painted of the node and what it holds: strokes, and what a frame does not clip. */
  paintBox(id: NodeId): Box;
  /** Visible leaves and frames whose own painting meets the box, back to front. */
  nodesIn(box: Box, page: NodeId): NodeId[];
  /** Whether more than so many nodes may paint in the box; cheap, however many there are. */
  hasMoreThan(count: number, box: Box, page: NodeId): boolean;
  /** What everything on a page is painted in; undefined when it is empty. */
  extent(page: NodeId): Box | undefined;
  /** Whether anything on the page of a node is masked. */
  hasMasks(near: NodeId): boolean;
  /** What hides a node where it is not painted itself; undefined for most. Of pages that {@link hasMasks} was asked about. */
  maskOf(id: NodeId): NodeId | undefined;
  /** The topmost node at a page point that can be picked; see {@link HitOptions}. Frame titles are the canvas's. */
  hitTest(point: Vector, options: HitOptions): NodeId | null;
  /** The box for handles: turned with the nodes when there is one or all share a rotation. Null for none. */
  selectionBox(ids: readonly NodeId[]): SelectionBox | null;
  /** Told after each document event that changes what is seen. @returns a function that ends the subscription */
  subscribe(listener: (dirt: SceneDirt) => void): () => void;
}

export interface OwnedScene extends Scene {
  dispose(): void;
}

export const createScene = (document: Document, textLayouts?: TextLayouts): OwnedScene =>
  new DocumentScene(document, textLayouts);

/** More touched nodes than this in one event (a load): everything is forgotten and found again when asked for. */
const MAX_INCREMENTAL = 3000;

const EVERYWHERE: Box = { left: -1e12, top: -1e12, right: 1e12, bottom: 1e12 };

class DocumentScene implements OwnedScene {
  readonly #document: Document;
  readonly #boxes: NodeBoxes;
  readonly #indexes: PageIndexes;
  readonly #listeners = new Set<(dirt: SceneDirt) => void>();
  readonly #unsubscribe: () => void;
  /** The box asked for last: a selection stays the same list while it is the same, and is asked for at every move of the pointer. */
  #boxed: { readonly ids: readonly NodeId[]; readonly box: SelectionBox | null } | null = null;

  constructor(document: Document, textLayouts?: TextLayouts) {
    this.#document = document;
    this.#boxes = new NodeBoxes(document, textLayouts);
    this.#indexes = new PageIndexes(document, this.#boxes);
    this.#unsubscribe = document.subscribe((event) => this.#update(event));
  }

  pageMatrix(id: NodeId): Matrix {
    return this.#boxes.pageMatrix(id);
  }

  localBox(id: NodeId): Box {
    return this.#boxes.localBox(id);
  }

  pageBox(id: NodeId): Box {
    return this.#boxes.pageBox(id);
  }

  paintBox(id: NodeId): Box {
    return this.#boxes.paintBox(id);
  }

  nodesIn(box: Box, page: NodeId): NodeId[] {
    return this.#indexes.search(box, page);
  }

  hasMoreThan(count: number, box: Box, page: NodeId): boolean {
    return this.#indexes.hasMoreThan(count, box, page);
  }

  extent(page: NodeId): Box | undefined {
    return this.#indexes.extent(page);
  }

  hasMasks(near: NodeId): boolean {
    const page = this.#document.pageOf(near);
    if (page !== undefined) this.#indexes.ensure(page);
    return !this.#indexes.masks.empty;
  }

  maskOf(id: NodeId): NodeId | undefined {
    return this.#indexes.masks.of(id);
  }

  hitTest(point: Vector, options: HitOptions): NodeId | null {
    return hitTest({ reader: this.#document, boxes: this.#boxes, indexes: this.#indexes }, point, options);
  }

  selectionBox(ids: readonly NodeId[]): SelectionBox | null {
    if (this.#boxed?.ids !== ids) this.#boxed = { ids, box: this.#boxAround(ids) };
    return this.#boxed.box;
  }

  subscribe(listener: (dirt: SceneDirt) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#unsubscribe();
    this.#listeners.clear();
  }

  #boxAround(ids: readonly NodeId[]): SelectionBox | null {
    const [first] = ids;
    if (first === undefined) return null;
    const turn = rotationOf(this.pageMatrix(first));
    const shared = ids.every((id) => Math.abs(rotationOf(this.pageMatrix(id)) - turn) < 1e-6);
    const turned = shared ? rotation(turn) : IDENTITY;
    const back = invert(turned);
    let around: Box | undefined;
    for (const id of ids) {
      const own = transformBox(multiply(back, this.pageMatrix(id)), this.localBox(id));
      around = around === undefined ? own : union(around, own);
    }
    if (around === undefined) return null;
    return {
      matrix: multiply(turned, translation(around.left, around.top)),
      width: boxWidth(around),
      height: boxHeight(around),
    };
  }

  #update({ touched }: DocumentEvent): void {
    this.#boxed = null;
    if (touched.size > MAX_INCREMENTAL) {
      this.#boxes.clear();
      this.#indexes.clear();
      this.#tell({ boxes: [EVERYWHERE], ids: new Set(touched.keys()) });
      return;
    }
    const ids = new Set<NodeId>();
    const boxes: Box[] = [];
    for (const [id, properties] of touched) {
      if (!isSeen(properties)) continue;
      const moved = MOVING.some((property) => properties.has(property));
      const whole = moved || WHOLE.some((property) => properties.has(property));
      for (const each of whole ? subtree(this.#document, id) : [id]) {
        ids.add(each);
        const before = this.#indexes.boxOf(each);
        if (before !== undefined) boxes.push(before);
        if (moved) this.#boxes.forgetPlace(each);
      }
      if (MASKING.some((property) => properties.has(property))) this.#touchMasked(id, properties, { ids, boxes });
      this.#boxes.forgetSize(id);
      if (properties.has('effects') || properties.has('placement')) this.#boxes.forgetReaches();
      if (properties.has('placement')) this.#indexes.reorder(id);
    }
    for (const id of ids) {
      const after = this.#indexes.update(id);
      if (after !== undefined) boxes.push(after);
    }
    this.#tell({ boxes: mergeEqual(boxes), ids });
  }

  /** What a mask hid, or hides now, looks different everywhere. */
  #touchMasked(
    id: NodeId,
    properties: ReadonlySet<string>,
    { ids, boxes }: { readonly ids: Set<NodeId>; readonly boxes: Box[] },
  ): void {
    const { masks } = this.#indexes;
    masks.forgetOrder();
    const before = masks.parentOf(id);
    const now = this.#document.get(id, 'mask') ? this.#document.parent(id) : undefined;
    for (const parent of new Set([before, now, properties.has('mask') ? this.#document.parent(id) : undefined])) {
      if (parent === undefined || this.#document.pageOf(parent) === undefined) continue;
      for (const each of subtree(this.#document, parent)) {
        ids.add(each);
        const box = this.#indexes.boxOf(each);
        if (box !== undefined) boxes.push(box);
      }
    }
  }

  #tell(dirt: SceneDirt): void {
    for (const listener of this.#listeners) listener(dirt);
  }
}

/** Properties of a mask, and of what lies around it, that change what it hides. */
const MASKING = ['mask', 'placement', 'visible', 'type'] as const;
/** Guides and layout grids are drawn over the page, and are no part of it. */
const isSeen = (properties: ReadonlySet<string>): boolean =>
  properties.size === 0 || [...properties].some((property) => property !== 'layoutGrids' && !isGuideProperty(property));

const MOVING = ['position', 'rotation', 'placement', 'type'] as const;
/** Properties of a container that change how everything in it looks. */
const WHOLE = ['opacity', 'visible', 'clip', 'width', 'height', 'cornerRadius', 'effects', 'blendMode'] as const;

/** Drops a box that equals the one before it: a node that only changed colour was and is at one place. */
function mergeEqual(boxes: readonly Box[]): Box[] {
  const seen = new Set<string>();
  return boxes.filter(({ left, top, right, bottom }) => {
    const key = `${left},${top},${right},${bottom}`;
    return !seen.has(key) && seen.add(key);
  });
}
