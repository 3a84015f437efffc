/** Layout grids over the frames that have some. Which do is found once, and kept up with the document. */
import {
  type Document,
  intersects,
  type LayoutGrid,
  multiply,
  type NodeId,
  type SquareGrid,
  type StripeGrid,
} from '@joinery/shared';
import { visibleBox } from '../../editor/camera.ts';
import { stripesOf } from '../../editor/layout-stripes.ts';
import { isHidden } from '../../editor/selection.ts';
import type { SessionState } from '../../editor/session.ts';
import { screenMatrix } from '../view.ts';
import type { OutlineSource } from './node-outline.ts';
import { type Pen, placeOnScreen } from './pen.ts';

/** Finer squares are not drawn: they would be a grey. In CSS px. */
const LEAST_SQUARE = 4;

export class LayoutGrids {
  readonly #document: Document;
  /** Nodes with grids, on any page; null until it is asked for. */
  #gridded: Set<NodeId> | null = null;

  constructor(document: Document) {
    this.#document = document;
  }

  /** @returns whether grids changed */
  follow(touched: ReadonlyMap<NodeId, ReadonlySet<string>>): boolean {
    let changed = false;
    for (const [id, properties] of touched) {
      if (!properties.has('layoutGrids')) continue;
      changed = true;
      if (this.#document.get(id, 'layoutGrids').length > 0) this.#gridded?.add(id);
      else this.#gridded?.delete(id);
    }
    return changed;
  }

  has(id: NodeId): boolean {
    return this.#gridded?.has(id) ?? false;
  }

  draw(pen: Pen, { scene }: OutlineSource, { page, camera, viewport }: SessionState): void {
    const seen = visibleBox(camera, viewport);
    for (const id of this.#all()) {
      if (!this.#document.isAlive(id) || this.#document.pageOf(id) !== page || isHidden(this.#document, id)) continue;
      if (!intersects(scene.pageBox(id), seen)) continue;
      const { a, b, c, d, e, f } = multiply(screenMatrix(pen.view), scene.pageMatrix(id));
      const ratio = pen.view.pixelRatio;
      pen.context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
      for (const grid of this.#document.get(id, 'layoutGrids')) if (grid.visible) this.#drawGrid(pen, id, grid);
    }
    pen.context.globalAlpha = 1;
    placeOnScreen(pen);
  }

  /** In the frame's own px. */
  #drawGrid(pen: Pen, id: NodeId, grid: LayoutGrid): void {
    const { context } = pen;
    const size = { width: this.#document.get(id, 'width'), height: this.#document.get(id, 'height') };
    context.globalAlpha = grid.opacity;
    switch (grid.type) {
      case 'grid':
        context.strokeStyle = grid.color;
        drawSquares(pen, grid, size);
        return;
      case 'columns':
      case 'rows':
        context.fillStyle = grid.color;
        fillStripes(pen, grid, size);
        return;
      default:
        // A kind that only newer clients know.
        grid satisfies never;
    }
  }

  #all(): ReadonlySet<NodeId> {
    if (this.#gridded === null) {
      this.#gridded = new Set();
      for (const id of this.#document.nodes())
        if (this.#document.get(id, 'layoutGrids').length > 0) this.#gridded.add(id);
    }
    return this.#gridded;
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function fillStripes({ context }: Pen, grid: StripeGrid, { width, height }: Size): void {
  const across = grid.type === 'columns';
  const length = across ? width : height;
  for (const [from, to] of stripesOf(grid, length)) {
    const [near, far] = [Math.max(0, from), Math.min(length, to)];
    if (across) context.fillRect(near, 0, far - near, height);
    else context.fillRect(0, near, width, far - near);
  }
}

function drawSquares({ context, view }: Pen, { size }: SquareGrid, { width, height }: Size): void {
  const perPx = view.scale / view.pixelRatio;
  if (size * perPx < LEAST_SQUARE) return;
  context.lineWidth = 1 / perPx;
  context.beginPath();
  for (let x = size; x < width; x += size) {
    context.moveTo(x, 0);
    context.lineTo(x, height);
  }
  for (let y = size; y < height; y += size) {
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
}
