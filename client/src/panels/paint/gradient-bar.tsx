import type { GradientStop } from '@joinery/shared';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './gradient-bar.module.css';
import { barCss } from './paint-css.ts';
import type { PaintWriter } from './paint-row.tsx';

interface GradientBarProps {
  readonly stops: readonly GradientStop[];
  readonly chosen: number;
  readonly writer: Pick<PaintWriter, 'begin' | 'end'>;
  readonly onChoose: (index: number) => void;
  readonly onMove: (index: number, offset: number) => void;
  readonly onAdd: (offset: number) => void;
  readonly onRemove: (index: number) => void;
}

const clamp = (offset: number): number => Math.round(Math.min(1, Math.max(0, offset)) * 1000) / 1000;

/** The stops on a bar: drag them, click between them for a new one, Delete removes one. */
export function GradientBar({ stops, chosen, writer, onChoose, onMove, onAdd, onRemove }: GradientBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  // Stops may pass each other while one is dragged: the chosen one is always the dragged one.
  const offsetAt = (event: PointerEvent): number => {
    const { left, width } = bar.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return clamp((event.clientX - left) / width);
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const step = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01 }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove(index);
    else if (step !== undefined) onMove(index, clamp((stops[index]?.offset ?? 0) + step * (event.shiftKey ? 10 : 1)));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.bar}>
      <div
        ref={bar}
        className={styles.track}
        style={{ background: `${barCss(stops)}, var(--checks)` }}
        onPointerDown={(event) => {
          if (event.target === event.currentTarget && event.button === 0) onAdd(offsetAt(event));
        }}
      >
        {stops.map((stop, index) => (
          <div
            // eslint-disable-next-line react/no-array-index-key -- stops have no names; their order is who they are
            key={index}
            // eslint-disable-next-line jsx-a11y/prefer-tag-over-role -- several thumbs on one track: no input does that
            role="slider"
            tabIndex={0}
            aria-label={`Stop ${index + 1}`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(stop.offset * 100)}
            className={classNames(styles.stop, index === chosen && styles.chosen)}
            style={{ left: `${stop.offset * 100}%`, background: stop.color }}
            onFocus={() => onChoose(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              onChoose(index);
              writer.begin();
            }}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(chosen, offsetAt(event));
            }}
            onPointerUp={() => writer.end()}
            onPointerCancel={() => writer.end()}
          />
        ))}
      </div>
    </div>
  );
}
