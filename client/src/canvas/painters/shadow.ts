/**
 * Shadows of outlines. Contexts can paint a shadow only together with what casts it: so that is painted beside the picture, and its shadow
 * shifted back into it.
 */
import { type Box, expand, type Matrix, type ShadowEffect, transformBox } from '@joinery/shared';
import { blurReach } from '../../editor/effect-reach.ts';
import { toDeviceBox } from '../view.ts';
import type { Context2D } from './context.ts';
import { clipToOutline, clipToOutside, fillOutline, fillOutside, grownOutline, type Outline } from './outline.ts';
import { needsOfBlur, type PaintTarget } from './paint-target.ts';

/** What casts a shadow, in its own coordinates. */
export interface ShadowedOutline {
  readonly outline: Outline;
  /** Holds the outline. */
  readonly bounds: Box;
  /** How far a stroke reaches beyond the outline, in px. */
  readonly beyond: number;
  /** Nothing of a shadow behind it shows through it. */
  readonly opaque: boolean;
}

/** All drop shadows, or all inner ones, of an outline; the context is placed, and left so. */
export function paintOutlineShadows(
  target: PaintTarget,
  { outline, bounds, beyond, opaque, matrix }: ShadowedOutline & { readonly matrix: Matrix },
  shadows: readonly ShadowEffect[],
): void {
  const { context } = target;
  const edge = grownOutline(outline, beyond);
  for (const shadow of shadows) {
    const inner = shadow.type === 'inner-shadow';
    const area = expand(bounds, beyond + reachOf(shadow));
    context.save();
    if (inner) clipToOutline(context, edge);
    else if (!opaque) clipToOutside(context, edge, area);
    const blur = (shadow.blur / 2) * target.view.scale;
    const coarse = needsOfBlur(blur);
    const { alpha } = target;
    if (coarse.density !== undefined) target.pushLayer(transformBox(matrix, area), coarse);
    target.context.globalAlpha = coarse.density === undefined ? alpha : 1;
    target.context.fillStyle = '#000';
    castFrom(target, matrix, { shadow, area });
    if (inner) fillOutside(target.context, grownOutline(edge, -shadow.spread), area);
    else fillOutline(target.context, grownOutline(edge, shadow.spread));
    if (coarse.density !== undefined) target.popLayer(alpha);
    context.restore();
  }
}

/** What is painted from here on falls beside the picture, and its shadow to where it belongs. `area`: holds what will be painted. */
function castFrom(
  target: PaintTarget,
  matrix: Matrix,
  { shadow, area }: { readonly shadow: ShadowEffect; readonly area: Box },
): void {
  const { context, pixelScale, view } = target;
  const { right } = toDeviceBox(view, transformBox(matrix, area));
  const aside = Math.ceil(Math.max(0, right - target.left) * (pixelScale / view.scale)) + 2;
  target.place({ ...matrix, e: matrix.e - aside / pixelScale });
  setShadow(context, shadow, { pixelScale, aside });
}

/** @param aside how far to the left of its place the caster is painted, in px of the context */
export function setShadow(
  context: Context2D,
  { color, opacity, x, y, blur }: ShadowEffect,
  { pixelScale, aside }: { readonly pixelScale: number; readonly aside: number },
): void {
  const alpha = Math.round(opacity * 255);
  context.shadowColor = color + alpha.toString(16).padStart(2, '0');
  context.shadowBlur = blur * pixelScale;
  context.shadowOffsetX = x * pixelScale + aside;
  context.shadowOffsetY = y * pixelScale;
}

/** How far from an outline a shadow is seen, or what casts it counts. */
const reachOf = ({ x, y, blur, spread }: ShadowEffect): number =>
  Math.abs(x) + Math.abs(y) + Math.abs(spread) + blurReach(blur) + 1;
