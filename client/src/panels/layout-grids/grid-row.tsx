import type { LayoutGrid } from '@joinery/shared';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Minus from 'lucide-react/icons/minus';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import iconButton from '../../ui/icon-button.module.css';
import { Popover } from '../../ui/popover.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import styles from '../effects/effect-row.module.css';
import type { ListWriter } from '../properties/use-shared-list.ts';
import { GridEditor } from './grid-editor.tsx';
import { asGrid, GRID_KINDS } from './grid-kinds.ts';

interface GridRowProps {
  readonly grid: LayoutGrid;
  readonly writer: ListWriter<LayoutGrid>;
  readonly onRemove: () => void;
}

/** One layout grid of a list: its numbers behind a button, kind, eye, minus. */
export function GridRow({ grid, writer, onRemove }: GridRowProps) {
  const name = (GRID_KINDS.find(({ value }) => value === grid.type)?.label ?? grid.type).toLowerCase();
  return (
    <div className={classNames(styles.row, !grid.visible && styles.hidden)}>
      <Popover
        title="Layout grid"
        side="left"
        align="start"
        trigger={
          <button type="button" className={iconButton.button} aria-label={`Edit ${name}`} title={`Edit ${name}`}>
            <SlidersHorizontal {...ICON} />
          </button>
        }
      >
        <GridEditor grid={grid} writer={writer} />
      </Popover>
      <div className={styles.kind}>
        <SelectField
          label="Kind of layout grid"
          choices={GRID_KINDS}
          value={grid.type}
          onChange={(type) => writer.change(asGrid(grid, type))}
        />
      </div>
      <IconButton
        label={`${grid.visible ? 'Hide' : 'Show'} ${name}`}
        icon={grid.visible ? <Eye {...ICON} /> : <EyeOff {...ICON} />}
        onClick={() => writer.change({ ...grid, visible: !grid.visible })}
      />
      <IconButton label={`Remove ${name}`} icon={<Minus {...ICON} />} onClick={onRemove} />
    </div>
  );
}
