import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useWorkspace } from '../workspace.ts';

/** Copies the file's link. Whoever has it can open and edit the file. */
export function ShareButton() {
  const { file } = useWorkspace();
  const share = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(file.link);
      toast.success('Link copied. Whoever opens it can edit with you.');
    } catch {
      // The clipboard needs a secure address or a permission: the link can still be taken by hand.
      toast(file.link, { duration: 20_000, description: 'Copy this link to share the file.' });
    }
  };
  return (
    <Tooltip label="Copy a link to this file">
      <Button look="primary" onClick={() => void share()}>
        Share
      </Button>
    </Tooltip>
  );
}
