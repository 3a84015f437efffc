import { colorName, PERSON_COLORS } from '../person-color.ts';
import styles from './me-form.module.css';
import { TextField } from './text-field.tsx';

interface MeFormProps {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  readonly onChange: (me: { readonly name: string; readonly color: string }) => void;
}

/** My name and colour, as others see them. */
export function MeForm({ name, color, onChange }: MeFormProps) {
  return (
    <div className={styles.form}>
      <TextField label="Your name" value={name} maxLength={60} onCommit={(next) => onChange({ name: next, color })} />
      <div className={styles.colors} role="radiogroup" aria-label="Your colour">
        {PERSON_COLORS.map((choice) => (
          <label key={choice} className={styles.color} style={{ background: choice }} title={colorName(choice)}>
            <input
              type="radio"
              name="person-color"
              className="visually-hidden"
              value={choice}
              checked={choice === color}
              aria-label={colorName(choice)}
              onChange={() => onChange({ name, color: choice })}
            />
          </label>
        ))}
      </div>
      <p className={styles.hint}>Others in a file see this name beside your cursor.</p>
    </div>
  );
}
