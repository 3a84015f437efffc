/** Rulers with numbers along the top and the left, the extent of the selection marked on them, and the guides of what is in view. */
import { type Box, boxFromSize, transformBox } from '@joinery/shared';
import { visibleBox } from '../../editor/camera.ts';
import type { Guides, PlacedGuide } from '../../editor/guides.ts';
import type { Axis } from '../../editor/guide-ref.ts';
import { RULER, rulerStep } from '../../editor/rulers.ts';
import type { SessionState } from '../../editor/session.ts';
import type { LabelWidths } from './label.ts';
import type { OutlineSource } from './node-outline.ts';
import { crispAt, INTERFACE_FONT, type Pen, placeOnScreen } from './pen.ts';
import { drawPill } from './pill.ts';

const FONT = `500 9px ${INTERFACE_FONT}`;
/** Between two numbers there are so many parts. */
const PARTS = 5;
const TICK = 4;
/** Of a number from its tick, and from the edge of the canvas, in CSS px. */
const BESIDE = 3;
const BASELINE = 9;

/** Lines across the page, behind what is selected. */
export function drawGuides(
  pen: Pen,
  guides: Guides,
  { state, widths }: { readonly state: SessionState; readonly widths: LabelWidths },
): void {
  const { context, colors } = pen;
  const { draggedGuide, page } = state;
  context.strokeStyle = colors.guide;
  context.lineWidth = 1;
  context.beginPath();
  for (const guide of guides.near(visibleBox(state.camera, state.viewport), page)) {
    if (draggedGuide?.from?.owner !== guide.owner || draggedGuide.from.key !== guide.key) addLine(pen, guide);
  }
  context.stroke();
  if (draggedGuide === null) return;
  const { axis, at } = draggedGuide;
  context.lineWidth = 2;
  context.beginPath();
  addLine(pen, { axis, at, within: null });
  context.stroke();
  const place = onScreen(pen, axis, at) + 4;
  drawPill(pen, { text: String(at), color: colors.guide, widths }, () =>
    axis === 'x' ? { x: place, y: RULER + 4 } : { x: RULER + 4, y: place },
  );
}

function addLine(pen: Pen, { axis, at, within }: Pick<PlacedGuide, 'axis' | 'at' | 'within'>): void {
  const { context, view, width, height } = pen;
  const place = crispAt(1, view.pixelRatio)(onScreen(pen, axis, at));
  if (axis === 'x') {
    const [from, to] =
      within === null ? [0, height] : [onScreen(pen, 'y', within.top), onScreen(pen, 'y', within.bottom)];
    context.moveTo(place, from);
    context.lineTo(place, to);
  } else {
    const [from, to] =
      within === null ? [0, width] : [onScreen(pen, 'x', within.left), onScreen(pen, 'x', within.right)];
    context.moveTo(from, place);
    context.lineTo(to, place);
  }
}

/** Page px → CSS px along an axis. */
const onScreen = ({ view }: Pen, axis: Axis, at: number): number => (at * view.scale + view[axis]) / view.pixelRatio;

/** Over everything else. */
export function drawRulers(pen: Pen, { scene }: OutlineSource, { selection, camera }: SessionState): void {
  const { context, colors, width, height } = pen;
  const box = scene.selectionBox(selection);
  const marked = box === null ? null : transformBox(box.matrix, boxFromSize(0, 0, box.width, box.height));
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, width, RULER);
  context.fillRect(0, 0, RULER, height);
  context.font = FONT;
  const step = rulerStep(camera.zoom);
  drawRuler(pen, { axis: 'x', length: width, step }, marked);
  // The left one is the top one, turned: its numbers read upwards.
  drawRuler(pen, { axis: 'y', length: height, step }, marked);
  placeOnScreen(pen);
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, RULER, RULER);
  const hairline = crispAt(1, pen.view.pixelRatio)(RULER - 1);
  context.strokeStyle = colors.border;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, hairline);
  context.lineTo(width, hairline);
  context.moveTo(hairline, 0);
  context.lineTo(hairline, height);
  context.stroke();
}

interface Ruler {
  readonly axis: Axis;
  /** In CSS px. */
  readonly length: number;
  /** From number to number, in page px. */
  readonly step: number;
}

function drawRuler(pen: Pen, ruler: Ruler, marked: Box | null): void {
  const { context, colors, view } = pen;
  const { axis, length, step } = ruler;
  const ratio = view.pixelRatio;
  // Along the ruler is x, from the edge of the canvas inwards is y.
  if (axis === 'y') context.setTransform(0, -ratio, ratio, 0, 0, length * ratio);
  const along = (at: number): number => (axis === 'x' ? onScreen(pen, 'x', at) : length - onScreen(pen, 'y', at));
  const ends: readonly [number, number] | null =
    marked === null ? null : axis === 'x' ? [marked.left, marked.right] : [marked.top, marked.bottom];
  if (ends !== null) drawExtent(pen, ends.map(along) as [number, number]);
  const crisp = crispAt(1, ratio);
  const perPx = view.scale / ratio;
  const first = Math.floor(-view[axis] / view.scale / step) * step;
  const avoided = ends?.map(along) ?? [];
  context.strokeStyle = colors.border;
  context.fillStyle = colors.textSoft;
  context.lineWidth = 1;
  context.beginPath();
  for (let at = first; (at - first) * perPx < length + 2 * step * perPx; at += step) {
    for (let part = 0; part < PARTS; part++) {
      const x = crisp(along(at + (part * step) / PARTS));
      context.moveTo(x, part === 0 ? RULER - 3 * TICK + 2 : RULER - TICK);
      context.lineTo(x, RULER);
    }
    // The numbers of the selection come first.
    if (avoided.every((end) => Math.abs(end - along(at)) > LABEL_ROOM))
      context.fillText(String(at), along(at) + BESIDE, BASELINE + 1);
  }
  context.stroke();
  if (ends !== null) drawEnds(pen, ends, along);
}

/** Numbers nearer to those of the selection are left out, in CSS px. */
const LABEL_ROOM = 34;

function drawExtent({ context, colors }: Pen, [a, b]: readonly [number, number]): void {
  context.fillStyle = colors.accent;
  context.globalAlpha = 0.18;
  context.fillRect(Math.min(a, b), 0, Math.abs(b - a), RULER);
  context.globalAlpha = 1;
}

/** Where the selection begins and ends: outside of it, so that small ones do not run together. */
function drawEnds({ context, colors }: Pen, ends: readonly [number, number], along: (at: number) => number): void {
  context.fillStyle = colors.accent;
  const places = ends
    .map((at) => ({ text: String(Math.round(at * 100) / 100), x: along(at) }))
    .sort((a, b) => a.x - b.x);
  const [near, far] = places;
  if (near === undefined || far === undefined) return;
  context.textAlign = 'right';
  context.fillText(near.text, near.x - BESIDE, BASELINE + 1);
  context.textAlign = 'left';
  context.fillText(far.text, far.x + BESIDE, BASELINE + 1);
}
