import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Minus from 'lucide-react/icons/minus';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import iconButton from '../../ui/icon-button.module.css';
import { Popover } from '../../ui/popover.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import styles from './kind-row.module.css';

interface KindRowProps<Kind extends string> {
  /** What it is one of, such as "Layout grid". */
  readonly title: string;
  readonly kind: Kind;
  readonly kinds: readonly Choice<Kind>[];
  readonly visible: boolean;
  readonly onKind: (kind: Kind) => void;
  readonly onVisible: (visible: boolean) => void;
  readonly onRemove: () => void;
  /** What the first button opens. */
  readonly children: ReactNode;
}

/** One value of a list: its numbers behind a button, kind, eye, minus. */
export function KindRow<Kind extends string>({ title, kind, kinds, visible, children, ...on }: KindRowProps<Kind>) {
  const name = (kinds.find(({ value }) => value === kind)?.label ?? kind).toLowerCase();
  return (
    <div className={classNames(styles.row, !visible && styles.hidden)}>
      <Popover
        title={title}
        side="left"
        align="start"
        trigger={
          <button type="button" className={iconButton.button} aria-label={`Edit ${name}`} title={`Edit ${name}`}>
            <SlidersHorizontal {...ICON} />
          </button>
        }
      >
        {children}
      </Popover>
      <div className={styles.kind}>
        <SelectField label={`Kind of ${title.toLowerCase()}`} choices={kinds} value={kind} onChange={on.onKind} />
      </div>
      <IconButton
        label={`${visible ? 'Hide' : 'Show'} ${name}`}
        icon={visible ? <Eye {...ICON} /> : <EyeOff {...ICON} />}
        onClick={() => on.onVisible(!visible)}
      />
      <IconButton label={`Remove ${name}`} icon={<Minus {...ICON} />} onClick={on.onRemove} />
    </div>
  );
}
