import { lazy, Suspense } from 'react';
import { later } from '../../ui/later.ts';
import { useSession } from '../workspace.ts';

const PANELS = {
  conflicts: lazy(later(async () => ({ default: (await import('../conflicts/conflicts-panel.tsx')).ConflictsPanel }))),
  deleted: lazy(later(async () => ({ default: (await import('../deleted/deleted-panel.tsx')).DeletedPanel }))),
  activity: lazy(later(async () => ({ default: (await import('../activity/activity-panel.tsx')).ActivityPanel }))),
  sync: lazy(later(async () => ({ default: (await import('../inspector/inspector-panel.tsx')).InspectorPanel }))),
};

/** The panel beside the canvas that was asked for, if any. */
export function SidePanels() {
  const name = useSession((state) => state.sidePanel);
  if (name === null) return null;
  const Panel = PANELS[name];
  return (
    <Suspense fallback={null}>
      <Panel />
    </Suspense>
  );
}
