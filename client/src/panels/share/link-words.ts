/** What is said of links, in few words. */
import type { Role } from '@joinery/shared';
import type { FileLink } from '../../links-api.ts';
import type { Choice } from '../../ui/select-field.tsx';

const LABELS: Readonly<Record<Role, string>> = {
  viewer: 'Can view',
  commenter: 'Can comment',
  editor: 'Can edit',
  owner: 'Can edit and share',
};

export const roleLabel = (role: Role): string => LABELS[role];

/** After "whoever opens it". */
export const shortRole = (role: Role): string => LABELS[role].toLowerCase();

export const ROLE_CHOICES: readonly Choice<Role>[] = (['viewer', 'commenter', 'editor', 'owner'] as const).map(
  (role) => ({ value: role, label: LABELS[role] }),
);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A life without end. */
export const NEVER = 0;

/** How long a link may work, in ms. */
export const LIVES: readonly Choice<number>[] = [
  { value: NEVER, label: 'Until it is removed' },
  { value: HOUR, label: 'For an hour' },
  { value: DAY, label: 'For a day' },
  { value: 7 * DAY, label: 'For a week' },
  { value: 30 * DAY, label: 'For 30 days' },
];

/** @param now Unix ms */
export function aboutLink({ state, expiresAt, people }: FileLink, now: number): string {
  const here = people === 0 ? [] : [`${people} here now`];
  if (state === 'expired') return 'Has expired';
  return [expiresAt === null ? 'Until it is removed' : `${lengthOf(expiresAt - now)} left`, ...here].join(' · ');
}

function lengthOf(ms: number): string {
  if (ms < MINUTE) return 'Less than a minute';
  if (ms < HOUR) return counted(Math.round(ms / MINUTE), 'minute');
  if (ms < 2 * DAY) return counted(Math.round(ms / HOUR), 'hour');
  return counted(Math.round(ms / DAY), 'day');
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
