/** What opens from the swatch of a picture: how it meets the box, and another one in its place. */
import type { PictureMode, PicturePaint } from '@joinery/shared';
import { Button } from '../../ui/button.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import type { Choice } from '../../ui/select-field.tsx';
import { useEditor } from '../workspace.ts';
import type { PaintWriter } from './paint-row.tsx';
import styles from './picture-editor.module.css';
import { useAmountEdit } from './use-amount-edit.ts';

interface PictureEditorProps {
  readonly paint: PicturePaint;
  readonly writer: PaintWriter;
  readonly onReplace: () => void;
}

const MODES: readonly Choice<PictureMode>[] = [
  { value: 'fill', label: 'Fill' },
  { value: 'fit', label: 'Fit' },
  { value: 'crop', label: 'Crop' },
  { value: 'tile', label: 'Tile' },
];

/** Of the part that is shown. */
const PARTS = ['Left', 'Top', 'Width', 'Height'] as const;

export function PictureEditor({ paint, writer, onReplace }: PictureEditorProps) {
  const { pictures } = useEditor().ports;
  return (
    <>
      <Segmented
        label="How the picture fits"
        choices={MODES}
        value={paint.mode}
        onChange={(mode) => writer.change({ ...paint, mode })}
      />
      <img className={styles.preview} src={pictures.url(paint.picture)} alt="" />
      {paint.mode === 'tile' && (
        <Percent
          label="Size of a tile"
          value={paint.scale}
          least={0.001}
          writer={writer}
          change={(scale) => writer.change({ ...paint, scale })}
        />
      )}
      {paint.mode === 'crop' && (
        <div className={styles.numbers}>
          {PARTS.map((label, index) => (
            <Percent
              key={label}
              label={label}
              value={paint.crop[index] ?? 0}
              least={index < 2 ? -1000 : 0.01}
              writer={writer}
              change={(value) => writer.change({ ...paint, crop: withPart(paint.crop, index, value) })}
            />
          ))}
        </div>
      )}
      <Button onClick={onReplace}>Replace…</Button>
    </>
  );
}

function withPart(crop: PicturePaint['crop'], index: number, value: number): PicturePaint['crop'] {
  const [left, top, width, height] = crop.with(index, value);
  return [left ?? 0, top ?? 0, width ?? 1, height ?? 1];
}

interface PercentProps {
  readonly label: string;
  /** 1 is 100 %. */
  readonly value: number;
  readonly least: number;
  readonly writer: PaintWriter;
  readonly change: (value: number) => void;
}

function Percent({ label, value, least, writer, change }: PercentProps) {
  const [min, max] = [least * 100, 100_000];
  const edit = useAmountEdit({ value: value * 100, min, max, writer, change: (percent) => change(percent / 100) });
  return (
    <NumberField
      label={label}
      prefix={label.charAt(0)}
      value={value * 100}
      edit={edit}
      min={min}
      max={max}
      suffix="%"
    />
  );
}
