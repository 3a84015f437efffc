import { useId, useState } from 'react';
import styles from './text-field.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  /** Called on Enter and on leaving, with trimmed text that is neither empty nor the old one. */
  readonly onCommit: (text: string) => void;
}

/** One line of text with a visible label. Escape takes back what was typed. */
export function TextField({ label, value, maxLength, onCommit }: TextFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const commit = (): void => {
    const text = draft?.trim() ?? '';
    if (text !== '' && text !== value) onCommit(text);
    setDraft(undefined);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.input}
        value={draft ?? value}
        maxLength={maxLength}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          else if (event.key === 'Escape' && draft !== undefined) {
            event.stopPropagation();
            setDraft(undefined);
          }
        }}
      />
    </div>
  );
}
