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
      return { tone: 'warn', ...offlineWords(status) };
    case 'closed':
      return {
        text: status.pending === 0 ? 'Not connected' : `Not connected, ${edits(status.pending)} unsent`,
        tone: 'bad',
        detail: status.reason,
      };
    default:
      return status satisfies never;
  }
}

function offlineWords({ since, pending }: Extract<SyncStatus, { kind: 'offline' }>): Omit<StatusWords, 'tone'> {
  const time = new Date(since).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  if (pending === 0)
    return {
      text: 'Offline',
      detail: `Since ${time}. You can go on: edits are kept in this browser and sent when the server is back.`,
    };
  return {
    text: `Offline, ${edits(pending)} waiting`,
    detail: `Since ${time}. ${edits(pending)} kept in this browser, sent when the server is back.`,
  };
}

/** Shorter waits are not worth counting down, in ms. */
const WORTH_COUNTING_MS = 2500;

/** "again in 8 s": when it is tried next; undefined while it is tried, or will be at once. @param now Unix ms */
export function retryWords(status: SyncStatus, now: number): string | undefined {
  if (status.kind !== 'offline' || status.retryAt === null) return undefined;
  const waitMs = status.retryAt - now;
  return waitMs < WORTH_COUNTING_MS ? undefined : `again in ${Math.ceil(waitMs / 1000)} s`;
}
