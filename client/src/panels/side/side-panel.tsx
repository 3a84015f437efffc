/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions -- Escape closes the panel, wherever in it the focus is */
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, ReactNode } from 'react';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEditor } from '../workspace.ts';
import styles from './side-panel.module.css';

interface SidePanelProps {
  readonly title: string;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** What stands between the layers and the canvas for as long as somebody wants to see it. Escape in it closes it. */
export function SidePanel({ title, actions, footer, children }: SidePanelProps) {
  const { session } = useEditor();
  const close = (): void => session.setState({ sidePanel: null });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return (
    <aside className={styles.panel} aria-label={title} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        {actions}
        <IconButton label="Close" icon={<X {...ICON} />} onClick={close} />
      </header>
      <div className={styles.body}>{children}</div>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
    </aside>
  );
}

/** What a side panel says when there is nothing to list. */
export function NothingThere({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={styles.empty}>
      <strong>{title}</strong>
      <p>{children}</p>
    </div>
  );
}
