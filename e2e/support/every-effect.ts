/** Effects and blend modes, over the edges of tiles; for stories of what is seen. Runs in the page. */
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';

/** Every effect on every kind of caster, and blend modes. @returns the nodes */
export function drawEffects(joinery: Joinery): string[] {
  const shadow = (
    type: 'drop-shadow' | 'inner-shadow',
    extra: { x?: number; y?: number; blur?: number; spread?: number },
  ) => ({
    type,
    visible: true,
    color: '#1b1464',
    opacity: 0.6,
    x: 0,
    y: 0,
    blur: 0,
    spread: 0,
    ...extra,
  });
  const solid = (color: string, opacity = 1) => ({ type: 'solid' as const, color, opacity, visible: true });
  const at = (x: number, y: number, width: number, height: number) => ({ position: { x, y }, width, height });
  const drop = shadow('drop-shadow', { x: 7, y: 9, blur: 12, spread: 2 });
  const inner = shadow('inner-shadow', { x: -5, y: 6, blur: 14, spread: 3 });
  const blur = { type: 'layer-blur' as const, visible: true, blur: 11 };
  const blurred = joinery.create('group', { position: { x: 700, y: 250 }, effects: [blur, drop] });
  joinery.create('ellipse', { ...at(0, 0, 80, 80), fills: [solid('#ff9f1c')] }, blurred);
  joinery.create('rectangle', { ...at(50, 50, 80, 60), fills: [solid('#2ec4b6')], rotation: 30 }, blurred);
  const masked = joinery.create('group', { position: { x: 330, y: 530 }, rotation: 8 });
  joinery.create('ellipse', { ...at(0, 0, 130, 80), fills: [solid('#ffffff', 0.8)], mask: true }, masked);
  joinery.create('rectangle', { ...at(-20, -20, 90, 90), fills: [solid('#ff4d6d')] }, masked);
  joinery.create('rectangle', { ...at(60, 30, 120, 60), fills: [solid('#3a86ff')], effects: [drop] }, masked);
  return [
    joinery.create('rectangle', {
      ...at(-100, 20, 90, 70),
      fills: [solid('#ffffff')],
      cornerRadius: 12,
      effects: [drop],
    }),
    joinery.create('ellipse', { ...at(-110, 130, 110, 80), fills: [solid('#ffbf69', 0.4)], effects: [drop, inner] }),
    joinery.create('path', {
      ...at(-110, 240, 110, 100),
      path: { data: 'M50 0 L79 90 L2 35 L98 35 L21 90 Z', width: 100, height: 90 },
      fills: [solid('#cbf3f0')],
      effects: [inner, drop],
    }),
    joinery.create('rectangle', {
      ...at(-100, 370, 90, 70),
      strokes: [solid('#d00000')],
      strokeWeight: 6,
      rotation: 12,
      effects: [drop, inner],
    }),
    joinery.create('text', {
      ...at(-120, 470, 160, 50),
      characters: 'Shadow',
      fontSize: 40,
      textSizing: 'fixed',
      fills: [solid('#e71d36')],
      effects: [drop, inner],
    }),
    joinery.create('rectangle', {
      ...at(-100, 560, 120, 80),
      fills: [solid('#9b5de5')],
      effects: [blur],
      rotation: -14,
    }),
    joinery.create('ellipse', { ...at(150, 400, 140, 100), fills: [solid('#00bbf9')], blendMode: 'multiply' }),
    joinery.create('rectangle', {
      ...at(190, 430, 140, 100),
      fills: [solid('#fee440')],
      blendMode: 'difference',
      opacity: 0.8,
    }),
  ];
}
