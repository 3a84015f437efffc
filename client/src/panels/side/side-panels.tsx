import { ActivityPanel } from '../activity/activity-panel.tsx';
import { ConflictsPanel } from '../conflicts/conflicts-panel.tsx';
import { DeletedPanel } from '../deleted/deleted-panel.tsx';
import { InspectorPanel } from '../inspector/inspector-panel.tsx';
import { useSession } from '../workspace.ts';

/** The panel beside the canvas that was asked for, if any. */
export function SidePanels() {
  const panel = useSession((state) => state.sidePanel);
  switch (panel) {
    case 'conflicts':
      return <ConflictsPanel />;
    case 'deleted':
      return <DeletedPanel />;
    case 'activity':
      return <ActivityPanel />;
    case 'sync':
      return <InspectorPanel />;
    case null:
      return null;
    default:
      return panel satisfies never;
  }
}
