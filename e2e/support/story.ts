/**
 * A story: people, a relay, and a file they all have the link of. When it is told, everybody who is online has the same document as
 * the relay, byte for byte, and nobody's browser or relay complained.
 */
import { test as base, expect } from '@playwright/test';
import { Gathering } from './gathering.ts';
import type { Person } from './person.ts';
import { Relay, type RelayOptions } from './relay.ts';

export interface Cast {
  /** How the relay of this story is set up. Left out: the story takes part in a relay that others use too, each with its own file. */
  readonly ownRelay: RelayOptions | undefined;
  readonly gathering: Gathering;
  readonly relay: Relay;
  /** The id of a new file with one empty page. */
  readonly file: string;
  /** Persons who have the file open. */
  readonly ada: Person;
  readonly ben: Person;
  readonly cleo: Person;
}

interface Stage {
  /** For the stories that neither kill it nor look at what other stories leave in it. */
  readonly commonRelay: Relay;
}

export const story = base.extend<Cast, Stage>({
  commonRelay: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
    async ({}, lend) => {
      const relay = await Relay.start();
      await lend(relay);
      await relay.stop();
    },
    { scope: 'worker' },
  ],
  ownRelay: [undefined, { option: true }],
  gathering: async ({ browser, ownRelay, commonRelay }, lend, info) => {
    const gathering = ownRelay ? await Gathering.begin(browser, ownRelay) : Gathering.beginAt(browser, commonRelay);
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
