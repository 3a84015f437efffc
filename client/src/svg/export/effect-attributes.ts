/** Shadows and blurs as a filter, blend modes as style. Offsets are along the page's axes, a filter works in those of its element. */
import {
  boxHeight,
  boxWidth,
  invert,
  type NodeId,
  rotation,
  rotationOf,
  type ShadowEffect,
  transformBox,
  transformVector,
} from '@joinery/shared';
import { formatNumber } from '../geometry/number-text.ts';
import type { ExportContext } from './export-context.ts';
import { type Attributes, markup } from './markup.ts';

/** @param inOwn whether the element is written in the node's own coordinates, not in those around it */
export function effectAttributes(context: ExportContext, id: NodeId, inOwn: boolean): Attributes {
  const { reader } = context;
  const blend = reader.get(id, 'blendMode');
  return {
    ...(blend === 'normal' ? {} : { style: `mix-blend-mode:${blend}` }),
    ...filterAttribute(context, id, inOwn),
  };
}

function filterAttribute(context: ExportContext, id: NodeId, inOwn: boolean): Attributes {
  const { reader } = context;
  const effects = reader.get(id, 'effects').filter(({ visible }) => visible);
  const shadows = effects.filter(
    (effect): effect is ShadowEffect => effect.type === 'drop-shadow' || effect.type === 'inner-shadow',
  );
  const deviations = effects.map((effect) => (effect.type === 'layer-blur' ? effect.blur / 2 : 0));
  const deviation = Math.hypot(...deviations);
  if (shadows.length === 0 && deviation === 0) return {};
  const turn = rotationOf(reader.pageMatrix(id));
  const drops = shadows.filter(({ type }) => type === 'drop-shadow');
  const inners = shadows.filter(({ type }) => type === 'inner-shadow');
  const shadow = (one: ShadowEffect, index: number): string => shadowMarkup(one, index, turn);
  const layers = [...drops.map((_, i) => `drop-${i}`), 'SourceGraphic', ...inners.map((_, i) => `inner-${i}`)];
  const body = [
    shadows.length === 0 ? '' : HARD_ALPHA,
    ...drops.map(shadow),
    ...inners.map(shadow),
    shadows.length === 0
      ? ''
      : markup('feMerge', {}, layers.map((layer) => markup('feMergeNode', { in: layer })).join('')),
    deviation === 0 ? '' : markup('feGaussianBlur', { stdDeviation: formatNumber(deviation) }),
  ].join('');
  return { filter: context.define('effect', markup('filter', { ...areaOf(context, id, inOwn), ...FILTER }, body)) };
}

const FILTER = { filterUnits: 'userSpaceOnUse', 'color-interpolation-filters': 'sRGB' };

/** What is painted at all, however faint, casts a whole shadow. */
const HARD_ALPHA = markup('feColorMatrix', {
  in: 'SourceAlpha',
  values: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0',
  result: 'hard',
});

/** Everything that the node paints, in the coordinates that its element is written in: a leaf that is not turned, in those around it. */
function areaOf({ paintBox, reader }: ExportContext, id: NodeId, inOwn: boolean): Attributes {
  const space = inOwn ? id : (reader.parent(id) ?? id);
  const area = transformBox(invert(reader.pageMatrix(space)), paintBox(id));
  return { x: area.left, y: area.top, width: boxWidth(area), height: boxHeight(area) };
}

function shadowMarkup({ type, color, opacity, x, y, blur, spread }: ShadowEffect, index: number, turn: number): string {
  const drop = type === 'drop-shadow';
  const offset = transformVector(rotation(-turn), { x, y });
  const [red, green, blue] = [1, 3, 5].map((at) => formatNumber(Number.parseInt(color.slice(at, at + 2), 16) / 255, 4));
  const grow = drop ? spread : -spread;
  return [
    grow === 0
      ? ''
      : markup('feMorphology', { in: 'hard', operator: grow > 0 ? 'dilate' : 'erode', radius: Math.abs(grow) }),
    markup('feOffset', { ...(grow === 0 && { in: 'hard' }), dx: offset.x, dy: offset.y }),
    markup('feGaussianBlur', { stdDeviation: formatNumber(blur / 2) }),
    drop
      ? markup('feComposite', { in2: 'hard', operator: 'out' })
      : markup('feComposite', { in2: 'hard', operator: 'arithmetic', k2: -1, k3: 1 }),
    markup('feColorMatrix', {
      values: `0 0 0 0 ${red} 0 0 0 0 ${green} 0 0 0 0 ${blue} 0 0 0 ${formatNumber(opacity, 4)} 0`,
      result: `${drop ? 'drop' : 'inner'}-${index}`,
    }),
  ].join('');
}
