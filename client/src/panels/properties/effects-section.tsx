import type { Effect, NodeId } from '@joinery/shared';
import Plus from 'lucide-react/icons/plus';
import { useEffect, useMemo, useRef } from 'react';
import { hasProperty } from '../../editor/selection-values.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DEFAULT_EFFECT } from '../effects/effect-kinds.ts';
import { EffectRow, type EffectWriter } from '../effects/effect-row.tsx';
import { useGestureEdit } from '../hooks/use-gesture-edit.ts';
import { useEditor } from '../workspace.ts';
import styles from './paints-section.module.css';
import { Section } from './section.tsx';
import { useSharedProperty } from './use-shared-property.ts';

/** Shadows and blurs, the topmost first, as all these nodes have them. */
export function EffectsSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const editor = useEditor();
  const shared = useSharedProperty(ids, 'effects');
  const gesture = useGestureEdit('Set effects');
  const latest = useRef<readonly Effect[]>([]);
  const effects = shared?.value ?? [];
  useEffect(() => {
    latest.current = effects;
  });
  const write = useMemo(
    () =>
      (next: readonly Effect[]): void => {
        latest.current = next;
        const owners = ids.filter((id) => hasProperty(editor.document, id, 'effects'));
        gesture.write(owners, (tx, id) => tx.set(id, 'effects', next));
      },
    [editor, gesture, ids],
  );
  const writers = useMemo(
    () =>
      (index: number): EffectWriter => ({
        begin: () => gesture.begin(),
        end: () => gesture.end(),
        change: (effect) => write(latest.current.with(index, effect)),
      }),
    [gesture, write],
  );
  if (shared === undefined) return null;
  const mixed = shared.value === null;
  return (
    <Section
      title="Effects"
      property="effects"
      actions={
        <IconButton
          label={mixed ? 'Replace the mixed effects' : 'Add effect'}
          icon={<Plus {...ICON} />}
          onClick={() => write([...effects, DEFAULT_EFFECT])}
        />
      }
    >
      {mixed && <p className={styles.mixed}>Mixed. Click + to replace them all.</p>}
      {effects
        .map((effect, index) => ({ effect, index }))
        .toReversed()
        .map(({ effect, index }) => (
          <EffectRow
            key={index}
            effect={effect}
            writer={writers(index)}
            onRemove={() => write(effects.toSpliced(index, 1))}
          />
        ))}
    </Section>
  );
}
