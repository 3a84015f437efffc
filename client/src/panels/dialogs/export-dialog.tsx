/** Export by command: the same choices as the panel has, where the panels are hidden. Loaded when it is first opened. */
import { Dialog } from '../../ui/dialog.tsx';
import { ExportSection } from '../properties/export-section.tsx';
import { useEditor } from '../workspace.ts';

export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const editor = useEditor();
  return (
    <Dialog open title="Export" onClose={onClose}>
      <ExportSection ids={editor.state.selection} />
    </Dialog>
  );
}
