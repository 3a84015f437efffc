import type { NodeId } from '@joinery/shared';
import Plus from 'lucide-react/icons/plus';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { DEFAULT_EFFECT } from '../effects/effect-kinds.ts';
import { EffectRow } from '../effects/effect-row.tsx';
import styles from './paints-section.module.css';
import { Section } from './section.tsx';
import { useSharedList } from './use-shared-list.ts';

/** Shadows and blurs, the topmost first, as all these nodes have them. */
export function EffectsSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const list = useSharedList(ids, 'effects');
  if (list === undefined) return null;
  return (
    <Section
      title="Effects"
      property="effects"
      actions={
        <IconButton
          label={list.mixed ? 'Replace the mixed effects' : 'Add effect'}
          icon={<Plus {...ICON} />}
          onClick={() => list.write([...list.items, DEFAULT_EFFECT])}
        />
      }
    >
      {list.mixed && <p className={styles.mixed}>Mixed. Click + to replace them all.</p>}
      {list.items
        .map((effect, index) => ({ effect, index }))
        .toReversed()
        .map(({ effect, index }) => (
          <EffectRow
            key={index}
            effect={effect}
            writer={list.writer(index)}
            onRemove={() => list.write(list.items.toSpliced(index, 1))}
          />
        ))}
    </Section>
  );
}
