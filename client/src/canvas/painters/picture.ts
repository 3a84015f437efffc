/** Pictures as styles: a pattern that lies where the picture does. Until it is here, a quiet grey stands in. */
import type { NodeId, PicturePaint } from '@joinery/shared';
import { pictureMatrix } from '../../editor/picture-matrix.ts';
import type { Context2D } from './context.ts';
import type { Size } from './gradient.ts';
import type { Pictures } from './painting.ts';

const WAITING = 'rgb(128 128 128 / 18%)';

export function pictureStyle(
  context: Context2D,
  paint: PicturePaint,
  { size, pictures, id }: { readonly size: Size; readonly pictures: Pictures; readonly id: NodeId },
): string | CanvasPattern {
  const image = pictures.of(paint.picture, id);
  if (image === undefined) return WAITING;
  const pattern = context.createPattern(image, paint.mode === 'tile' ? 'repeat' : 'no-repeat');
  if (pattern === null) return 'transparent';
  // What was decoded may be smaller than the picture.
  const own = image as { readonly width: number; readonly height: number };
  const { a, d, e, f } = pictureMatrix(paint, size);
  pattern.setTransform({ a: (a * paint.width) / own.width, b: 0, c: 0, d: (d * paint.height) / own.height, e, f });
  context.imageSmoothingQuality = 'high';
  return pattern;
}
