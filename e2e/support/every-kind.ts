/** A page with every kind of node and paint, over the edges of tiles; for stories of what is seen. Runs in the page. */
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';

/** @returns the nodes that lie directly on the page, groups, frames and the ground aside */
export function drawEverything(joinery: Joinery): string[] {
  const solid = (color: string, opacity = 1) => ({ type: 'solid' as const, color, opacity, visible: true });
  const gradient = (
    type: 'linear' | 'radial' | 'angular' | 'diamond',
    handles: [number, number, number, number, number, number],
  ) => ({
    type,
    opacity: 1,
    visible: true,
    handles,
    stops: [
      { offset: 0, color: '#f72585', opacity: 1 },
      { offset: 0.5, color: '#ffd166', opacity: 0.8 },
      { offset: 1, color: '#4361ee', opacity: 1 },
    ],
  });
  const at = (x: number, y: number, width: number, height: number) => ({ position: { x, y }, width, height });
  const drop = {
    type: 'drop-shadow' as const,
    visible: true,
    color: '#1b1464',
    opacity: 0.6,
    x: 0,
    y: 14,
    blur: 9,
    spread: 0,
  };
  const page = joinery.page();
  joinery.set(page, { fills: [solid('#f4f1ea')] });
  // Behind all and beyond all: so it is known where a picture of the page begins.
  joinery.create('rectangle', { ...at(-150, -150, 1150, 950), fills: [solid('#f4f1ea')] });
  const star = 'M50 0 L79 90 L2 35 L98 35 L21 90 Z';
  const path = { data: star, width: 100, height: 90 };
  const text = {
    characters: 'Tiles meet\nwithout a seam',
    fontSize: 28,
    textSizing: 'fixed' as const,
    fills: [solid('#1d1d22')],
  };
  const made = [
    joinery.create('rectangle', {
      ...at(20, 20, 180, 120),
      fills: [gradient('linear', [0, 0, 1, 1, 0, 1])],
      cornerRadius: 24,
    }),
    joinery.create('rectangle', {
      ...at(430, 30, 170, 130),
      fills: [solid('#2a9d8f')],
      strokes: [solid('#264653')],
      strokeWeight: 9,
      strokeAlign: 'inside',
      cornerRadius: [0, 30, 8, 60],
    }),
    joinery.create('rectangle', {
      ...at(640, 470, 150, 100),
      fills: [solid('#e9c46a', 0.6)],
      strokes: [solid('#d62828', 0.5)],
      strokeWeight: 14,
      strokeAlign: 'outside',
      opacity: 0.7,
      rotation: 21,
    }),
    joinery.create('rectangle', {
      ...at(240, 30, 140, 110),
      fills: [gradient('radial', [0.5, 0.5, 1, 0.6, 0.4, 0.8])],
      strokes: [solid('#000000')],
      strokeWeight: 4,
      strokeDashes: [12, 7],
      strokeCap: 'round',
    }),
    joinery.create('ellipse', {
      ...at(460, 200, 130, 130),
      fills: [gradient('radial', [0.5, 0.5, 1, 0.5, 0.5, 1])],
      strokes: [solid('#14213d')],
      strokeWeight: 6,
      strokeAlign: 'outside',
    }),
    joinery.create('ellipse', {
      ...at(30, 190, 190, 90),
      fills: [solid('#8338ec')],
      strokes: [gradient('linear', [0, 0, 1, 0, 0, 1])],
      strokeWeight: 12,
      strokeAlign: 'inside',
    }),
    joinery.create('rectangle', {
      ...at(30, 640, 120, 90),
      fills: [gradient('angular', [0.5, 0.5, 0.5, 0, 1, 0.5])],
      cornerRadius: 16,
      rotation: 9,
    }),
    joinery.create('ellipse', {
      ...at(190, 640, 130, 90),
      fills: [gradient('diamond', [0.5, 0.5, 1, 0.5, 0.5, 1])],
      strokes: [gradient('angular', [0.5, 0.5, 1, 0.5, 0.5, 1])],
      strokeWeight: 9,
      rotation: -20,
    }),
    joinery.create('rectangle', {
      ...at(360, 640, 110, 90),
      strokes: [gradient('diamond', [0.5, 0.5, 1, 0.6, 0.4, 1])],
      strokeWeight: 16,
      strokeAlign: 'inside',
    }),
    joinery.create('text', {
      ...at(510, 650, 280, 70),
      characters: 'Gradients',
      fontSize: 52,
      textSizing: 'fixed',
      fills: [gradient('diamond', [0.5, 0.5, 1, 0.5, 0.5, 1])],
    }),
    joinery.create('line', {
      ...at(20, 330, 620, 0),
      strokes: [solid('#d00000')],
      strokeWeight: 5,
      rotation: 14,
      strokeCap: 'square',
    }),
    joinery.create('path', {
      ...at(240, 180, 190, 160),
      path,
      fills: [solid('#fb8500')],
      fillRule: 'evenodd',
      strokes: [solid('#023047')],
      strokeWeight: 3,
    }),
    joinery.create('path', {
      ...at(620, 60, 160, 140),
      path,
      fills: [solid('#06d6a0')],
      fillRule: 'nonzero',
      strokes: [solid('#073b4c')],
      strokeWeight: 8,
      strokeJoin: 'round',
    }),
    joinery.create('text', {
      ...at(30, 590, 250, 40),
      ...text,
      characters: 'What does not fit is cut off here',
      textTruncation: 'ending',
    }),
    joinery.create('text', { ...at(400, 480, 220, 80), ...text, textAlign: 'center', lineHeight: 1.3 }),
    joinery.create('text', {
      ...at(30, 520, 300, 60),
      ...text,
      letterSpacing: 3,
      textDecoration: 'underline',
      rotation: -8,
      strokes: [solid('#ff006e')],
      strokeWeight: 1,
    }),
  ];
  const frame = joinery.create('frame', {
    ...at(560, 220, 220, 160),
    fills: [solid('#ffffff')],
    clip: true,
    cornerRadius: 20,
    rotation: 11,
    effects: [{ ...drop, x: -8, blur: 20, spread: 3 }],
  });
  joinery.create('ellipse', { ...at(-40, -30, 150, 150), fills: [solid('#118ab2')] }, frame);
  joinery.create('rectangle', { ...at(120, 90, 160, 120), fills: [solid('#ef476f')] }, frame);
  const group = joinery.create('group', {
    position: { x: 480, y: 400 },
    opacity: 0.45,
    effects: [drop],
  });
  joinery.create('rectangle', { ...at(0, 0, 90, 90), fills: [solid('#3a0ca3')] }, group);
  joinery.create('ellipse', { ...at(45, 30, 90, 90), fills: [solid('#4cc9f0')] }, group);
  joinery.select([]);
  return made;
}
