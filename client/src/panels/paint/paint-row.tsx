import type { Paint } from '@joinery/shared';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Minus from 'lucide-react/icons/minus';
import { lazy, Suspense } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { later } from '../../ui/later.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useEditor } from '../workspace.ts';
import { ColorField } from './color-field.tsx';
import { paintCss } from './paint-css.ts';
import styles from './paint-row.module.css';
import { useAmountEdit } from './use-amount-edit.ts';

const PaintEditor = lazy(later(async () => ({ default: (await import('./paint-editor.tsx')).PaintEditor })));

export interface PaintWriter {
  /** From here to `end`, all changes are one undo step. */
  begin(): void;
  end(): void;
  change(paint: Paint): void;
}

interface PaintRowProps {
  /** What it paints, such as "Fill". */
  readonly label: string;
  readonly paint: Paint;
  readonly writer: PaintWriter;
  readonly onRemove: () => void;
}

const KINDS: Readonly<Record<Paint['type'], string>> = {
  solid: 'Solid',
  linear: 'Linear',
  radial: 'Radial',
  angular: 'Angular',
  diamond: 'Diamond',
  picture: 'Picture',
};

/** One paint of a list: swatch, colour, opacity, eye, minus. */
export function PaintRow({ label, paint, writer, onRemove }: PaintRowProps) {
  const { pictures } = useEditor().ports;
  const opacity = useAmountEdit({
    value: Math.round(paint.opacity * 100),
    min: 0,
    max: 100,
    writer,
    change: (percent) => writer.change({ ...paint, opacity: percent / 100 }),
  });
  return (
    <div className={classNames(styles.row, !paint.visible && styles.hidden)}>
      <div className={styles.field}>
        <Popover
          title={label}
          side="left"
          align="start"
          trigger={
            <button type="button" className={styles.swatch} aria-label={`Edit ${label.toLowerCase()}`}>
              <span style={{ background: paintCss(paint, (hash) => pictures.url(hash)) }} />
            </button>
          }
        >
          <Suspense fallback={<div className={styles.waiting} />}>
            <PaintEditor paint={paint} writer={writer} />
          </Suspense>
        </Popover>
        {paint.type === 'solid' ? (
          <ColorField
            label={`${label} colour`}
            color={paint.color}
            onChange={(color) => writer.change({ ...paint, color })}
          />
        ) : (
          <span className={styles.kind}>{KINDS[paint.type] ?? paint.type}</span>
        )}
        <NumberField
          label={`${label} opacity`}
          value={paint.opacity * 100}
          edit={opacity}
          min={0}
          max={100}
          suffix="%"
          className={styles.opacity}
        />
      </div>
      <IconButton
        label={paint.visible ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
        icon={paint.visible ? <Eye {...ICON} /> : <EyeOff {...ICON} />}
        onClick={() => writer.change({ ...paint, visible: !paint.visible })}
      />
      <IconButton label={`Remove ${label.toLowerCase()}`} icon={<Minus {...ICON} />} onClick={onRemove} />
    </div>
  );
}
