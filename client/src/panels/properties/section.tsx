import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './section.module.css';

interface SectionProps {
  readonly title: string;
  /** What it shows as a whole: see `NumberField`. */
  readonly property?: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** A titled part of the properties panel. */
export function Section({ title, property, actions, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title} data-property={property}>
      <header className={styles.head}>
        <h3 className={styles.title}>{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  );
}

interface RowProps {
  readonly children: ReactNode;
  readonly end?: ReactNode;
  /** Two columns, even when there is only one field. */
  readonly halves?: boolean;
}

/** Fields side by side; `end` keeps the column of small buttons at the right. */
export function Row({ children, end, halves = false }: RowProps) {
  return (
    <div className={styles.row}>
      <div className={classNames(styles.fields, halves && styles.halves)}>{children}</div>
      <div className={styles.end}>{end}</div>
    </div>
  );
}
