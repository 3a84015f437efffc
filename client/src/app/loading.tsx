import { Logo } from '../ui/logo.tsx';
import styles from './loading.module.css';

interface LoadingProps {
  readonly text?: string;
  /** What is said when it takes long. */
  readonly late?: string;
}

/** What is seen while a page's code or a file is on its way. Appears only when that takes a moment. */
export function Loading({ text = 'Loading', late }: LoadingProps) {
  return (
    <output className={styles.loading}>
      <Logo size={36} />
      <span className="visually-hidden">{text}</span>
      {late !== undefined && <p className={styles.late}>{late}</p>}
    </output>
  );
}
