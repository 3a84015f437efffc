import { ConflictsPanel } from '../conflicts/conflicts-panel.tsx';
import { useSession } from '../workspace.ts';

/** The panel beside the canvas that was asked for, if any. */
export function SidePanels() {
  const panel = useSession((state) => state.sidePanel);
  return panel === 'conflicts' ? <ConflictsPanel /> : null;
}
