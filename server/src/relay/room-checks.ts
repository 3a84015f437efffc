/**
 * Whether clients hold what the room holds (D12). Equal versions with unequal digests are a bug: it is logged with the buckets that
 * differ, counted, and mended by sending the client the registers of just those buckets. The journal is the truth: before a client
 * is made to follow the room, the room is held against what the store says, and read again if it is the room that is wrong.
 */
import {
  type ClientMessage,
  differing,
  type Document,
  encodeDelta,
  type RelayMessage,
  type VersionVector,
  versionsEqual,
} from '@joinery/shared';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { RelayTimers } from '../timers.ts';
import type { Member } from './member.ts';

export interface RoomChecksOptions {
  readonly file: string;
  readonly document: Document;
  readonly config: Pick<Config, 'checkEveryMs'>;
  readonly timers: Pick<RelayTimers, 'now'>;
  readonly log: Log;
  readonly checks: CheckCounts;
  /** The document as the store has it. @throws when it cannot be read */
  readonly readAgain: () => Promise<Document>;
  /** Ends the room, so that its file is read again. */
  readonly end: () => void;
  readonly tell: (member: Member, message: RelayMessage) => void;
}

/** What the checks of all rooms have found. */
export interface CheckCounts {
  /** Digests of clients of the same version that were compared. */
  compared: number;
  /** Those that differed, and were sent what they ought to be. Anything but 0 is a bug. */
  repaired: number;
  /** Rooms that differed from their own journal, and were read again. Anything but 0 is a bug. */
  reread: number;
  /** Snapshots that could not be read, or did not lead to what they were written from; older ones were used. Anything but 0 is a bug. */
  misread: number;
}

interface Asked {
  /** No other check of this client is looked at before: an answer can cost as much as the document is large. */
  readonly notBefore: number;
  /** It was told that it differs, and may ask where. */
  differs: boolean;
}

export class RoomChecks {
  readonly #options: RoomChecksOptions;
  readonly #asked = new WeakMap<Member, Asked>();
  /** The version at which the room was last found to be what its journal says. */
  #verified: VersionVector | undefined;
  #verifyNotBefore = 0;

  constructor(options: RoomChecksOptions) {
    this.#options = options;
  }

  check(member: Member, { version, branches }: Extract<ClientMessage, { type: 'check' }>): void {
    const { file, document, config, timers, log, checks, tell } = this.#options;
    if (timers.now() < (this.#asked.get(member)?.notBefore ?? 0)) return;
    // Something is on its way to either: the next check finds a quieter moment.
    if (!versionsEqual(version, document.version)) return;
    const asked: Asked = { notBefore: timers.now() + config.checkEveryMs, differs: false };
    this.#asked.set(member, asked);
    checks.compared += 1;
    if (differing(branches, document.digest().branches()).length === 0) return;
    const unseen = document.scrub();
    if (unseen.length > 0) log.error({ file, buckets: unseen }, 'registers changed unseen by the digest');
    const digest = document.digest();
    const different = differing(branches, digest.branches());
    if (different.length === 0) return;
    asked.differs = true;
    tell(member, {
      type: 'digest',
      branches: different.map((branch) => ({ branch, buckets: digest.bucketsOf(branch) })),
    });
  }

  async fetch(member: Member, { buckets }: Extract<ClientMessage, { type: 'fetch' }>): Promise<void> {
    const asked = this.#asked.get(member);
    if (asked?.differs !== true) return;
    asked.differs = false;
    const { file, document, log, checks, tell } = this.#options;
    const { actor, profile } = member;
    log.error(
      { file, buckets, actor, name: profile.value.name },
      'a client holds another document at the same version',
    );
    await this.#verify();
    // What was read from the store is committed, too (R1).
    if (!this.#isVerified()) return;
    checks.repaired += 1;
    tell(member, { type: 'repair', buckets, delta: encodeDelta(document.rowsOf(buckets)) });
  }

  #isVerified(): boolean {
    return this.#verified !== undefined && versionsEqual(this.#verified, this.#options.document.version);
  }

  /** Holds the room against its journal, unless it was lately. */
  async #verify(): Promise<void> {
    const { file, document, config, timers, log, checks, readAgain, end } = this.#options;
    if (this.#isVerified() || timers.now() < this.#verifyNotBefore) return;
    this.#verifyNotBefore = timers.now() + config.checkEveryMs;
    const stored = await readAgain().catch((err: unknown) =>
      log.error({ err, file }, 'a file could not be read again'),
    );
    if (stored === undefined || !versionsEqual(stored.version, document.version)) return;
    const buckets = stored.digest().differing(document.digest());
    if (buckets.length === 0) {
      this.#verified = stored.version;
      return;
    }
    log.error({ file, buckets }, 'the room differs from its journal; it is read again');
    checks.reread += 1;
    end();
  }
}
