/** How far effects reach: what is painted of a node lies in its box and so far around it. */
import type { Effect } from '@joinery/shared';

/** Standard deviations after which nothing is seen of a blur. */
const DEVIATIONS = 3;

/** How far a blur spreads what is blurred. `blur`: twice the standard deviation. */
export const blurReach = (blur: number): number => (blur / 2) * DEVIATIONS;

/** In px beyond what the node paints without them. */
export function effectsReach(effects: readonly Effect[]): number {
  let shadows = 0;
  let blurs = 0;
  for (const effect of effects) {
    if (!effect.visible) continue;
    if (effect.type === 'layer-blur') blurs += blurReach(effect.blur);
    else if (effect.type === 'drop-shadow') {
      const { x, y, blur, spread } = effect;
      shadows = Math.max(shadows, Math.max(Math.abs(x), Math.abs(y)) + Math.max(0, spread) + blurReach(blur));
    }
  }
  return shadows + blurs;
}
