import { type Time, timeToUnixMs } from '@joinery/shared';
import { timeAgo } from '../../time-ago.ts';
import { useNow } from './use-now.ts';

/** "3 min ago", with the exact time for whoever points at it. */
export function Ago({ time }: { readonly time: Time }) {
  const at = timeToUnixMs(time);
  return (
    <time dateTime={new Date(at).toISOString()} title={new Date(at).toLocaleString()}>
      {timeAgo(at, useNow())}
    </time>
  );
}
