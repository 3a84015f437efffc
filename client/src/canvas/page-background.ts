/** What lies behind everything on a page: the canvas colour with the page's own fills over it. */
import type { DocumentReader, NodeId } from '@joinery/shared';
import { isSeen } from './painters/fill.ts';
import type { Context2D } from './painters/context.ts';

interface BackgroundArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Paints in the coordinates that are set. A page has no size, so gradients in it have no place and are left out. */
export function paintPageFills(context: Context2D, fills: ReturnType<typeof pageFills>, area: BackgroundArea): void {
  for (const { color, opacity } of fills) {
    context.globalAlpha = opacity;
    context.fillStyle = color;
    context.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  }
  context.globalAlpha = 1;
}

export const pageFills = (reader: DocumentReader, page: NodeId): readonly { color: string; opacity: number }[] =>
  reader.get(page, 'fills').flatMap((paint) => (paint.type === 'solid' && isSeen(paint) ? [paint] : []));

/** The colour that shows where nothing lies, for whoever writes on it. */
export const backgroundColor = (reader: DocumentReader, page: NodeId, canvas: string): string =>
  pageFills(reader, page)
    .filter(({ opacity }) => opacity > 0.5)
    .at(-1)?.color ?? canvas;
