import { toast } from 'sonner';
import { copyText } from '../../ui/copy-text.ts';

/** @param said when it is on the clipboard */
export async function copyLink(text: string, said: string): Promise<void> {
  if (await copyText(text)) toast.success(said);
  else toast(text, { duration: 20_000, description: 'Copy this link to share the file.' });
}
