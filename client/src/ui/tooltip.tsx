import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import styles from './tooltip.module.css';

interface TooltipProps {
  readonly label: string;
  /** The key that does the same, as this person's keyboard shows it. */
  readonly keys?: string | undefined;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  /** What the tooltip is about: one element that takes a ref and pointer handlers. */
  readonly children: ReactElement;
}

/** A short name on hover and focus. Never the only place where something is said. */
export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={8} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {label}
            {keys !== undefined && keys !== '' && <kbd className={styles.keys}>{keys}</kbd>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export const TooltipProvider = Base.Provider;
