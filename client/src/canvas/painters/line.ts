import type { NodeId } from '@joinery/shared';
import type { Painting } from './painting.ts';
import { paintStrokes } from './stroke.ts';

/** A line has a length and, by its rotation, a direction; nothing to fill. */
export const paintLine = (painting: Painting, id: NodeId): void =>
  paintStrokes(painting, id, { kind: 'line', width: painting.reader.get(id, 'width') });
