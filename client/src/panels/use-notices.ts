import { useEffect } from 'react';
import { toast } from 'sonner';
import { useSession } from './workspace.ts';

/** Errors stay longer: there is something to read. In ms. */
const ERROR_MS = 8000;

/** Shows the editor's messages as toasts. */
export function useNotices(): void {
  const notice = useSession((state) => state.notice);
  useEffect(() => {
    if (notice === null) return;
    if (notice.kind === 'error') toast.error(notice.text, { id: `notice-${notice.id}`, duration: ERROR_MS });
    else toast(notice.text, { id: `notice-${notice.id}` });
  }, [notice]);
}
