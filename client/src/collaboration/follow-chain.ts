/** Who leads whom, where people follow people who follow people. */
import type { SessionId } from '@joinery/shared';
import type { Person } from './people.ts';

type Follower = Pick<Person, 'session' | 'following'>;

/**
 * The one whose view is seen by who follows `chosen`: the end of the chain. Where two chose each other at the same time the chain is a
 * ring; everybody finds the same leader in it, and that one stops following.
 * @returns undefined when the chosen one is not here
 */
export function leaderOf<P extends Follower>(people: readonly P[], chosen: SessionId): P | undefined {
  const bySession = new Map(people.map((person) => [person.session, person]));
  const chain: P[] = [];
  for (let at = bySession.get(chosen); at !== undefined;) {
    if (chain.includes(at)) return first(chain.slice(chain.indexOf(at)));
    chain.push(at);
    at = at.following === null ? undefined : bySession.get(at.following);
  }
  return chain.at(-1);
}

/** The sessions that see what a session sees, however many stand between. */
export const followersOf = <P extends Follower>(people: readonly P[], leader: SessionId): readonly P[] =>
  people.filter(
    ({ session, following }) =>
      session !== leader && following !== null && leaderOf(people, following)?.session === leader,
  );

const first = <P extends Follower>(ring: readonly P[]): P | undefined =>
  ring.reduce<P | undefined>(
    (least, each) => (least === undefined || each.session < least.session ? each : least),
    undefined,
  );
