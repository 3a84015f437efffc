/**
 * What a marquee selects, kept up as it grows and shrinks: only nodes near what it gained or lost are looked at again, so a frame costs
 * what the hand moved over, however much lies in the marquee.
 */
import {
  type Box,
  boxOfPoints,
  contains,
  corners,
  intersects,
  invert,
  type NodeId,
  transformBox,
  transformPoint,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import { raise } from '../../editor/hit-test.ts';
import { ancestors, isHidden, isLocked, subtree } from '../../editor/selection.ts';

export class TouchedUnits {
  readonly #editor: Editor;
  readonly #scope: NodeId | null;
  readonly #stop: () => void;
  /** Touched leaf or frame → what a click on it selects. */
  readonly #touched = new Map<NodeId, NodeId>();
  /** What is selected → how many of its nodes are touched. */
  readonly #units = new Map<NodeId, number>();
  /** Frame → whether it lies in the marquee whole, and so stands for all it holds; as far as was asked since the marquee changed. */
  readonly #whole = new Map<NodeId, boolean>();
  /** Changed in the document since the last look. */
  readonly #changed = new Set<NodeId>();
  #marquee: Box | null = null;
  /** Whether groups are looked into. */
  #deep = false;

  constructor(editor: Editor, scope: NodeId | null) {
    this.#editor = editor;
    this.#scope = scope;
    this.#stop = editor.scene.subscribe(({ ids }) => {
      for (const id of ids) this.#changed.add(id);
    });
  }

  /** @returns what the marquee selects, in no order; undefined where that is what it was */
  update(marquee: Box, deep: boolean): readonly NodeId[] | undefined {
    const { scene, state } = this.#editor;
    const before = deep === this.#deep ? this.#marquee : null;
    if (before === null) this.#forget();
    [this.#marquee, this.#deep] = [marquee, deep];
    let changed = before === null;
    this.#whole.clear();
    const looked = new Set<NodeId>();
    const look = (id: NodeId, shown: boolean): void => {
      if (looked.has(id)) return;
      looked.add(id);
      const touched = this.#touched.has(id);
      changed = this.#look(id, shown && this.#touches(id, marquee)) || changed;
      if (touched !== this.#touched.has(id) && this.#isFilledFrame(id))
        for (const inner of subtree(this.#editor.document, id)) look(inner, this.#isShown(inner));
    };
    for (const id of this.#changed) look(id, this.#isShown(id));
    this.#changed.clear();
    const parts = before === null ? [marquee] : [...without(before, marquee), ...without(marquee, before)];
    for (const part of parts) for (const id of scene.nodesIn(part, state.page)) look(id, true);
    return changed ? [...this.#units.keys()] : undefined;
  }

  dispose(): void {
    this.#stop();
  }

  #forget(): void {
    this.#touched.clear();
    this.#units.clear();
  }

  /** @returns whether that changes what is selected */
  #look(id: NodeId, touched: boolean): boolean {
    const before = this.#touched.get(id);
    const unit = touched ? this.#unitOf(id) : undefined;
    if (unit === before) return false;
    let changed = false;
    if (before !== undefined) {
      const left = (this.#units.get(before) ?? 1) - 1;
      if (left > 0) this.#units.set(before, left);
      else changed = this.#units.delete(before);
      this.#touched.delete(id);
    }
    if (unit !== undefined) {
      const known = this.#units.get(unit) ?? 0;
      changed ||= known === 0;
      this.#units.set(unit, known + 1);
      this.#touched.set(id, unit);
    }
    return changed;
  }

  #unitOf(id: NodeId): NodeId {
    const { document, state } = this.#editor;
    if (this.#deep || (document.get(id, 'type') === 'frame' && document.parent(id) === state.page)) return id;
    return raise(document, id, { page: state.page, scope: this.#scope });
  }

  #isShown(id: NodeId): boolean {
    const { document, state } = this.#editor;
    const type = document.get(id, 'type');
    if (type === 'group' || type === 'page' || !document.isAlive(id)) return false;
    return document.pageOf(id) === state.page && !isHidden(document, id);
  }

  #touches(id: NodeId, marquee: Box): boolean {
    const { document, scene } = this.#editor;
    if (isLocked(document, id)) return false;
    if (this.#isHeld(id, marquee)) return false;
    if (this.#isFilledFrame(id)) return this.#isWhole(id, marquee);
    // Whether the turned box of the node and the upright marquee overlap: neither's axes separate them.
    const local = scene.localBox(id);
    const matrix = scene.pageMatrix(id);
    if (!intersects(transformBox(matrix, local), marquee)) return false;
    if (matrix.b === 0 && matrix.c === 0) return true;
    const back = invert(matrix);
    const seenFromNode = boxOfPoints(corners(marquee).map((corner) => transformPoint(back, corner)));
    return seenFromNode !== undefined && intersects(seenFromNode, local);
  }

  /** Whether it lies in a frame that stands for all it holds. */
  #isHeld(id: NodeId, marquee: Box): boolean {
    for (const at of ancestors(this.#editor.document, id)) if (this.#isWhole(at, marquee)) return true;
    return false;
  }

  #isWhole(id: NodeId, marquee: Box): boolean {
    let whole = this.#whole.get(id);
    if (whole === undefined) {
      whole = this.#isFilledFrame(id) && contains(marquee, this.#editor.scene.pageBox(id));
      this.#whole.set(id, whole);
    }
    return whole;
  }

  #isFilledFrame(id: NodeId): boolean {
    const { document } = this.#editor;
    return document.get(id, 'type') === 'frame' && document.children(id).length > 0;
  }
}

/** What of a box is not in another, as boxes that share edges at most. */
function without(from: Box, other: Box): Box[] {
  if (!intersects(from, other)) return [from];
  const [top, bottom] = [Math.max(from.top, other.top), Math.min(from.bottom, other.bottom)];
  const parts: Box[] = [];
  if (from.top < other.top) parts.push({ ...from, bottom: other.top });
  if (from.bottom > other.bottom) parts.push({ ...from, top: other.bottom });
  if (from.left < other.left) parts.push({ left: from.left, right: other.left, top, bottom });
  if (from.right > other.right) parts.push({ left: other.right, right: from.right, top, bottom });
  return parts;
}
