/** Partitions by the kernel: for the long lane (`npm run faults namespaces`), where network namespaces are permitted. */
import { Random } from '@joinery/shared/testing';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { Crowd } from './crowd.ts';
import { Namespace } from './namespace.ts';
import { bundleRelay } from './relay-process.ts';

const WANTED = process.env['NAMESPACES'] === 'yes';
const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000) * 1000);
const FAULTS = Number(process.env['FAULTS'] ?? 12);
const CABLES = 2;

let main: string;
let space: Namespace | undefined;
let crowd: Crowd | undefined;
beforeAll(async () => {
  if (WANTED) main = await bundleRelay();
});
afterEach(async () => {
  await crowd?.goes();
  space?.remove();
});

test.skipIf(!WANTED)(
  `S2, S3, S4, R1 cables are pulled and lose one direction, and all converge, ${FAULTS} times from seed ${SEED}`,
  async (context) => {
    space = Namespace.create('joinery', CABLES);
    if (space === undefined) return context.skip('network namespaces are not permitted here');
    const random = new Random(SEED);
    const { through } = space;
    const env = { HOST: '0.0.0.0', ACCESS: 'open', HEARTBEAT_MS: '400', SILENCE_MS: '1500' };
    const addressFor = (number: number, { port }: { readonly port: number }): string =>
      `${space?.host(number % CABLES)}:${port}`;
    crowd = await Crowd.gathers(main, { people: 8, random, through, host: space.host(0), env, addressFor });
    for (const person of crowd.people) person.edits(60);
    for (let i = 0; i < FAULTS; i++) {
      const fault = random.pick(['pull', 'loseIn', 'loseOut', 'heal', 'heal'] as const);
      space[fault](random.below(CABLES));
      await new Promise((resolve) => setTimeout(resolve, random.between(100, 3000)));
    }
    for (let cable = 0; cable < CABLES; cable++) space.heal(cable);
    await crowd.rests();
    expect(crowd.relay.errors).toEqual([]);
    expect(crowd.people.some(({ closeCodes }) => closeCodes.length > 0)).toBe(true);
  },
);
