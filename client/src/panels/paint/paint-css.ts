import type { GradientStop, Paint } from '@joinery/shared';

/** A colour with its alpha, as CSS. @param opacity 0 to 1 */
const cssColor = (color: string, opacity: number): string =>
  `${color}${Math.round(opacity * 255)
    .toString(16)
    .padStart(2, '0')}`;

const stopsCss = (stops: readonly GradientStop[]): string =>
  stops
    .map(({ color, opacity, offset }) => `${cssColor(color, opacity)} ${Math.round(offset * 1000) / 10}%`)
    .join(', ');

/** A gradient from left to right, whatever its handles: for bars. */
export const barCss = (stops: readonly GradientStop[]): string => `linear-gradient(to right, ${stopsCss(stops)})`;

/** Four quarters that meet in the middle. */
const diamondCss = (stops: readonly GradientStop[]): string =>
  [
    ['right', 'bottom'],
    ['left', 'bottom'],
    ['left', 'top'],
    ['right', 'top'],
  ]
    .map(([x, y]) => {
      const half = stopsCss(stops.map((stop) => ({ ...stop, offset: stop.offset / 2 })));
      return `linear-gradient(to ${y} ${x}, ${half}) ${x} ${y} / 50% 50% no-repeat`;
    })
    .join(', ');

/** What a swatch of this paint looks like. @param pictureUrl of a picture by its hash; without it, grey stands in */
export function paintCss(paint: Paint, pictureUrl?: (hash: string) => string): string {
  switch (paint.type) {
    case 'solid':
      return `linear-gradient(90deg, ${paint.color} 50%, ${cssColor(paint.color, paint.opacity)} 50%)`;
    case 'linear': {
      // Colours are constant along the cross axis, so the gradient runs at a right angle to it.
      const [x0, y0, x1, y1, x2, y2] = paint.handles;
      const [across, down] = [y2 - y0, x0 - x2];
      const forward = across * (x1 - x0) + down * (y1 - y0) < 0 ? -1 : 1;
      const degrees = (Math.atan2(down * forward, across * forward) * 180) / Math.PI + 90;
      return `linear-gradient(${Math.round(degrees)}deg, ${stopsCss(paint.stops)})`;
    }
    case 'radial':
      return `radial-gradient(circle closest-side, ${stopsCss(paint.stops)})`;
    case 'angular': {
      const [x0, y0, x1, y1] = paint.handles;
      const degrees = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI + 90;
      return `conic-gradient(from ${Math.round(degrees)}deg, ${stopsCss(paint.stops)})`;
    }
    case 'diamond':
      return diamondCss(paint.stops);
    case 'picture':
      return pictureUrl === undefined
        ? 'linear-gradient(rgb(128 128 128 / 40%), rgb(128 128 128 / 40%))'
        : `center / cover no-repeat url("${pictureUrl(paint.picture)}")`;
    default:
      paint satisfies never;
      // A kind of paint that only newer clients know.
      return 'none';
  }
}
