import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { Choice } from './select-field.tsx';
import styles from './segmented.module.css';
import { Tooltip } from './tooltip.tsx';

interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly choices: readonly Choice<V>[];
  /** null: the selection disagrees. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

/** A few choices side by side, by icon where they have one. */
export function Segmented<V extends string>({ label, choices, value, onChange }: SegmentedProps<V>) {
  return (
    <ToggleGroup
      aria-label={label}
      className={styles.group}
      value={value === null ? [] : [value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
    >
      {choices.map((choice) =>
        choice.icon === undefined ? (
          <Toggle key={choice.value} value={choice.value} className={styles.item}>
            {choice.label}
          </Toggle>
        ) : (
          <Tooltip key={choice.value} label={choice.label}>
            <Toggle value={choice.value} aria-label={choice.label} className={styles.item}>
              {choice.icon}
            </Toggle>
          </Tooltip>
        ),
      )}
    </ToggleGroup>
  );
}
