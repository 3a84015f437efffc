/**
 * A live replica that has nothing of its own on the way must be what the relay's is. Now and then it says its digest (D12); where the
 * relay's differs, it finds the buckets that do, asks for their registers and takes them as they are: the relay's journal is the truth.
 *
 *     check ─► (equal: silence)          digest ─► fetch ─► repair
 *
 * That it ever comes to more than a check is a bug of somebody's: each time is counted and reported.
 */
import { type VersionVector, versionsEqual } from '../clock/version-vector.ts';
import { decodeDelta } from '../codec/delta.ts';
import type { ClientMessage, RelayMessage } from '../codec/message.ts';
import { BUCKETS_PER_BRANCH, Digest } from '../document/digest.ts';
import type { Document } from '../document/document.ts';

export interface AntiEntropyOptions {
  readonly document: Document;
  readonly send: (message: ClientMessage) => void;
  readonly now: () => number;
  readonly report: (error: Error) => void;
  /** Checks of one link are at least this far apart. */
  readonly everyMs: number;
}

type Message<T extends RelayMessage['type']> = Extract<RelayMessage, { type: T }>;

export class AntiEntropy {
  readonly #options: AntiEntropyOptions;
  #repairs = 0;
  #checkedAt = -Infinity;
  /** What the latest check said, while it may be answered. */
  #said: Digest | undefined;

  constructor(options: AntiEntropyOptions) {
    this.#options = options;
  }

  /** How often this replica was put right. */
  get repairs(): number {
    return this.#repairs;
  }

  /** A new link: nothing said on the one before is answered, and what was kept over a reload is checked soon. */
  reset(): void {
    this.#said = undefined;
    this.#checkedAt = -Infinity;
  }

  /** A quiet moment. @param version what the relay knows to be held; undefined while that is not all that the document is */
  check(version: VersionVector | undefined): void {
    const { document, now, send, everyMs } = this.#options;
    if (version === undefined || now() - this.#checkedAt < everyMs) return;
    this.#checkedAt = now();
    this.#said = document.digest();
    send({ type: 'check', version, branches: this.#said.branches() });
  }

  /** The relay's is another one. */
  onDigest({ branches }: Message<'digest'>): void {
    const said = this.#said;
    this.#said = undefined;
    if (said === undefined) return;
    const unseen = this.#options.document.scrub();
    if (unseen.length > 0) {
      // Perhaps only the digest was wrong, and the document is not: the next check tells.
      this.#checkedAt = -Infinity;
      return this.#options.report(new Error(`registers changed unseen by the digest, in buckets ${unseen.join(', ')}`));
    }
    const theirs = said.buckets.slice();
    for (const { branch, buckets } of branches) theirs.set(buckets, branch * BUCKETS_PER_BRANCH);
    this.#options.send({ type: 'fetch', buckets: said.differing(new Digest(theirs)) });
  }

  /** @param version as in {@link check} */
  onRepair({ buckets, delta }: Message<'repair'>, version: VersionVector | undefined): void {
    const { document, report } = this.#options;
    const decoded = decodeDelta(delta);
    if (!decoded.ok) return report(new Error(`the relay sent ${decoded.reason}`));
    if (version === undefined || !versionsEqual(version, decoded.value.version)) {
      // Somebody was faster. The registers are of another moment than the document; the next quiet one will do.
      this.#checkedAt = -Infinity;
      return;
    }
    const replaced = document.repair(buckets, decoded.value.rows);
    this.#repairs += 1;
    const where = `buckets ${buckets.join(', ')}`;
    report(new Error(`the document differed from the relay's in ${where}: ${replaced} registers were put right`));
  }
}
