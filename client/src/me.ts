/** Who I am to others, and what they see of me: kept in this browser. There are no accounts yet. */
import type { Choice } from '@joinery/shared';
import { PERSON_COLORS } from './person-color.ts';

export interface Me {
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** What I chose to be seen as (P2). */
  readonly choice: Choice;
  /** I draw in private: my edits are shared, my cursor and my selection are not. */
  readonly unwatched: boolean;
}

const KEY = 'joinery.me';
const MAX_NAME_CHARACTERS = 60;
const MANNERS = ['Calm', 'Bright', 'Quiet', 'Swift', 'Bold', 'Gentle', 'Keen', 'Merry', 'Clever', 'Patient'];
const WOODS = [
  'Maple',
  'Walnut',
  'Cedar',
  'Birch',
  'Cherry',
  'Ash',
  'Hazel',
  'Rowan',
  'Willow',
  'Juniper',
  'Alder',
  'Linden',
];

/** Nothing is hidden. */
const OPEN = { choice: 'automatic', unwatched: false } as const;
const CHOICES: readonly unknown[] = ['automatic', 'away', 'dnd', 'invisible'] satisfies readonly Choice[];
const isChoice = (value: unknown): value is Choice => CHOICES.includes(value);

/** A name for somebody who has not given one, such as "Calm Maple". `random` gives numbers from 0 to below 1. */
export function strangerMe(random: () => number): Me {
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  return { name: `${pick(MANNERS)} ${pick(WOODS)}`, color: pick(PERSON_COLORS), ...OPEN };
}

function parseMe(text: string): Me | undefined {
  const kept: unknown = JSON.parse(text);
  if (typeof kept !== 'object' || kept === null || !('name' in kept) || !('color' in kept)) return undefined;
  const { name, color } = kept;
  if (typeof name !== 'string' || typeof color !== 'string' || !/^#[0-9a-f]{6}$/.test(color)) return undefined;
  return {
    name: name.slice(0, MAX_NAME_CHARACTERS),
    color,
    choice: 'choice' in kept && isChoice(kept.choice) ? kept.choice : OPEN.choice,
    unwatched: 'unwatched' in kept && kept.unwatched === true,
  };
}

/** The kept person, or a stranger, who is kept from now on so that the name stays the same. */
export function keptMe(): Me {
  try {
    const text = localStorage.getItem(KEY);
    const me = text === null ? undefined : parseMe(text);
    if (me !== undefined) return me;
  } catch {
    // Storage closed or its content broken: a new stranger.
  }
  const me = strangerMe(Math.random);
  keepMe(me);
  return me;
}

/** Told when another tab of this browser keeps something else. @returns a function that ends it */
export function onMeKeptElsewhere(listener: (me: Me) => void): () => void {
  const heard = ({ key }: StorageEvent): void => void (key === KEY && listener(keptMe()));
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
}

export function keepMe(me: Me): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(me));
  } catch {
    // Private windows may refuse storage: the name then lasts as long as the tab.
  }
}
