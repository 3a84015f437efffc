/**
 * What happens when two people write the same at once (D11): the schema's table names a strategy for each property, and this says
 * what that means. Finding conflicts (S8), showing them and docs/conflicts.md go by it.
 *
 * Merging does not: of a register, the greater stamp stands on every replica (D1), whatever the strategy. Strategies say
 * whether the other value is kept for somebody to choose.
 */
import { baseOf, type OwnedProperty, ownedProperty } from './keyed-property.ts';
import { type ConflictStrategy, isPropertyName, PROPERTIES } from './properties.ts';

export interface Meeting {
  /** What people call the property. */
  readonly label: string;
  readonly strategy: ConflictStrategy;
  /** Whether it is settled by itself, or stays open until somebody chooses. */
  readonly settled: boolean;
  /** What the person sees who comes back and met somebody else's write, as a sentence. */
  readonly shown: string;
}

const SHOWN: Readonly<Record<ConflictStrategy, string>> = {
  'last-write-wins': 'The later one stands. Both are listed, and the other can be taken.',
  'multi-value': 'The later one stands for now. Both are shown side by side until one is chosen.',
  ask: 'The later one stands for now. The person is asked which to keep.',
  'semantic-merge': 'Both count. What came together is listed.',
};

/** Rich types bring their own. */
const RICH: Readonly<Record<OwnedProperty['kind'], Pick<Meeting, 'strategy' | 'shown'>>> = {
  'multi-value': { strategy: 'multi-value', shown: 'Both stand, and are shown side by side until one is chosen.' },
  member: { strategy: 'semantic-merge', shown: 'What was added stays. Who added and who removed it is listed.' },
  counter: { strategy: 'semantic-merge', shown: 'Both count. What each has added is listed.' },
};

/** @param property any property's name, keyed ones included; what the schema does not know goes by the greater stamp */
export function whenWritesMeet(property: string): Meeting {
  const base = baseOf(property);
  const row = isPropertyName(base) ? PROPERTIES[base] : undefined;
  const owned = ownedProperty(property);
  const plain = row?.strategy ?? 'last-write-wins';
  const { strategy, shown } = owned === undefined ? { strategy: plain, shown: SHOWN[plain] } : RICH[owned.kind];
  const settled = strategy === 'last-write-wins' || strategy === 'semantic-merge';
  return { label: row?.label ?? base, strategy, settled, shown };
}
