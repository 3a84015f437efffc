import { Select as Base } from '@base-ui/react/select';
import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { focusAfter } from './focus-after.ts';
import { SMALL_ICON } from './icon.ts';
import menu from './menu.module.css';
import styles from './select-field.module.css';

export interface Choice<V extends string | number> {
  readonly value: V;
  readonly label: string;
  readonly icon?: ReactNode;
}

interface SelectFieldProps<V extends string | number> {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  /** null: the selection disagrees. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string;
  readonly className?: string | undefined;
  /** Without a frame, for use inside a line of text. */
  readonly bare?: boolean;
}

/** A choice of a few named values. A value that is none of the choices is shown as it is. */
export function SelectField<V extends string | number>(props: SelectFieldProps<V>) {
  const { label, choices, value, onChange, placeholder = 'Mixed', className, bare = false } = props;
  const known = choices.find((choice) => choice.value === value);
  return (
    <Base.Root value={value} onValueChange={(next: V | null) => next !== null && onChange(next)} modal={false}>
      <Base.Trigger className={classNames(styles.trigger, bare && styles.bare, className)} aria-label={label}>
        {known?.icon}
        <span className={classNames(styles.value, value === null && styles.mixed)}>
          {known?.label ?? value ?? placeholder}
        </span>
        <ChevronDown {...SMALL_ICON} className={styles.chevron} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={menu.positioner} sideOffset={4} alignItemWithTrigger={false} collisionPadding={8}>
          <Base.Popup finalFocus={focusAfter} className={classNames(menu.popup, styles.popup)}>
            {choices.map((choice) => (
              <Base.Item key={choice.value} value={choice.value} className={menu.item}>
                <Base.ItemIndicator className={styles.indicator}>
                  <Check {...SMALL_ICON} />
                </Base.ItemIndicator>
                <Base.ItemText className={styles.text}>{choice.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
