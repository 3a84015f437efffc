/** Where a picture lies in the box that it paints. */
import type { Matrix, PicturePaint } from '@joinery/shared';

/** From the picture's px to the node's coordinates. */
export function pictureMatrix(
  { mode, width, height, scale, crop }: PicturePaint,
  size: { readonly width: number; readonly height: number },
): Matrix {
  switch (mode) {
    case 'tile':
      return { a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 };
    case 'crop': {
      const [left, top, across, down] = crop;
      const [a, d] = [size.width / (across * width), size.height / (down * height)];
      return { a, b: 0, c: 0, d, e: 0 - left * width * a, f: 0 - top * height * d };
    }
    case 'fill':
    case 'fit': {
      const [x, y] = [size.width / width, size.height / height];
      const even = mode === 'fill' ? Math.max(x, y) : Math.min(x, y);
      return { a: even, b: 0, c: 0, d: even, e: (size.width - width * even) / 2, f: (size.height - height * even) / 2 };
    }
    default:
      mode satisfies never;
      return { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
  }
}
