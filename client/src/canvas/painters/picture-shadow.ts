/** Shadows of what was collected on a layer: texts, groups, hollow shapes. Their spread is not kept: it would be that of each letter. */
import type { Box, ShadowEffect } from '@joinery/shared';
import type { LayerPicture, PaintTarget } from './paint-target.ts';
import { setShadow } from './shadow.ts';

/** What casts, and the page's box that holds the shadows too. */
export interface PictureCaster {
  readonly picture: LayerPicture;
  readonly area: Box;
}

/** Drop shadows lie only where the picture is not, inner ones only where it is. */
export function paintPictureShadows(
  target: PaintTarget,
  { picture, area }: PictureCaster,
  shadows: readonly ShadowEffect[],
): void {
  for (const shadow of shadows) {
    const { alpha } = target;
    if (shadow.type === 'drop-shadow') {
      target.pushLayer(area);
      castPicture(target, picture, shadow);
      target.drawPicture(picture, { alpha: 1, blend: 'destination-out' });
      target.popLayer(alpha);
    } else paintInner(target, { picture, area }, shadow);
  }
}

function paintInner(target: PaintTarget, { picture, area }: PictureCaster, shadow: ShadowEffect): void {
  const { alpha } = target;
  const reach = Math.max(Math.abs(shadow.x), Math.abs(shadow.y)) + 1.5 * shadow.blur;
  target.pushLayer(area, { reach: reach * target.view.scale });
  const { context } = target;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  context.globalAlpha = 1;
  context.fillRect(0, 0, target.width, target.height);
  target.drawPicture(picture, { alpha: 1, blend: 'destination-out' });
  target.takeLayer((inverse) => {
    target.pushLayer(area);
    castPicture(target, inverse, shadow);
    target.drawPicture(picture, { alpha: 1, blend: 'destination-in' });
    target.popLayer(alpha);
  });
}

/** The shadow alone: the picture itself is drawn beside what is seen. */
function castPicture(target: PaintTarget, picture: LayerPicture, shadow: ShadowEffect): void {
  const { pixelScale, view } = target;
  const density = pixelScale / view.scale;
  const aside = Math.ceil(Math.max(0, picture.left + picture.width - target.left) * density) + 2;
  target.drawPictureWith(
    picture,
    (context) => {
      context.globalAlpha = 1;
      setShadow(context, shadow, { pixelScale, aside });
    },
    aside,
  );
}
