import { lazy, Suspense } from 'react';
import { later } from '../../ui/later.ts';
import { useEditor, useSession } from '../workspace.ts';

const KeysDialog = lazy(later(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog })));
const Palette = lazy(later(async () => ({ default: (await import('./palette.tsx')).Palette })));
const ExportDialog = lazy(later(async () => ({ default: (await import('./export-dialog.tsx')).ExportDialog })));

/** The dialog that a command asked for, if any. */
export function Dialogs() {
  const editor = useEditor();
  const dialog = useSession((state) => state.dialog);
  const close = (): void => editor.session.setState({ dialog: null });
  return (
    <Suspense fallback={null}>
      {dialog === 'keys' && <KeysDialog onClose={close} />}
      {dialog === 'palette' && <Palette onClose={close} />}
      {dialog === 'export' && <ExportDialog onClose={close} />}
    </Suspense>
  );
}
