import AlignCenterHorizontal from 'lucide-react/icons/align-center-horizontal';
import AlignCenterVertical from 'lucide-react/icons/align-center-vertical';
import AlignEndHorizontal from 'lucide-react/icons/align-end-horizontal';
import AlignEndVertical from 'lucide-react/icons/align-end-vertical';
import AlignHorizontalSpaceAround from 'lucide-react/icons/align-horizontal-space-around';
import AlignStartHorizontal from 'lucide-react/icons/align-start-horizontal';
import AlignStartVertical from 'lucide-react/icons/align-start-vertical';
import AlignVerticalSpaceAround from 'lucide-react/icons/align-vertical-space-around';
import type { CommandId } from '../../editor/commands/command-id.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useCommandKeys } from '../menus/use-command.ts';
import { useEditor } from '../workspace.ts';
import styles from './align-buttons.module.css';

type Row = readonly (readonly [CommandId, typeof AlignStartVertical])[];

const ALIGN: readonly Row[] = [
  [
    ['align-left', AlignStartVertical],
    ['align-horizontal-center', AlignCenterVertical],
    ['align-right', AlignEndVertical],
  ],
  [
    ['align-top', AlignStartHorizontal],
    ['align-vertical-center', AlignCenterHorizontal],
    ['align-bottom', AlignEndHorizontal],
  ],
];

const DISTRIBUTE: Row = [
  ['distribute-horizontal', AlignHorizontalSpaceAround],
  ['distribute-vertical', AlignVerticalSpaceAround],
];

function Buttons({ row }: { readonly row: Row }) {
  const editor = useEditor();
  const keysOf = useCommandKeys();
  return (
    <div className={styles.group}>
      {row.map(([id, Icon]) => (
        <IconButton
          key={id}
          label={editor.commands.get(id)?.label ?? id}
          keys={keysOf(id)}
          icon={<Icon {...ICON} />}
          className={styles.button}
          disabled={!editor.isEnabled(id)}
          onClick={() => editor.run(id)}
        />
      ))}
    </div>
  );
}

export function AlignButtons({ many }: { readonly many: boolean }) {
  return (
    <div className={styles.align}>
      {ALIGN.map((row) => (
        <Buttons key={row[0]?.[0]} row={row} />
      ))}
      {many && <Buttons row={DISTRIBUTE} />}
    </div>
  );
}
