import type { LayoutGrid, SquareGrid, StripeGrid } from '@joinery/shared';
import { SelectField } from '../../ui/select-field.tsx';
import { AmountField } from '../effects/amount-field.tsx';
import styles from '../effects/effect-editor.module.css';
import { ColorPicker } from '../paint/color-picker.tsx';
import type { ListWriter } from '../properties/use-shared-list.ts';
import { ALIGNS } from './grid-kinds.ts';

interface GridEditorProps<G extends LayoutGrid> {
  readonly grid: G;
  readonly writer: ListWriter<LayoutGrid>;
}

const MAX_LENGTH = 100_000;
const MAX_STRIPES = 1000;

/** The numbers of a layout grid, and its colour. */
export function GridEditor({ grid, writer }: GridEditorProps<LayoutGrid>) {
  return (
    <div className={styles.editor}>
      {grid.type === 'grid' && <SquareNumbers grid={grid} writer={writer} />}
      {(grid.type === 'columns' || grid.type === 'rows') && <StripeNumbers grid={grid} writer={writer} />}
      <ColorPicker
        color={grid.color}
        opacity={grid.opacity}
        writer={writer}
        onChange={(color, opacity) => writer.change({ ...grid, color, opacity })}
      />
    </div>
  );
}

function SquareNumbers({ grid, writer }: GridEditorProps<SquareGrid>) {
  return (
    <div className={styles.numbers}>
      <AmountField
        label="Size"
        prefix="S"
        value={grid.size}
        min={1}
        max={MAX_LENGTH}
        writer={writer}
        change={(size) => writer.change({ ...grid, size })}
      />
    </div>
  );
}

function StripeNumbers({ grid, writer }: GridEditorProps<StripeGrid>) {
  const length = { min: 0, max: MAX_LENGTH, writer };
  return (
    <>
      <SelectField
        label="Alignment"
        choices={ALIGNS[grid.type]}
        value={grid.align}
        onChange={(align) => writer.change({ ...grid, align })}
      />
      <div className={styles.numbers}>
        <AmountField
          label="Count"
          prefix="N"
          value={grid.count}
          min={1}
          max={MAX_STRIPES}
          writer={writer}
          change={(count) => writer.change({ ...grid, count: Math.round(count) })}
        />
        <AmountField
          label="Gutter"
          prefix="G"
          value={grid.gutter}
          {...length}
          change={(gutter) => writer.change({ ...grid, gutter })}
        />
        {grid.align !== 'center' && (
          <AmountField
            label="Margin"
            prefix="M"
            value={grid.margin}
            {...length}
            change={(margin) => writer.change({ ...grid, margin })}
          />
        )}
        {grid.align !== 'stretch' && (
          <AmountField
            label={grid.type === 'columns' ? 'Width' : 'Height'}
            prefix={grid.type === 'columns' ? 'W' : 'H'}
            value={grid.size}
            {...length}
            min={1}
            change={(size) => writer.change({ ...grid, size })}
          />
        )}
      </div>
    </>
  );
}
