import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice-page.module.css';

interface NoticePageProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It is all there is on the page, not a part of it. */
  readonly whole?: boolean;
}

/** The place of a list or page that cannot be shown: what is the matter, and what one can do. */
export function NoticePage({ icon, title, children, actions, whole = false }: NoticePageProps) {
  const Heading = whole ? 'h1' : 'h2';
  const Frame = whole ? 'main' : 'div';
  return (
    <Frame className={classNames(styles.notice, whole && styles.whole)}>
      <div className={styles.icon}>{icon}</div>
      <Heading className={styles.title}>{title}</Heading>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </Frame>
  );
}
