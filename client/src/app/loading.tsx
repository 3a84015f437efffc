import { Logo } from '../ui/logo.tsx';
import styles from './loading.module.css';

/** What is seen while a page's code or a file is on its way. Appears only when that takes a moment. */
export function Loading({ text = 'Loading' }: { readonly text?: string }) {
  return (
    <output className={styles.loading}>
      <Logo size={36} />
      <span className="visually-hidden">{text}</span>
    </output>
  );
}
