import { type NodeId, type Paint, solid } from '@joinery/shared';
import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useMemo, useRef, useEffect } from 'react';
import { hasProperty } from '../../editor/selection-values.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useGestureEdit } from '../hooks/use-gesture-edit.ts';
import { PaintRow, type PaintWriter } from '../paint/paint-row.tsx';
import { useEditor } from '../workspace.ts';
import styles from './paints-section.module.css';
import { Section } from './section.tsx';
import { useSharedProperty } from './use-shared-property.ts';

interface PaintsSectionProps {
  readonly ids: readonly NodeId[];
  readonly property: 'fills' | 'strokes';
  /** Such as "Fill". */
  readonly title: string;
  /** What "+" adds. */
  readonly added: Paint;
  /** Shown below the list while there is something in it. */
  readonly children?: ReactNode;
}

/** The paints of a list, the topmost first, as all these nodes have them. */
export function PaintsSection({ ids, property, title, added, children }: PaintsSectionProps) {
  const editor = useEditor();
  const shared = useSharedProperty(ids, property);
  const gesture = useGestureEdit(`Set ${title.toLowerCase()}`);
  const latest = useRef<readonly Paint[]>([]);
  const paints = shared?.value ?? [];
  useEffect(() => {
    latest.current = paints;
  });
  const write = useMemo(
    () =>
      (next: readonly Paint[]): void => {
        latest.current = next;
        const owners = ids.filter((id) => hasProperty(editor.document, id, property));
        gesture.write(owners, (tx, id) => tx.set(id, property, next));
      },
    [editor, gesture, ids, property],
  );
  const writers = useMemo(
    () =>
      (index: number): PaintWriter => ({
        begin: () => gesture.begin(),
        end: () => gesture.end(),
        change: (paint) => write(latest.current.with(index, paint)),
      }),
    [gesture, write],
  );
  if (shared === undefined) return null;
  const mixed = shared.value === null;
  return (
    <Section
      title={title}
      property={property}
      actions={
        <IconButton
          label={mixed ? `Replace the mixed ${title.toLowerCase()}s` : `Add ${title.toLowerCase()}`}
          icon={<Plus {...ICON} />}
          onClick={() => write([...paints, added])}
        />
      }
    >
      {mixed && <p className={styles.mixed}>Mixed. Click + to replace them all.</p>}
      {paints
        .map((paint, index) => ({ paint, index }))
        .toReversed()
        .map(({ paint, index }) => (
          <PaintRow
            key={index}
            label={title}
            paint={paint}
            writer={writers(index)}
            onRemove={() => write(paints.toSpliced(index, 1))}
          />
        ))}
      {(mixed || paints.length > 0) && children}
    </Section>
  );
}

export const DEFAULT_FILL = solid('#d9d9d9');
export const DEFAULT_STROKE = solid('#1d1d22');
export const DEFAULT_BACKGROUND = solid('#f2f2f4');
