/** How the contents of an `svg` or `symbol` fit into its viewport: viewBox and preserveAspectRatio. */
import { IDENTITY, type Matrix, multiply, scaling, translation } from '@joinery/shared';

export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Undefined when absent, malformed or without area. */
export function parseViewBox(text: string | undefined): ViewBox | undefined {
  const [x, y, width, height, ...more] = (text ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (x === undefined || y === undefined || width === undefined || height === undefined || more.length > 0)
    return undefined;
  const usable = [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0;
  return usable ? { x, y, width, height } : undefined;
}

const SHARES: Readonly<Record<string, number>> = { min: 0, mid: 0.5, max: 1 };

/** From the coordinates inside to those of the viewport, whose origin is its own corner. */
export function viewBoxMatrix(
  inner: ViewBox | undefined,
  outer: { readonly width: number; readonly height: number },
  fit: string | undefined,
): Matrix {
  if (inner === undefined) return IDENTITY;
  const [sx, sy] = [outer.width / inner.width, outer.height / inner.height];
  const move = translation(-inner.x, -inner.y);
  if (/^\s*(?:defer\s+)?none\b/.test(fit ?? '')) return multiply(scaling(sx, sy), move);
  const align = /x(min|mid|max)y(min|mid|max)/.exec((fit ?? '').toLowerCase());
  const factor = /\bslice\b/.test(fit ?? '') ? Math.max(sx, sy) : Math.min(sx, sy);
  const left = (outer.width - inner.width * factor) * (SHARES[align?.[1] ?? 'mid'] ?? 0.5);
  const top = (outer.height - inner.height * factor) * (SHARES[align?.[2] ?? 'mid'] ?? 0.5);
  return multiply(translation(left, top), multiply(scaling(factor, factor), move));
}
