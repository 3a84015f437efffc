/** Text at a constant size: widths are kept, since measuring costs three hundred times as much as looking up. */
import type { Context2D } from '../painters/context.ts';
import { INTERFACE_FONT } from './pen.ts';

export const LABEL_FONT = `500 11px ${INTERFACE_FONT}`;

const MAX_KEPT = 4000;

export class LabelWidths {
  readonly #kept = new Map<string, number>();

  /** In CSS px. The context's font is {@link LABEL_FONT}; it is not looked at here, since asking for it is slow. */
  of(context: Context2D, text: string): number {
    let width = this.#kept.get(text);
    if (width === undefined) {
      width = context.measureText(text).width;
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(text, width);
    }
    return width;
  }

  /** The text, or its beginning with an ellipsis, that fits a width; empty when not even one letter would. */
  fit(context: Context2D, text: string, room: number): string {
    if (this.of(context, text) <= room) return text;
    let [fits, tooLong] = [0, text.length];
    while (tooLong - fits > 1) {
      const middle = (fits + tooLong) >> 1;
      if (this.of(context, `${text.slice(0, middle)}…`) <= room) fits = middle;
      else tooLong = middle;
    }
    return fits === 0 ? '' : `${text.slice(0, fits).trimEnd()}…`;
  }

  /** The interface's font arrived. */
  clear(): void {
    this.#kept.clear();
  }
}
