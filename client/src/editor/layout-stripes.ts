/** Where the columns or rows of a layout grid are. */
import type { StripeGrid } from '@joinery/shared';

/** From and to, along the frame, in its own px. */
export type Stripe = readonly [from: number, to: number];

/** @param length of the frame across the stripes, in px. Those wholly beyond it are left out */
export function stripesOf({ count, gutter, margin, align, size }: StripeGrid, length: number): readonly Stripe[] {
  const thick = align === 'stretch' ? (length - 2 * margin - (count - 1) * gutter) / count : size;
  if (thick <= 0) return [];
  const all = count * thick + (count - 1) * gutter;
  const first = align === 'center' ? (length - all) / 2 : align === 'end' ? length - margin - all : margin;
  return Array.from({ length: count }, (_, index): Stripe => {
    const from = first + index * (thick + gutter);
    return [from, from + thick];
  }).filter(([from, to]) => to > 0 && from < length);
}
