import Pipette from 'lucide-react/icons/pipette';
import { useEffect, useMemo } from 'react';
import { HexColorPicker } from 'react-colorful';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { useEditor } from '../workspace.ts';
import { ColorField } from './color-field.tsx';
import styles from './color-picker.module.css';
import { documentColors } from './document-colors.ts';
import type { PaintWriter } from './paint-row.tsx';
import { useAmountEdit } from './use-amount-edit.ts';

/** Not yet in the types of TypeScript; Chromium only. */
interface EyeDropper {
  open(): Promise<{ readonly sRGBHex: string }>;
}

interface ColorPickerProps {
  /** `#rrggbb`. */
  readonly color: string;
  /** 0 to 1. */
  readonly opacity: number;
  readonly writer: Pick<PaintWriter, 'begin' | 'end'>;
  readonly onChange: (color: string, opacity: number) => void;
}

const MAX_DOCUMENT_COLORS = 18;

async function pickFromScreen(): Promise<string | undefined> {
  const { EyeDropper: Dropper } = window as Window & { EyeDropper?: new () => EyeDropper };
  if (Dropper === undefined) return undefined;
  // Refused when the person presses Escape.
  return await new Dropper().open().then(
    ({ sRGBHex }) => sRGBHex.toLowerCase(),
    () => undefined,
  );
}

/** Area, hue, opacity, digits, and the colours this page already has. A drag is one undo step. */
export function ColorPicker({ color, opacity, writer, onChange }: ColorPickerProps) {
  const editor = useEditor();
  // Read once: colours that appear while one is being chosen would move under the hand.
  const known = useMemo(() => documentColors(editor.document, editor.state.page, MAX_DOCUMENT_COLORS), [editor]);
  const percent = useAmountEdit({
    value: Math.round(opacity * 100),
    min: 0,
    max: 100,
    writer,
    change: (next) => onChange(color, next / 100),
  });
  useEffect(() => {
    const end = (): void => writer.end();
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    return () => {
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
    };
  }, [writer]);
  return (
    <div className={styles.picker}>
      <div className={styles.area} onPointerDownCapture={() => writer.begin()}>
        <HexColorPicker
          color={color}
          onChange={(next) => next.toLowerCase() !== color && onChange(next.toLowerCase(), opacity)}
        />
      </div>
      <label className={styles.opacity} style={{ '--color': color } as React.CSSProperties}>
        <span className="visually-hidden">Opacity</span>
        <input
          type="range"
          min={0}
          max={100}
          value={Math.round(opacity * 100)}
          onPointerDown={() => writer.begin()}
          onChange={(event) => onChange(color, Number(event.target.value) / 100)}
        />
      </label>
      <div className={styles.fields}>
        {'EyeDropper' in window && (
          <IconButton
            label="Pick a colour from the screen"
            icon={<Pipette {...ICON} />}
            onClick={() => void pickFromScreen().then((picked) => picked !== undefined && onChange(picked, opacity))}
          />
        )}
        <div className={styles.hex}>
          <span aria-hidden="true">#</span>
          <ColorField label="Colour" color={color} onChange={(next) => onChange(next, opacity)} />
        </div>
        <NumberField
          label="Opacity in percent"
          value={opacity * 100}
          edit={percent}
          min={0}
          max={100}
          suffix="%"
          className={styles.percent}
        />
      </div>
      {known.length > 0 && (
        <section className={styles.known} aria-label="Colours on this page">
          <h3 className={styles.heading}>On this page</h3>
          <ul className={styles.swatches}>
            {known.map((one) => (
              <li key={one}>
                <button
                  type="button"
                  className={styles.swatch}
                  style={{ background: one }}
                  aria-label={one}
                  title={one}
                  onClick={() => onChange(one, opacity)}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
