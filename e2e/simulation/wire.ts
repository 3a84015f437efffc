/**
 * A link between a tab and the relay that the world delivers by hand. Either end can believe in it longer than the other: frames
 * of a tab that has given up still arrive, and a relay that has gone is noticed when the world says so.
 */
import { Broken } from '@joinery/shared/testing';
import type { Channel, ChannelEvents } from '@joinery/shared';
import type { Connection } from '../../server/src/relay/connection.ts';
import type { Link } from '../../server/src/relay/link.ts';

type Parcel = Uint8Array | 'end';

export class Wire implements Link {
  readonly #events: ChannelEvents;
  readonly #check: (frame: Uint8Array) => void;
  readonly #up: Parcel[] = [];
  /** All that the tab has said. */
  readonly #said: Parcel[] = [];
  readonly #down: Parcel[] = [];
  #connection: Connection | undefined;
  #tabListens = true;
  #relayListens = false;
  #opened = false;

  /** @param check sees every frame at the moment the relay sends it */
  constructor(events: ChannelEvents, check: (frame: Uint8Array) => void) {
    this.#events = events;
    this.#check = check;
  }

  /** Nothing can come of it any more. */
  get dead(): boolean {
    return !this.#tabListens && !this.#relayListens;
  }

  get waitsForAnswer(): boolean {
    return !this.#opened && this.#tabListens;
  }

  get quiet(): boolean {
    return this.#up.length === 0 && this.#down.length === 0;
  }

  /** The tab's end. */
  readonly channel: Channel = {
    send: (frame) => {
      if (!this.#tabListens) return;
      this.#up.push(frame);
      this.#said.push(frame);
    },
    close: () => {
      if (!this.#tabListens) return;
      this.#tabListens = false;
      this.#up.push('end');
    },
  };

  /** A link of its own over which all that was said here is said once more, to be accepted at once; nobody hears the answers. */
  echo(): Wire {
    const echo = new Wire(this.#events, this.#check);
    echo.#tabListens = false;
    echo.#up.push(...this.#said);
    return echo;
  }

  /** The relay answers. */
  accept(connect: (link: Link) => Connection): void {
    this.#opened = true;
    this.#relayListens = true;
    this.#connection = connect(this);
    if (this.#tabListens) this.#events.onOpen();
  }

  get unsentBytes(): number {
    return this.#down.reduce((sum, parcel) => sum + (parcel === 'end' ? 0 : parcel.length), 0);
  }

  send(frame: Uint8Array): void {
    if (!this.#relayListens) return;
    this.#check(frame);
    this.#down.push(frame);
  }

  close(): void {
    if (!this.#relayListens) return;
    this.#relayListens = false;
    this.#down.push('end');
  }

  /** The next frame arrives at the relay. @returns whether there was one */
  deliverUp(): boolean {
    const parcel = this.#up.shift();
    if (parcel === undefined) return false;
    if (!this.#relayListens) return true;
    if (parcel === 'end') this.loseAtRelay();
    else this.#connection?.receive(parcel);
    return true;
  }

  /** The next frame arrives at the tab. @returns whether there was one */
  deliverDown(): boolean {
    const parcel = this.#down.shift();
    if (parcel === undefined) return false;
    if (!this.#tabListens) return true;
    if (parcel === 'end') this.loseAtTab();
    else this.#events.onFrame(parcel);
    return true;
  }

  /** The tab notices that the link is broken; what it sent may still arrive. */
  loseAtTab(): void {
    if (!this.#tabListens) return;
    this.#tabListens = false;
    this.#down.length = 0;
    this.#events.onClose();
  }

  /** The relay notices, or is gone; the tab does not know yet. */
  loseAtRelay(): void {
    if (!this.#relayListens) return;
    this.#relayListens = false;
    this.#up.length = 0;
    this.#connection?.closed();
  }

  /** The tab is gone without a word: a crash. */
  abandonByTab(): void {
    this.#tabListens = false;
    this.#down.length = 0;
  }

  /** The relay's process is gone without a word: what it sent may still arrive. */
  abandonByRelay(): void {
    this.#relayListens = false;
    this.#connection = undefined;
  }

  /** Whether the relay is one that this tab would be wrong to trust: for messages of failed runs. */
  toString(): string {
    if (this.#up.length > 10_000) throw new Broken('a tab sends without end');
    return `up ${this.#up.length}, down ${this.#down.length}${this.#tabListens ? '' : ', tab gone'}${this.#relayListens ? '' : ', relay gone'}`;
  }
}
