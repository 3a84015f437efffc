/** What shows while the hand moves: the marquee, lines that a drag snaps to, the frame that would receive it. */
import type { Box } from '@joinery/shared';
import type { SnapLine } from '../../editor/session.ts';
import { toScreen } from '../view.ts';
import { crispAt, type Pen } from './pen.ts';

/** Half the size of the cross at each end of a snap line, in CSS px. */
const CROSS = 3;

export function drawMarquee({ context, view, colors }: Pen, { left, top, right, bottom }: Box): void {
  const crisp = crispAt(1, view.pixelRatio);
  const from = toScreen(view, { x: left, y: top });
  const to = toScreen(view, { x: right, y: bottom });
  const area = [crisp(from.x), crisp(from.y), crisp(to.x) - crisp(from.x), crisp(to.y) - crisp(from.y)] as const;
  context.globalAlpha = 0.1;
  context.fillStyle = colors.accent;
  context.fillRect(...area);
  context.globalAlpha = 1;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  context.strokeRect(...area);
}

export function drawSnapLines({ context, view, colors }: Pen, lines: readonly SnapLine[]): void {
  const crisp = crispAt(1, view.pixelRatio);
  context.strokeStyle = colors.snap;
  context.lineWidth = 1;
  context.beginPath();
  for (const line of lines) {
    const [from, to] = [toScreen(view, line.from), toScreen(view, line.to)].map(({ x, y }) => ({
      x: crisp(x),
      y: crisp(y),
    }));
    if (from === undefined || to === undefined) continue;
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    for (const { x, y } of [from, to]) {
      context.moveTo(x - CROSS, y - CROSS);
      context.lineTo(x + CROSS, y + CROSS);
      context.moveTo(x + CROSS, y - CROSS);
      context.lineTo(x - CROSS, y + CROSS);
    }
  }
  context.stroke();
}
