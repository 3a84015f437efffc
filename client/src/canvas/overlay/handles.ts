/**
 * Eight handles around the selection: squares at the corners, bars at the sides. Where there is no room for all, the bars
 * go first. While the pointer is where pressing would rotate, arcs around the corners say so.
 */
import { type Box, lerp, rotationOf, type Vector } from '@joinery/shared';
import type { SelectionBox } from '../../editor/scene.ts';
import { type Pen, type Quad, tracePill, placeOnScreen } from './pen.ts';

/** Of a corner handle, in CSS px. */
const SQUARE = 8;
const BAR = { length: 14, thickness: 5 };
/** Shorter sides, in CSS px, get no bar. */
const LEAST_SIDE = 36;
/** A smaller selection, in CSS px, would hide behind its handles. */
const LEAST_BOX = 12;
const ARC_RADIUS = 14;

/** @param ends only those of a line */
export function drawHandles(pen: Pen, quad: Quad, box: SelectionBox, ends: boolean): void {
  const { context, colors } = pen;
  const turn = (rotationOf(box.matrix) * Math.PI) / 180;
  context.fillStyle = colors.handle;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  if (ends) {
    for (const end of [topLeft, topRight]) drawHandle(pen, end, { turn, ...round });
    return;
  }
  const across = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
  const down = Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y);
  if (Math.max(across, down) < LEAST_BOX) return;
  if (across >= LEAST_SIDE) {
    for (const [from, to] of [
      [topLeft, topRight],
      [bottomLeft, bottomRight],
    ] as const)
      drawHandle(pen, lerp(from, to, 0.5), { turn, ...lying });
  }
  if (down >= LEAST_SIDE) {
    for (const [from, to] of [
      [topLeft, bottomLeft],
      [topRight, bottomRight],
    ] as const)
      drawHandle(pen, lerp(from, to, 0.5), { turn, ...standing });
  }
  for (const corner of quad) drawHandle(pen, corner, { turn, ...square });
}

/** Quarter circles outside the corners. */
export function drawRotationArcs({ context, colors, view }: Pen, quad: Quad, box: SelectionBox): void {
  const turn = (rotationOf(box.matrix) * Math.PI) / 180;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  context.lineCap = 'round';
  quad.forEach(({ x, y }, index) => {
    const middle = turn + ((index - 1.5) * Math.PI) / 2;
    context.beginPath();
    context.arc(x, y, ARC_RADIUS, middle - Math.PI / 5, middle + Math.PI / 5);
    context.stroke();
  });
  context.lineCap = 'butt';
  placeOnScreen({ context, view });
}

interface HandleShape {
  readonly turn: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
}

const square = { width: SQUARE, height: SQUARE, radius: 2 };
const round = { ...square, radius: SQUARE / 2 };
const lying = { width: BAR.length, height: BAR.thickness, radius: BAR.thickness / 2 };
const standing = { width: BAR.thickness, height: BAR.length, radius: BAR.thickness / 2 };

function drawHandle(pen: Pen, { x, y }: Vector, { turn, width, height, radius }: HandleShape): void {
  const { context, view } = pen;
  const ratio = view.pixelRatio;
  const upright = Math.abs(Math.sin(2 * turn)) < 1e-6;
  const [cos, sin] = [Math.cos(turn) * ratio, Math.sin(turn) * ratio];
  const middle = upright
    ? { x: Math.floor(x * ratio) + 0.5, y: Math.floor(y * ratio) + 0.5 }
    : { x: x * ratio, y: y * ratio };
  context.setTransform(cos, sin, -sin, cos, middle.x, middle.y);
  const area: Box = { left: -width / 2, top: -height / 2, right: width / 2, bottom: height / 2 };
  tracePill(context, area, radius);
  context.fill();
  context.stroke();
  placeOnScreen(pen);
}
