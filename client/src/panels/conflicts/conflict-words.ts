/** What is said of a conflict: which of the two stands, and why (D11). */
import { type Conflict, compareStamps } from '@joinery/shared';

type Told = Pick<Conflict, 'resolution' | 'stands' | 'strategy' | 'mine' | 'theirs'>;

export interface ConflictWords {
  readonly text: string;
  /** `ask`: somebody has to choose. `done`: somebody has. */
  readonly tone: 'ask' | 'calm' | 'done';
}

/** @param other whoever wrote the other value */
export function conflictWords(conflict: Told, other: string): ConflictWords {
  const { resolution, stands, strategy } = conflict;
  switch (resolution) {
    case 'merged':
      return { text: 'Both count: there is nothing to choose.', tone: 'calm' };
    case 'kept-mine':
      return {
        text: stands === 'mine' ? 'You kept yours.' : 'You kept yours; it was changed again since.',
        tone: 'done',
      };
    case 'took-theirs': {
      const since = stands === 'theirs' ? '.' : '; it was changed again since.';
      return { text: `You took ${other}’s${since}`, tone: 'done' };
    }
    case 'by-stamp':
      return { text: whichStands(conflict, other), tone: 'calm' };
    case 'open':
      if (strategy === 'ask') return { text: `${whichStands(conflict, other)} Which one shall stay?`, tone: 'ask' };
      return { text: `${whichStands(conflict, other)} Choose one of them.`, tone: 'ask' };
    default:
      return resolution satisfies never;
  }
}

function whichStands({ stands, mine, theirs }: Told, other: string): string {
  const laterIsMine = compareStamps(mine.stamp, theirs.stamp) > 0;
  switch (stands) {
    case 'mine':
      return laterIsMine ? 'Yours is later, so it stands.' : 'Yours stands.';
    case 'theirs':
      return laterIsMine ? `${other}’s stands.` : `${other} wrote later, so theirs stands.`;
    case 'both':
      return 'Both stand side by side.';
    case 'neither':
      return 'It was changed again since.';
    default:
      return stands satisfies never;
  }
}

/** "3 conflicts". */
export const conflictCount = (count: number): string => (count === 1 ? '1 conflict' : `${count} conflicts`);
