import { useEffect, useRef } from 'react';
import styles from './inline-rename.module.css';

interface InlineRenameProps {
  readonly label: string;
  readonly value: string;
  /** Called once, with trimmed text that is neither empty nor the old one. */
  readonly onRename: (name: string) => void;
  /** Called when the field should go away, after {@link onRename} if at all. */
  readonly onDone: () => void;
  readonly className?: string | undefined;
}

const MAX_CHARACTERS = 200;

/** A name while it is being changed: Enter and leaving keep it, Escape does not. */
export function InlineRename({ label, value, onRename, onDone, className }: InlineRenameProps) {
  const input = useRef<HTMLInputElement>(null);
  const settled = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const settle = (keep: boolean): void => {
    if (settled.current) return;
    settled.current = true;
    const name = input.current?.value.trim() ?? '';
    if (keep && name !== '' && name !== value) onRename(name);
    onDone();
  };
  return (
    <input
      ref={input}
      className={`${styles.input} ${className ?? ''}`}
      aria-label={label}
      defaultValue={value}
      maxLength={MAX_CHARACTERS}
      spellCheck={false}
      autoComplete="off"
      onBlur={() => settle(true)}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) settle(true);
        else if (event.key === 'Escape') settle(false);
      }}
    />
  );
}
