import { type DocumentReader, isGradient, type NodeId, type Paint } from '@joinery/shared';
import { subtree } from '../../editor/selection.ts';

/** More nodes than this are not looked at: the list is a convenience. */
const MAX_NODES = 20_000;

const colorsOf = (paint: Paint): readonly string[] => {
  if (paint.type === 'solid') return [paint.color];
  return isGradient(paint) ? paint.stops.map(({ color }) => color) : [];
};

/** The colours used on a page, the most used first. */
export function documentColors(reader: DocumentReader, page: NodeId, limit: number): readonly string[] {
  const uses = new Map<string, number>();
  let looked = 0;
  for (const id of subtree(reader, page)) {
    if ((looked += 1) > MAX_NODES) break;
    for (const paint of [...reader.get(id, 'fills'), ...reader.get(id, 'strokes')]) {
      for (const color of colorsOf(paint)) uses.set(color, (uses.get(color) ?? 0) + 1);
    }
  }
  return [...uses]
    .sort((a, b) => b[1] - a[1])
    .slice(0, limit)
    .map(([color]) => color);
}
