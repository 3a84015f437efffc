/**
 * How much may come from one address, whoever it is: connections, joins, requests, new files, bytes. What comes from this machine itself
 * is not limited: it is the owner's own, or a proxy's, which says for whom it asks (TRUST_PROXY).
 */
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../access/open-relay.ts';
import type { Config } from '../config.ts';
import { RateLimit } from '../relay/rate-limit.ts';

export type AddressLimitsConfig = Pick<
  Config,
  | 'trustProxy'
  | 'maxConnectionsPerAddress'
  | 'maxJoinsPerMinute'
  | 'maxRequestsPerSecond'
  | 'maxFilesPerHour'
  | 'maxBytesPerSecondPerAddress'
>;

/** What of a request tells where it is from. */
export interface Origin {
  readonly remoteAddress: string | undefined;
  readonly forwardedFor: string | undefined;
}

/** So many addresses are kept in mind; beyond it the one not seen for longest is forgotten. */
const MOST_ADDRESSES = 50_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

type Kind = 'join' | 'request' | 'file' | 'bytes';

interface Seen {
  connections: number;
  readonly rates: Readonly<Record<Kind, RateLimit>>;
}

export class AddressLimits {
  readonly #config: AddressLimitsConfig;
  readonly #now: () => number;
  /** Last seen last. */
  readonly #seen = new Map<string, Seen>();

  constructor(config: AddressLimitsConfig, now: () => number) {
    this.#config = config;
    this.#now = now;
  }

  get size(): number {
    return this.#seen.size;
  }

  /** The address that counts; undefined for one that is not limited. IPv6 networks (/64) count as one. */
  addressOf({ remoteAddress, forwardedFor = '' }: Origin): string | undefined {
    const forwarded = forwardedFor.split(',');
    // Each proxy adds at the end whom it has heard from: what stands before those that are trusted may be made up.
    const hops = this.#config.trustProxy;
    const address = (hops > 0 ? forwarded.at(-hops)?.trim() : '') || remoteAddress || 'unknown';
    return isLocal(address) ? undefined : networkOf(address);
  }

  /** @param cost how much of it this is */
  allows(address: string | undefined, kind: Kind, cost = 1): boolean {
    return address === undefined || this.#of(address).rates[kind].allows(this.#now(), cost);
  }

  /** Takes in a connection. @returns a function to call once, when it has ended; undefined when there are too many */
  connect(address: string | undefined): (() => void) | undefined {
    if (address === undefined) return () => undefined;
    const seen = this.#of(address);
    if (seen.connections >= this.#config.maxConnectionsPerAddress) return undefined;
    seen.connections += 1;
    return () => void (seen.connections -= 1);
  }

  #of(address: string): Seen {
    const known = this.#seen.get(address);
    if (known !== undefined) this.#seen.delete(address);
    const seen = known ?? this.#fresh();
    this.#seen.set(address, seen);
    if (this.#seen.size > MOST_ADDRESSES) this.#forgetOne();
    return seen;
  }

  #fresh(): Seen {
    const { maxJoinsPerMinute, maxRequestsPerSecond, maxFilesPerHour, maxBytesPerSecondPerAddress } = this.#config;
    const now = this.#now();
    return {
      connections: 0,
      rates: {
        join: new RateLimit(maxJoinsPerMinute / 60, now, MINUTE_MS),
        request: new RateLimit(maxRequestsPerSecond, now),
        file: new RateLimit(maxFilesPerHour / 3600, now, HOUR_MS),
        bytes: new RateLimit(maxBytesPerSecondPerAddress, now),
      },
    };
  }

  /** Never one that is connected: its count would be lost. */
  #forgetOne(): void {
    for (const [address, { connections }] of this.#seen) {
      if (connections > 0) continue;
      this.#seen.delete(address);
      return;
    }
  }
}

export const originOf = ({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): Origin => ({
  remoteAddress: socket.remoteAddress,
  // Several headers of this name come joined.
  forwardedFor: headers['x-forwarded-for']?.toString(),
});

const withoutMapping = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const isLocal = (address: string): boolean => isLoopback(withoutMapping(address));

function networkOf(address: string): string {
  const plain = withoutMapping(address);
  if (!plain.includes(':')) return plain;
  // `a::b` leaves out groups of zeros: those in front are all that counts.
  const [front = '', back] = plain.split('::');
  const groups = front.split(':').filter((group) => group !== '');
  const known = back === undefined ? groups : [...groups, '0', '0', '0', '0'];
  return known.slice(0, 4).join(':');
}
