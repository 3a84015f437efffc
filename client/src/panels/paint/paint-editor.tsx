/** What opens from a swatch: kind of paint, gradient stops, colour. Loaded when it is first opened. */
import { type GradientPaint, isGradient, type Paint } from '@joinery/shared';
import ArrowRightLeft from 'lucide-react/icons/arrow-right-left';
import RotateCw from 'lucide-react/icons/rotate-cw';
import { useState } from 'react';
import { picturePaint } from '../../editor/pictures.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import { useChosenPicture } from '../hooks/use-chosen-picture.tsx';
import { useEditor } from '../workspace.ts';
import { ColorPicker } from './color-picker.tsx';
import { GradientBar } from './gradient-bar.tsx';
import styles from './paint-editor.module.css';
import type { PaintWriter } from './paint-row.tsx';
import { PictureEditor } from './picture-editor.tsx';
import { asKind, flipped, type PaintKind, quarterTurned, withNewStop, withStop } from './paints.ts';

interface PaintEditorProps {
  readonly paint: Paint;
  readonly writer: PaintWriter;
}

const KINDS: readonly Choice<PaintKind>[] = [
  { value: 'solid', label: 'Solid' },
  { value: 'linear', label: 'Linear' },
  { value: 'radial', label: 'Radial' },
  { value: 'angular', label: 'Angular' },
  { value: 'diamond', label: 'Diamond' },
  { value: 'picture', label: 'Picture' },
];

export function PaintEditor({ paint, writer }: PaintEditorProps) {
  const editor = useEditor();
  const { chooser, choosePicture } = useChosenPicture(async (file) => {
    const { opacity, visible } = paint;
    const kept = await editor.ports.pictures.upload(file);
    const before = paint.type === 'picture' ? paint : undefined;
    writer.change({
      ...picturePaint(kept),
      ...(before && { mode: before.mode, scale: before.scale }),
      opacity,
      visible,
    });
  });
  return (
    <div className={styles.editor}>
      <SelectField
        label="Kind of paint"
        choices={KINDS}
        value={paint.type}
        onChange={(kind) => {
          if (kind === 'picture') choosePicture();
          else writer.change(asKind(paint, kind));
        }}
      />
      {chooser}
      {paint.type === 'picture' && <PictureEditor paint={paint} writer={writer} onReplace={choosePicture} />}
      {paint.type === 'solid' ? (
        <ColorPicker
          color={paint.color}
          opacity={paint.opacity}
          writer={writer}
          onChange={(color, opacity) => writer.change({ ...paint, color, opacity })}
        />
      ) : (
        isGradient(paint) && <GradientEditor paint={paint} writer={writer} />
      )}
    </div>
  );
}

function GradientEditor({ paint, writer }: PaintEditorProps & { readonly paint: GradientPaint }) {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, paint.stops.length - 1);
  const stop = paint.stops[index];
  const put = (next: { readonly stops: GradientPaint['stops']; readonly index: number }): void => {
    setChosen(next.index);
    writer.change({ ...paint, stops: next.stops });
  };
  const remove = (at: number): void => {
    if (paint.stops.length > 2) put({ stops: paint.stops.toSpliced(at, 1), index: Math.max(0, at - 1) });
  };
  return (
    <>
      <div className={styles.bar}>
        <GradientBar
          stops={paint.stops}
          chosen={index}
          writer={writer}
          onChoose={setChosen}
          onMove={(at, offset) => put(withStop(paint.stops, at, { offset }))}
          onAdd={(offset) => put(withNewStop(paint.stops, offset))}
          onRemove={remove}
        />
        <IconButton
          label="Flip"
          icon={<ArrowRightLeft {...ICON} />}
          onClick={() => writer.change({ ...paint, stops: flipped(paint.stops) })}
        />
        <IconButton
          label="Turn by 90°"
          icon={<RotateCw {...ICON} />}
          onClick={() => writer.change({ ...paint, handles: quarterTurned(paint.handles) })}
        />
      </div>
      {stop !== undefined && (
        <ColorPicker
          key={index}
          color={stop.color}
          opacity={stop.opacity}
          writer={writer}
          onChange={(color, opacity) => put(withStop(paint.stops, index, { color, opacity }))}
        />
      )}
    </>
  );
}
