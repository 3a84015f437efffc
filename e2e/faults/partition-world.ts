/** People who edit while the network between each of them and the relay breaks in every way it can, and is whole again. */
import { Broken, Random } from '@joinery/shared/testing';
import { FaultProxy } from '../support/fault-proxy.ts';
import { Crowd } from './crowd.ts';

export interface PartitionTally {
  faults: number;
  journalled: number;
  /** Links that ended. */
  links: number;
}

const PEOPLE = 8;
const EDIT_EVERY_MS = 60;
/** A link that says nothing is noticed soon: whatever is waited for here is waited for often. */
const ENV = { HEARTBEAT_MS: '400', SILENCE_MS: '1500', LEASE_MS: '500', SEND_LIMIT_BYTES: '20000' };

type Fault = (network: FaultProxy) => unknown;

const FAULTS: Readonly<Record<string, { readonly weight: number; readonly happens: Fault }>> = {
  cut: { weight: 2, happens: (network) => network.cut() },
  'nothing arrives': { weight: 1, happens: (network) => network.blackHole() },
  'nothing reaches the relay': { weight: 2, happens: (network) => network.blackHole(['up']) },
  'nothing reaches the browser': { weight: 2, happens: (network) => network.blackHole(['down']) },
  'broken, and the relay does not know': { weight: 2, happens: (network) => network.halfOpen('browser') },
  'broken, and the browser does not know': { weight: 2, happens: (network) => network.halfOpen('relay') },
  'what is sent arrives late': { weight: 2, happens: (network) => network.holdBack() },
  'what was sent arrives again': { weight: 2, happens: (network) => network.echo() },
  'as slow as a bad phone': {
    weight: 1,
    happens: (network) => network.slow({ latencyMs: 120, bytesPerSecond: 20_000 }),
  },
  'whole again': { weight: 8, happens: heal },
};

async function heal(network: FaultProxy): Promise<void> {
  network.slow({});
  await network.heal();
}

/** @param main the relay's script @throws Broken when not everything was kept, or not everybody ends the same */
export async function runPartitions(main: string, seed: number, faults: number): Promise<PartitionTally> {
  const random = new Random(seed);
  const networks: FaultProxy[] = [];
  const addressFor = async (_: number, relay: { readonly port: number }): Promise<string> => {
    const network = await FaultProxy.open(relay.port);
    networks.push(network);
    return new URL(network.origin).host;
  };
  const crowd = await Crowd.gathers(main, { people: PEOPLE, random, addressFor, env: ENV });
  try {
    for (const person of crowd.people) person.edits(EDIT_EVERY_MS);
    for (let i = 0; i < faults; i++) await happenSomewhere(random, networks);
    for (const network of networks) await heal(network);
    await crowd.rests();
    if (crowd.relay.errors.length > 0) throw new Broken(`the relay complained:\n${crowd.relay.errors.join('\n')}`);
    const links = crowd.people.reduce((sum, { closeCodes }) => sum + closeCodes.length, 0);
    return { faults, links, journalled: await crowd.journalled() };
  } finally {
    await crowd.goes();
    for (const network of networks) await network.close();
  }
}

/** One thing happens to the networks of some, and goes on for a while. */
async function happenSomewhere(random: Random, networks: readonly FaultProxy[]): Promise<void> {
  const weights = Object.fromEntries(Object.entries(FAULTS).map(([name, { weight }]) => [name, weight]));
  const fault = FAULTS[random.weighted(weights)];
  for (const network of networks) if (random.chance(0.4)) await fault?.happens(network);
  await new Promise((resolve) => setTimeout(resolve, random.between(50, 800)));
}
