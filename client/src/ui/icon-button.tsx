import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Its accessible name and tooltip. */
  readonly label: string;
  readonly keys?: string | undefined;
  readonly icon: ReactNode;
  /** Given: a toggle. */
  readonly pressed?: boolean;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A square button with an icon, a name and a tooltip. */
export function IconButton({ label, keys, icon, pressed, side, className, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} {...(side && { side })}>
      <button
        type="button"
        aria-label={label}
        {...(pressed !== undefined && { 'aria-pressed': pressed })}
        className={classNames(styles.button, className)}
        // A click leaves the focus where it is, so that the next key still goes to the canvas.
        onMouseDown={(event) => event.preventDefault()}
        {...rest}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
