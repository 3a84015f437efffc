import type { Effect } from '@joinery/shared';
import { lazy, Suspense } from 'react';
import { later } from '../../ui/later.ts';
import type { ListWriter } from '../properties/use-shared-list.ts';
import { asEffect, EFFECT_KINDS } from './effect-kinds.ts';
import { KindRow } from './kind-row.tsx';
import styles from './kind-row.module.css';

const EffectEditor = lazy(later(async () => ({ default: (await import('./effect-editor.tsx')).EffectEditor })));

interface EffectRowProps {
  readonly effect: Effect;
  readonly writer: ListWriter<Effect>;
  readonly onRemove: () => void;
}

export function EffectRow({ effect, writer, onRemove }: EffectRowProps) {
  return (
    <KindRow
      title="Effect"
      kind={effect.type}
      kinds={EFFECT_KINDS}
      visible={effect.visible}
      onKind={(type) => writer.change(asEffect(effect, type))}
      onVisible={(visible) => writer.change({ ...effect, visible })}
      onRemove={onRemove}
    >
      <Suspense fallback={<div className={styles.waiting} />}>
        <EffectEditor effect={effect} writer={writer} />
      </Suspense>
    </KindRow>
  );
}
