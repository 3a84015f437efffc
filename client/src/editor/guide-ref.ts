/** Guides by name: which register of which page or frame. */
import type { NodeId } from '@joinery/shared';

/** Of a guide at an `x`, which stands upright, or at a `y`. */
export type Axis = 'x' | 'y';

export interface GuideRef {
  readonly owner: NodeId;
  readonly key: string;
}

/** Each guide is a register of its own, `guides/key`. */
export const GUIDE_PREFIX = 'guides/';

export const isGuideProperty = (property: string): boolean => property.startsWith(GUIDE_PREFIX);
