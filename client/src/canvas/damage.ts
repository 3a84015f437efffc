/** Which pixels of a layer no longer show the truth. Few boxes, or everything: many small ones cost more than one large. */
import { type Box, boxHeight, boxWidth, union } from '@joinery/shared';

const MAX_BOXES = 8;
/** Two boxes become one when that costs at most this much more than both. */
const WASTE = 1.2;
/** Above this share of the surface everything is painted again. */
const MOST = 0.6;

export class Damage {
  #everything = true;
  #boxes: Box[] = [];

  get empty(): boolean {
    return !this.#everything && this.#boxes.length === 0;
  }

  get everything(): boolean {
    return this.#everything;
  }

  addEverything(): void {
    this.#everything = true;
    this.#boxes = [];
  }

  /** Boxes that nearly fill their union become one. In whatever coordinates the caller uses for all. */
  add(box: Box): void {
    if (this.#everything) return;
    let grown = box;
    for (let near = this.#takeNear(grown); near !== undefined; near = this.#takeNear(grown)) grown = union(grown, near);
    this.#boxes.push(grown);
    if (this.#boxes.length > MAX_BOXES) this.#boxes = [this.#boxes.reduce(union)];
  }

  /** What to paint inside `whole`, and nothing is damaged any more. `toSurface` gives the surface's own whole pixels. */
  take(whole: Box, toSurface: (box: Box) => Box): readonly Box[] {
    const { boxes, everything } = { boxes: this.#boxes, everything: this.#everything };
    this.#everything = false;
    this.#boxes = [];
    if (everything) return [whole];
    const cut = boxes.map((box) => intersection(toSurface(box), whole)).filter((box) => area(box) > 0);
    return cut.reduce((sum, box) => sum + area(box), 0) > MOST * area(whole) ? [whole] : cut;
  }

  #takeNear(box: Box): Box | undefined {
    const index = this.#boxes.findIndex((other) => area(union(other, box)) <= WASTE * (area(other) + area(box)));
    return index < 0 ? undefined : this.#boxes.splice(index, 1)[0];
  }
}

const area = (box: Box): number => Math.max(0, boxWidth(box)) * Math.max(0, boxHeight(box));

const intersection = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});
