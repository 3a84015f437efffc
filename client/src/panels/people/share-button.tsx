import { toast } from 'sonner';
import { Button } from '../../ui/button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useWorkspace } from '../workspace.ts';

/** Copies the file's link. Whoever has it can open and edit the file. */
export function ShareButton() {
  const { file } = useWorkspace();
  const share = async (): Promise<void> => {
    const copied = await copyText(file.link);
    if (copied) toast.success('Link copied. Whoever opens it can edit with you.');
    else toast(file.link, { duration: 20_000, description: 'Copy this link to share the file.' });
  };
  return (
    <Tooltip label="Copy a link to this file">
      <Button look="primary" onClick={() => void share()}>
        Share
      </Button>
    </Tooltip>
  );
}
