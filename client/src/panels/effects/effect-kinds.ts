/** Kinds of effects, as people call them, and one made from another. */
import type { Effect, ShadowEffect } from '@joinery/shared';
import type { Choice } from '../../ui/select-field.tsx';

export const EFFECT_KINDS: readonly Choice<Effect['type']>[] = [
  { value: 'drop-shadow', label: 'Drop shadow' },
  { value: 'inner-shadow', label: 'Inner shadow' },
  { value: 'layer-blur', label: 'Layer blur' },
];

export const DEFAULT_EFFECT: ShadowEffect = {
  type: 'drop-shadow',
  visible: true,
  color: '#000000',
  opacity: 0.25,
  x: 0,
  y: 4,
  blur: 4,
  spread: 0,
};

/** The same as another kind, with what both have. */
export function asEffect(effect: Effect, type: Effect['type']): Effect {
  const { visible, blur } = effect;
  if (type === 'layer-blur') return { type, visible, blur };
  return { ...DEFAULT_EFFECT, ...effect, type };
}
