import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import { evaluate } from './expression.ts';
import type { NumberEdit } from './number-edit.ts';
import styles from './number-field.module.css';
import { useScrub } from './use-scrub.ts';

export interface NumberFieldProps {
  /** Its accessible name. */
  readonly label: string;
  /** What stands before the number, a letter or an icon: dragging it sideways scrubs. */
  readonly prefix?: ReactNode;
  /** null: the selection disagrees. */
  readonly value: number | null;
  readonly edit: NumberEdit;
  readonly min?: number;
  readonly max?: number;
  /** What an arrow key and a pixel of scrubbing add; Shift makes it ten times as much. */
  readonly step?: number;
  readonly suffix?: string;
  readonly className?: string | undefined;
  /** Names of what it shows, with spaces between: what looks for its place finds it by `data-property`. */
  readonly property?: string;
}

/** Without noise of floating point; two decimals are what a screen can show. */
const format = (value: number): string => String(Math.round(value * 100) / 100);

/** A number that can be typed, summed up, stepped by arrow keys and scrubbed. */
export function NumberField(props: NumberFieldProps) {
  const { label, prefix, value, edit, min = -1e9, max = 1e9, step = 1, suffix = '', className, property } = props;
  const [draft, setDraft] = useState<string>();
  const [refused, setRefused] = useState(false);
  const stepped = useRef<number>(undefined);
  const scrub = useScrub(edit, step);
  const shown = value === null ? '' : `${format(value)}${suffix}`;

  const endSteps = (): void => {
    if (stepped.current === undefined) return;
    stepped.current = undefined;
    edit.end();
  };
  const commit = (): boolean => {
    endSteps();
    if (draft === undefined || draft.trim() === '' || draft === shown) {
      setDraft(undefined);
      setRefused(false);
      return true;
    }
    const next = evaluate(draft);
    setRefused(next === undefined);
    if (next === undefined) return false;
    setDraft(undefined);
    edit.set(Math.min(max, Math.max(min, next)));
    return true;
  };
  const stepBy = (by: number): void => {
    if (!commit()) return;
    if (stepped.current === undefined) edit.begin();
    stepped.current = (stepped.current ?? 0) + by;
    edit.shift(stepped.current);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const size = step * (event.shiftKey ? 10 : 1);
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      stepHeld(event.key === 'ArrowUp' ? size : -size);
    } else if (event.key === 'Enter') {
      if (commit()) event.currentTarget.blur();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setDraft(undefined);
      setRefused(false);
      event.currentTarget.blur();
    }
  };
  // Arrow keys held down are one undo step: it ends when the key goes up.
  const stepHeld = (by: number): void => {
    if (stepped.current !== undefined) {
      stepped.current += by;
      edit.shift(stepped.current);
    } else stepBy(by);
  };

  return (
    <div className={classNames(styles.field, refused && styles.refused, className)} data-property={property}>
      {prefix !== undefined && (
        <span className={styles.prefix} aria-hidden="true" {...scrub}>
          {prefix}
        </span>
      )}
      <input
        className={styles.input}
        aria-label={label}
        aria-invalid={refused}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        placeholder={value === null ? 'Mixed' : ''}
        value={draft ?? shown}
        onChange={(event) => setDraft(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => {
          if (commit()) return;
          setDraft(undefined);
          setRefused(false);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') endSteps();
        }}
      />
    </div>
  );
}
