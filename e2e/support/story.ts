/**
 * A story: people, a relay of its own, and a file they all have the link of. When it is told, everybody who is online has the same
 * document as the relay, byte for byte, and nobody's browser or relay complained.
 */
import { test as base, expect } from '@playwright/test';
import { Gathering } from './gathering.ts';
import type { Person } from './person.ts';
import type { Relay, RelayOptions } from './relay.ts';

export interface Cast {
  /** How the relay of this story is set up. */
  readonly relayOptions: RelayOptions;
  readonly gathering: Gathering;
  readonly relay: Relay;
  /** The id of a new file with one empty page. */
  readonly file: string;
  /** Persons who have the file open. */
  readonly ada: Person;
  readonly ben: Person;
  readonly cleo: Person;
}

export const story = base.extend<Cast>({
  relayOptions: [{}, { option: true }],
  gathering: async ({ browser, relayOptions }, lend, info) => {
    const gathering = await Gathering.begin(browser, relayOptions);
    await lend(gathering);
    try {
      if (info.errors.length === 0) await gathering.agrees();
    } finally {
      if (info.errors.length > 0) await info.attach('relay.log', { body: gathering.relay.log });
      await gathering.ends();
    }
  },
  relay: ({ gathering }, lend) => lend(gathering.relay),
  file: async ({ gathering }, lend) => lend(await gathering.file()),
  ada: async ({ gathering, file }, lend) => lend(await gathering.arrives('Ada', file)),
  ben: async ({ gathering, file }, lend) => lend(await gathering.arrives('Ben', file)),
  cleo: async ({ gathering, file }, lend) => lend(await gathering.arrives('Cleo', file)),
});

export { expect };
