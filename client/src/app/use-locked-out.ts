import { useEffect, useState } from 'react';
import type { Collaboration } from '../collaboration/collaboration.ts';

/**
 * Why the relay no longer lets this browser into the file; undefined while it does. A try to come back does not show the file before
 * it has succeeded.
 */
export function useLockedOut({ status }: Pick<Collaboration, 'status'>): string | undefined {
  const [reason, setReason] = useState<string>();
  useEffect(() => {
    const look = (): void => {
      const now = status.getState().status;
      if (now.kind === 'closed' && now.code === 'forbidden') setReason(now.reason);
      else if (now.kind === 'saved' || now.kind === 'saving') setReason(undefined);
    };
    look();
    return status.subscribe(look);
  }, [status]);
  return reason;
}
