import type { Effect } from '@joinery/shared';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Minus from 'lucide-react/icons/minus';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { lazy, Suspense } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import iconButton from '../../ui/icon-button.module.css';
import { later } from '../../ui/later.ts';
import { Popover } from '../../ui/popover.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { asEffect, EFFECT_KINDS } from './effect-kinds.ts';
import type { ListWriter } from '../properties/use-shared-list.ts';
import styles from './effect-row.module.css';

const EffectEditor = lazy(later(async () => ({ default: (await import('./effect-editor.tsx')).EffectEditor })));

interface EffectRowProps {
  readonly effect: Effect;
  readonly writer: ListWriter<Effect>;
  readonly onRemove: () => void;
}

/** One effect of a list: its numbers behind a button, kind, eye, minus. */
export function EffectRow({ effect, writer, onRemove }: EffectRowProps) {
  const name = (EFFECT_KINDS.find(({ value }) => value === effect.type)?.label ?? effect.type).toLowerCase();
  return (
    <div className={classNames(styles.row, !effect.visible && styles.hidden)}>
      <Popover
        title="Effect"
        side="left"
        align="start"
        trigger={
          <button type="button" className={iconButton.button} aria-label={`Edit ${name}`} title={`Edit ${name}`}>
            <SlidersHorizontal {...ICON} />
          </button>
        }
      >
        <Suspense fallback={<div className={styles.waiting} />}>
          <EffectEditor effect={effect} writer={writer} />
        </Suspense>
      </Popover>
      <div className={styles.kind}>
        <SelectField
          label="Kind of effect"
          choices={EFFECT_KINDS}
          value={effect.type}
          onChange={(type) => writer.change(asEffect(effect, type))}
        />
      </div>
      <IconButton
        label={`${effect.visible ? 'Hide' : 'Show'} ${name}`}
        icon={effect.visible ? <Eye {...ICON} /> : <EyeOff {...ICON} />}
        onClick={() => writer.change({ ...effect, visible: !effect.visible })}
      />
      <IconButton label={`Remove ${name}`} icon={<Minus {...ICON} />} onClick={onRemove} />
    </div>
  );
}
