import { Popover as Base } from '@base-ui/react/popover';
import X from 'lucide-react/icons/x';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { ICON } from './icon.ts';
import styles from './popover.module.css';

interface PopoverProps {
  readonly title: string;
  /** The button that opens it: one element that takes a ref and handlers. */
  readonly trigger: ReactElement;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly align?: 'start' | 'center' | 'end';
  /** For more than a few short fields. */
  readonly wide?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Rendered only while it is open. */
  readonly children: ReactNode;
}

/** A small titled panel beside the button that opened it; what is outside stays usable. */
export function Popover({
  title,
  trigger,
  side = 'bottom',
  align = 'end',
  wide = false,
  onOpenChange,
  children,
}: PopoverProps) {
  return (
    <Base.Root {...(onOpenChange && { onOpenChange: (open: boolean) => onOpenChange(open) })}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner
          side={side}
          align={align}
          sideOffset={side === 'left' ? 26 : 8}
          collisionPadding={8}
          className={styles.positioner}
        >
          <Base.Popup className={classNames(styles.popup, wide && styles.wide)}>
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close className={styles.close} aria-label="Close">
                <X {...ICON} />
              </Base.Close>
            </header>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
