/** Which pixels of a layer no longer show the truth. Few boxes, or everything: many small ones cost more than one large. */
import { type Box, boxHeight, boxWidth, intersects, union } from '@joinery/shared';

const MAX_BOXES = 8;
/** Above this share of the surface everything is painted again. */
const MOST = 0.6;

export class Damage {
  #everything = true;
  #boxes: Box[] = [];

  get empty(): boolean {
    return !this.#everything && this.#boxes.length === 0;
  }

  addEverything(): void {
    this.#everything = true;
    this.#boxes = [];
  }

  /** Boxes that touch become one. In whatever coordinates the caller uses for all. */
  add(box: Box): void {
    if (this.#everything) return;
    let grown = box;
    for (let touching = this.#takeTouching(grown); touching !== undefined; touching = this.#takeTouching(grown)) {
      grown = union(grown, touching);
    }
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

  #takeTouching(box: Box): Box | undefined {
    const index = this.#boxes.findIndex((other) => intersects(other, box));
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
