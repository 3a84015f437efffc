import type { KeyboardEvent, PointerEvent } from 'react';
import styles from './resizer.module.css';

interface ResizerProps {
  readonly label: string;
  /** Which edge of its panel it is. */
  readonly side: 'left' | 'right';
  readonly width: number;
  readonly onWidth: (width: number) => void;
}

const MIN_PX = 200;
const MAX_PX = 480;
const STEP_PX = 16;

const clamp = (width: number): number => Math.min(MAX_PX, Math.max(MIN_PX, width));

/** The edge of a panel that makes it wider or narrower, by dragging or by arrow keys. */
export function Resizer({ label, side, width, onWidth }: ResizerProps) {
  const outwards = side === 'right' ? 1 : -1;
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const panel = event.currentTarget.parentElement?.getBoundingClientRect();
    if (panel !== undefined)
      onWidth(clamp(side === 'right' ? event.clientX - panel.left : panel.right - event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: STEP_PX, ArrowLeft: -STEP_PX }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(clamp(width + step * outwards));
  };
  return (
    <div
      // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- an edge that is dragged in its own coordinates, not a track with a thumb
      role="slider"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuemin={MIN_PX}
      aria-valuemax={MAX_PX}
      aria-valuenow={width}
      tabIndex={0}
      className={styles.resizer}
      style={{ [side]: -3 }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
