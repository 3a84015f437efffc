/** Which pixels no longer show the truth. Few boxes, or everything: what lies between far ones is left alone. */
import { type Box, box, boxHeight, boxWidth, contains, union } from '@joinery/shared';

const MAX_BOXES = 12;
/** Two boxes become one when that costs at most this much more than both. */
const WASTE = 1.2;
/** Above this share of the whole everything is painted again. */
const MOST = 0.6;

export class Damage {
  readonly #whole: Box;
  #everything = true;
  #boxes: Box[] = [];

  /** @param whole all pixels there are; everything is damaged until it was painted once */
  constructor(whole: Box) {
    this.#whole = whole;
  }

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

  /** Boxes that nearly fill their union become one; of too many, those that waste least by it. In whole pixels. */
  add(damaged: Box): void {
    if (this.#everything) return;
    let grown = intersection(damaged, this.#whole);
    if (area(grown) === 0 || this.#boxes.some((known) => contains(known, grown))) return;
    for (let near = this.#takeNear(grown); near !== undefined; near = this.#takeNear(grown)) grown = union(grown, near);
    this.#boxes.push(grown);
    if (this.#boxes.length > MAX_BOXES) this.#joinNearest();
    if (this.#boxes.reduce((sum, each) => sum + area(each), 0) > MOST * area(this.#whole)) this.addEverything();
  }

  /** What to paint; nothing is damaged any more. */
  take(): readonly Box[] {
    const boxes = this.#everything ? [this.#whole] : this.#boxes;
    this.#everything = false;
    this.#boxes = [];
    return boxes;
  }

  #takeNear(grown: Box): Box | undefined {
    const index = this.#boxes.findIndex((other) => waste(other, grown) <= 0);
    return index < 0 ? undefined : this.#boxes.splice(index, 1)[0];
  }

  /** Of all pairs, joins the one that wastes least. */
  #joinNearest(): void {
    let [least, first, second] = [Infinity, 0, 1];
    for (const [i, a] of this.#boxes.entries()) {
      for (const [j, b] of this.#boxes.entries()) {
        const cost = j > i ? waste(a, b) : Infinity;
        if (cost < least) [least, first, second] = [cost, i, j];
      }
    }
    const [joined] = this.#boxes.splice(second, 1);
    const kept = this.#boxes[first];
    if (joined !== undefined && kept !== undefined) this.#boxes[first] = union(kept, joined);
  }
}

const area = (of: Box): number => Math.max(0, boxWidth(of)) * Math.max(0, boxHeight(of));

/** What painting the union costs beyond both, in px; none where they nearly fill it. */
const waste = (a: Box, b: Box): number => area(union(a, b)) - WASTE * (area(a) + area(b));

const intersection = (a: Box, b: Box): Box =>
  box(Math.max(a.left, b.left), Math.max(a.top, b.top), Math.min(a.right, b.right), Math.min(a.bottom, b.bottom));
