import type { ReactNode } from 'react';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A titled part of the properties panel. */
export function Section({ title, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** Fields side by side; `end` keeps the column of small buttons at the right. */
export function Row({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className={styles.row}>
      <div className={styles.fields}>{children}</div>
      <div className={styles.end}>{end}</div>
    </div>
  );
}
