import type { Effect, ShadowEffect } from '@joinery/shared';
import { ColorPicker } from '../paint/color-picker.tsx';
import { AmountField } from './amount-field.tsx';
import styles from './effect-editor.module.css';
import type { ListWriter } from '../properties/use-shared-list.ts';

interface EffectEditorProps<E extends Effect> {
  readonly effect: E;
  readonly writer: ListWriter<Effect>;
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
          <AmountField
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
        <AmountField label="X" prefix="X" value={effect.x} {...shift} change={(x) => writer.change({ ...effect, x })} />
        <AmountField label="Y" prefix="Y" value={effect.y} {...shift} change={(y) => writer.change({ ...effect, y })} />
        <AmountField
          label="Blur"
          prefix="B"
          value={effect.blur}
          {...shift}
          min={0}
          max={MAX_BLUR}
          change={(blur) => writer.change({ ...effect, blur })}
        />
        <AmountField
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
