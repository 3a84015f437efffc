/** Shadows of what was collected on a layer: texts, groups, hollow shapes. Their spread is not kept: it would be that of each letter. */
import type { Box, ShadowEffect } from '@joinery/shared';
import { type LayerPicture, needsOfBlur, type PaintTarget } from './paint-target.ts';
import { setShadow } from './shadow.ts';

/** What casts, and the page's box that holds the shadows too. */
export interface PictureCaster {
  readonly picture: LayerPicture;
  /** The same, and as much around it as casts shadows on what is seen; it may be coarser. */
  readonly caster: LayerPicture;
  readonly area: Box;
}

/** Drop shadows lie only where the picture is not, inner ones only where it is. */
export function paintPictureShadows(
  target: PaintTarget,
  { picture, caster, area }: PictureCaster,
  shadows: readonly ShadowEffect[],
): void {
  for (const shadow of shadows) {
    const { alpha } = target;
    if (shadow.type === 'drop-shadow') {
      target.pushLayer(area);
      castPicture(target, { caster, area }, shadow);
      target.drawPicture(picture, { alpha: 1, blend: 'destination-out' });
      target.popLayer(alpha);
    } else paintInner(target, { picture, caster, area }, shadow);
  }
}

function paintInner(target: PaintTarget, { picture, caster, area }: PictureCaster, shadow: ShadowEffect): void {
  const { alpha } = target;
  const reach = Math.max(Math.abs(shadow.x), Math.abs(shadow.y)) + 1.5 * shadow.blur;
  target.pushLayer(area, { reach: reach * target.view.scale, density: caster.density });
  const { context } = target;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.globalAlpha = 1;
  context.fillRect(0, 0, target.width, target.height);
  target.drawPicture(caster, { alpha: 1, blend: 'destination-out' });
  target.takeLayer((inverse) => {
    target.pushLayer(area);
    castPicture(target, { caster: inverse, area }, shadow);
    target.drawPicture(picture, { alpha: 1, blend: 'destination-in' });
    target.popLayer(alpha);
  });
}

/** The shadow alone: the picture itself is drawn beside what is seen. */
function castPicture(
  target: PaintTarget,
  { caster, area }: Omit<PictureCaster, 'picture'>,
  shadow: ShadowEffect,
): void {
  const coarse = needsOfBlur((shadow.blur / 2) * target.view.scale);
  if (coarse.density !== undefined) target.pushLayer(area, coarse);
  const { pixelScale, view } = target;
  const density = pixelScale / view.scale;
  const aside = Math.ceil(Math.max(0, caster.left + caster.width - target.left) * density) + 2;
  target.drawPictureWith(
    caster,
    (context) => {
      context.globalAlpha = 1;
      setShadow(context, shadow, { pixelScale, aside });
    },
    aside,
  );
  if (coarse.density !== undefined) target.popLayer(1);
}
