import { useState } from 'react';
import styles from './color-field.module.css';
import { parseColor } from './paints.ts';

interface ColorFieldProps {
  readonly label: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly onChange: (color: string) => void;
}

/** A colour as six hexadecimal digits. What is no colour is not taken. */
export function ColorField({ label, color, onChange }: ColorFieldProps) {
  const [draft, setDraft] = useState<string>();
  const commit = (): void => {
    const next = draft === undefined ? undefined : parseColor(draft);
    setDraft(undefined);
    if (next !== undefined && next !== color) onChange(next);
  };
  return (
    <input
      className={styles.input}
      aria-label={label}
      value={draft ?? color.slice(1).toUpperCase()}
      maxLength={9}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        else if (event.key === 'Escape') {
          event.stopPropagation();
          setDraft(undefined);
          event.currentTarget.blur();
        }
      }}
    />
  );
}
