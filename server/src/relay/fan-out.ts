/**
 * Telling everybody in a room (R3, R4): each frame is encoded once and the same bytes go to every reader, without steps of a drag that are
 * gone over in the same frame. A reader whose link
 * is full is left out, so that it costs no memory; when the link has drained, one delta and a frame bring it up to date.
 */
import {
  type Change,
  ChangeStreamWriter,
  encodeRelayMessage,
  type PresenceUpdate,
  type RelayMessage,
  type Timers,
  type VersionVector,
} from '@joinery/shared';
import type { Config } from '../config.ts';
import { latestSteps } from './latest-steps.ts';
import type { Link } from './link.ts';

/** What fan-out needs of its room. */
export interface FanOutSource {
  /** The version that was last sent to everybody. Copied where it is kept. */
  readonly sentVersion: VersionVector;
  /** Gives what the holder of a version lacks, encoded, as soon as all of it is committed. */
  deltaSince(version: VersionVector, deliver: (delta: Uint8Array) => void): void;
  /** For a reader who missed some news. */
  presence(): PresenceUpdate[];
}

export interface FanOutOptions {
  readonly config: Pick<Config, 'sendLimitBytes' | 'sendCloseBytes' | 'catchUpMs'>;
  readonly timers: Timers;
  readonly source: FanOutSource;
  /** The reader has not taken what it was sent: the second limit of R4. */
  readonly onTooSlow: (link: Link) => void;
}

/** A client that frames are sent to. */
interface Reader {
  readonly link: Link;
  /** What the client has, where frames were withheld from it or it asks to be caught up; undefined while it follows. */
  behind: VersionVector | undefined;
  /** Its delta waits for a commit. */
  catchingUp: boolean;
  /** No other delta before this moment: they cost much more than frames. */
  notBefore: number;
}

export class FanOut {
  readonly #options: FanOutOptions;
  readonly #readers = new Map<Link, Reader>();
  /** What all who follow were sent. */
  readonly #sent = new ChangeStreamWriter();
  #number = 1;
  #cancelPoll: (() => void) | undefined;

  constructor(options: FanOutOptions) {
    this.#options = options;
  }

  /** Of the last frame. */
  get number(): number {
    return this.#number;
  }

  get size(): number {
    return this.#readers.size;
  }

  /** Whether nobody is left out at the moment. */
  get everybodyFollows(): boolean {
    for (const { behind } of this.#readers.values()) if (behind !== undefined) return false;
    return true;
  }

  /** From now on the link gets every frame, or is caught up. */
  add(link: Link): void {
    this.#sent.restart();
    this.#readers.set(link, { link, behind: undefined, catchingUp: false, notBefore: 0 });
  }

  remove(link: Link): void {
    this.#readers.delete(link);
  }

  /** Sends everybody one frame. */
  send(changes: readonly Change[], presence: readonly PresenceUpdate[]): void {
    if (changes.length === 0 && presence.length === 0) return;
    this.#number += 1;
    if (this.#readers.size === 0) return;
    const frame = encodeRelayMessage(
      { type: 'frame', number: this.#number, changes: latestSteps(changes), presence },
      this.#sent,
    );
    for (const reader of this.#readers.values()) {
      if (reader.behind !== undefined) continue;
      if (reader.link.unsentBytes > this.#options.config.sendLimitBytes) {
        reader.behind = new Map(this.#options.source.sentVersion);
        this.#poll();
      } else reader.link.send(frame);
    }
  }

  /** Sends one reader something that is not a frame. */
  tell(link: Link, message: RelayMessage): void {
    if (link.unsentBytes > this.#options.config.sendCloseBytes) this.#options.onTooSlow(link);
    else link.send(encodeRelayMessage(message));
  }

  /** The reader asks for what this version lacks. */
  resync(link: Link, version: VersionVector): void {
    const reader = this.#readers.get(link);
    if (reader === undefined) return;
    reader.behind = version;
    this.#catchUp(reader);
    this.#poll();
  }

  stop(): void {
    this.#cancelPoll?.();
    this.#cancelPoll = undefined;
    this.#readers.clear();
  }

  #poll(): void {
    if (this.#cancelPoll !== undefined) return;
    const { timers, config } = this.#options;
    this.#cancelPoll = timers.after(config.catchUpMs, () => {
      this.#cancelPoll = undefined;
      const behind = [...this.#readers.values()].filter((reader) => reader.behind !== undefined);
      for (const reader of behind) this.#catchUp(reader);
      if (behind.some((reader) => reader.behind !== undefined)) this.#poll();
    });
  }

  #catchUp(reader: Reader): void {
    const { config, source, timers } = this.#options;
    const { behind, link } = reader;
    if (behind === undefined || reader.catchingUp) return;
    if (timers.now() < reader.notBefore || link.unsentBytes > config.sendLimitBytes) return;
    reader.catchingUp = true;
    source.deltaSince(behind, (delta) => {
      reader.catchingUp = false;
      if (this.#readers.get(link) !== reader) return;
      reader.notBefore = timers.now() + config.catchUpMs;
      // Asked again meanwhile, for more: that is answered in its turn.
      if (reader.behind !== behind) return;
      reader.behind = undefined;
      this.#sent.restart();
      this.tell(link, { type: 'delta', frame: this.#number - 1, delta });
      this.tell(link, { type: 'frame', number: this.#number, changes: [], presence: source.presence() });
    });
  }
}
