import type { ReactNode } from 'react';
import styles from './notice-page.module.css';

interface NoticePageProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** The place of a list or page that cannot be shown: what is the matter, and what one can do. */
export function NoticePage({ icon, title, children, actions }: NoticePageProps) {
  return (
    <div className={styles.notice}>
      <div className={styles.icon}>{icon}</div>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
