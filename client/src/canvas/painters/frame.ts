import type { NodeId } from '@joinery/shared';
import { clipToOutline } from './outline.ts';
import type { Painting } from './painting.ts';
import { boxOutline, paintRectangle } from './rectangle.ts';

/** What a frame paints itself, behind what it holds. */
export const paintFrame: (painting: Painting, id: NodeId) => void = paintRectangle;

/** Cuts off what lies outside the frame, until the context is restored. The caller has placed and saved. */
export function clipToFrame({ reader, target }: Painting, id: NodeId): void {
  clipToOutline(target.context, boxOutline(reader, id, target.view.scale));
}
