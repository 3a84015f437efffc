/** What is said of the edits (S7): the truth, in few words. */
import type { SyncStatus } from '../../collaboration/sync-status.ts';

export interface StatusWords {
  readonly text: string;
  readonly tone: 'calm' | 'busy' | 'warn' | 'bad';
  /** A sentence for the tooltip. */
  readonly detail: string;
}

const edits = (count: number): string => (count === 1 ? '1 edit' : `${count} edits`);

export function statusWords(status: SyncStatus): StatusWords {
  switch (status.kind) {
    case 'connecting':
      return { text: 'Connecting…', tone: 'busy', detail: 'The server is being reached. You can already work.' };
    case 'saved':
      return { text: 'Saved', tone: 'calm', detail: 'Every edit is on the server.' };
    case 'saving':
      return { text: 'Saving…', tone: 'busy', detail: `${edits(status.pending)} on the way to the server.` };
    case 'offline':
      return status.pending === 0
        ? {
            text: 'Offline',
            tone: 'warn',
            detail: 'You can go on: edits are kept in this browser and sent when the server is back.',
          }
        : {
            text: `Offline, ${edits(status.pending)} waiting`,
            tone: 'warn',
            detail: `${edits(status.pending)} kept in this browser, sent when the server is back.`,
          };
    case 'closed':
      return { text: 'Not connected', tone: 'bad', detail: status.reason };
    default:
      return status satisfies never;
  }
}
