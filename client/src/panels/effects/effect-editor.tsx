import type { Effect, ShadowEffect } from '@joinery/shared';
import { NumberField } from '../../ui/number-field.tsx';
import { ColorPicker } from '../paint/color-picker.tsx';
import { useAmountEdit } from '../paint/use-amount-edit.ts';
import styles from './effect-editor.module.css';
import type { EffectWriter } from './effect-row.tsx';

interface EffectEditorProps<E extends Effect> {
  readonly effect: E;
  readonly writer: EffectWriter;
}

const MAX_SHIFT = 100_000;
const MAX_BLUR = 10_000;

/** The numbers of an effect, and a shadow's colour. */
export function EffectEditor({ effect, writer }: EffectEditorProps<Effect>) {
  switch (effect.type) {
    case 'drop-shadow':
    case 'inner-shadow':
      return <ShadowEditor effect={effect} writer={writer} />;
    case 'layer-blur':
      return (
        <div className={styles.editor}>
          <Amount
            label="Blur"
            prefix="B"
            value={effect.blur}
            min={0}
            max={MAX_BLUR}
            writer={writer}
            change={(blur) => writer.change({ ...effect, blur })}
          />
        </div>
      );
    default:
      effect satisfies never;
      return null;
  }
}

function ShadowEditor({ effect, writer }: EffectEditorProps<ShadowEffect>) {
  const shift = { min: -MAX_SHIFT, max: MAX_SHIFT, writer };
  return (
    <div className={styles.editor}>
      <div className={styles.numbers}>
        <Amount label="X" prefix="X" value={effect.x} {...shift} change={(x) => writer.change({ ...effect, x })} />
        <Amount label="Y" prefix="Y" value={effect.y} {...shift} change={(y) => writer.change({ ...effect, y })} />
        <Amount
          label="Blur"
          prefix="B"
          value={effect.blur}
          {...shift}
          min={0}
          max={MAX_BLUR}
          change={(blur) => writer.change({ ...effect, blur })}
        />
        <Amount
          label="Spread"
          prefix="S"
          value={effect.spread}
          {...shift}
          change={(spread) => writer.change({ ...effect, spread })}
        />
      </div>
      <ColorPicker
        color={effect.color}
        opacity={effect.opacity}
        writer={writer}
        onChange={(color, opacity) => writer.change({ ...effect, color, opacity })}
      />
    </div>
  );
}

interface AmountProps {
  readonly label: string;
  readonly prefix: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly writer: EffectWriter;
  readonly change: (value: number) => void;
}

function Amount({ label, prefix, ...options }: AmountProps) {
  const { value, min, max } = options;
  const edit = useAmountEdit(options);
  return <NumberField label={label} prefix={prefix} value={value} edit={edit} min={min} max={max} />;
}
