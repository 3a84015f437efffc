import { useState } from 'react';
import styles from './dashes-field.module.css';
import { parseDashes } from './dashes.ts';

interface DashesFieldProps {
  /** null: the selection disagrees. */
  readonly value: readonly number[] | null;
  readonly onChange: (dashes: readonly number[]) => void;
}

/** Lengths of dashes and gaps, as a list. */
export function DashesField({ value, onChange }: DashesFieldProps) {
  const [draft, setDraft] = useState<string>();
  const shown = value?.join(', ') ?? '';
  const commit = (): void => {
    const next = draft === undefined || draft === shown ? undefined : parseDashes(draft);
    setDraft(undefined);
    if (next !== undefined) onChange(next);
  };
  return (
    <input
      className={styles.input}
      aria-label="Dashes and gaps"
      placeholder={value === null ? 'Mixed' : 'Dash, gap'}
      value={draft ?? shown}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
