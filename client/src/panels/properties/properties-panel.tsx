import { isNodeType, type NodeId } from '@joinery/shared';
import { useMemo, useState } from 'react';
import { useTreeChanges } from '../hooks/use-touched.ts';
import { PropertyFlashes } from '../flash/property-flashes.tsx';
import { useEditor, useSession } from '../workspace.ts';
import { AuthorshipSection } from './authorship-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { EffectsSection } from './effects-section.tsx';
import { ExportSection } from './export-section.tsx';
import { LayoutGridsSection } from './layout-grids-section.tsx';
import { LayoutSection } from './layout-section.tsx';
import { DEFAULT_BACKGROUND, DEFAULT_FILL, PaintsSection } from './paints-section.tsx';
import styles from './properties-panel.module.css';
import { StrokeSection } from './stroke-section.tsx';
import { TextSection } from './text-section.tsx';

const NONE: readonly NodeId[] = [];

/** What is selected, in numbers and colours; the page when nothing is. */
export function PropertiesPanel() {
  const { document } = useEditor();
  const selection = useSession((state) => state.selection);
  const page = useSession((state) => state.page);
  const readOnly = useSession((state) => state.readOnly);
  const pages = useMemo(() => [page], [page]);
  // Outlives the selection: whoever keeps ratios keeps them for the next node too.
  const [inRatio, setInRatio] = useState(false);
  const [authorship, setAuthorship] = useState(false);
  const only = selection.length === 1 ? selection[0] : undefined;
  // A line has fills in the schema, and no inside to see them in.
  const filled = useMemo(() => selection.filter((id) => document.get(id, 'type') !== 'line'), [document, selection]);
  // Which sections there are depends on the types of nodes, and buttons on where they lie.
  useTreeChanges();
  return (
    <div className={styles.panel} key={selection.length === 0 ? page : (selection[0] ?? '')}>
      <PropertyFlashes ids={selection} />
      {selection.length === 0 ? (
        <>
          <fieldset className={styles.fields} disabled={readOnly}>
            <PaintsSection ids={pages} property="fills" title="Page background" added={DEFAULT_BACKGROUND} />
          </fieldset>
          <ExportSection ids={NONE} />
        </>
      ) : (
        <>
          <fieldset className={styles.fields} disabled={readOnly}>
            <LayoutSection ids={selection} inRatio={inRatio} onRatio={setInRatio} />
            <AppearanceSection ids={selection} />
            <TextSection ids={selection} />
            <PaintsSection ids={filled} property="fills" title="Fill" added={DEFAULT_FILL} />
            <StrokeSection ids={selection} />
            <EffectsSection ids={selection} />
            <LayoutGridsSection ids={selection} />
          </fieldset>
          {only !== undefined && <AuthorshipSection id={only} open={authorship} onOpen={setAuthorship} />}
          <ExportSection ids={selection} />
          {selection.some((id) => !isNodeType(document.get(id, 'type'))) && (
            <p className={styles.note}>
              What only a newer version of Joinery can show is kept as it is. It can be moved, copied and deleted here.
            </p>
          )}
        </>
      )}
    </div>
  );
}
