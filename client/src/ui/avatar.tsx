import styles from './avatar.module.css';
import { classNames } from './class-names.ts';
import { textColorOn } from '../person-color.ts';

interface AvatarProps {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly status?: 'online' | 'away' | 'dnd' | 'offline';
}

/** The first letters of the first and the last word. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A person as a coloured disc. Decorative: whoever shows it says the name. */
export function Avatar({ name, color, status }: AvatarProps) {
  return (
    <span className={styles.avatar} style={{ background: color, color: textColorOn(color) }} aria-hidden="true">
      {initials(name)}
      {status !== undefined && status !== 'online' && <span className={classNames(styles.status, styles[status])} />}
    </span>
  );
}
