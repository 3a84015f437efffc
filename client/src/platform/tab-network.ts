/**
 * The network of this tab, as a person wants to see it behave: cut, slow, or losing frames. Wraps the real channels, and notes what
 * goes over them. The relay and other tabs notice nothing but a bad line.
 */
import {
  type Channel,
  type ChannelEvents,
  messageType,
  type OpenChannel,
  type PersonId,
  type Timers,
} from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface NetworkConditions {
  readonly offline: boolean;
  /** Added each way, in ms. */
  readonly latencyMs: number;
  /** Share of frames that are lost each way, 0 to 1. */
  readonly loss: number;
  /** Whose edits do not come here, as if there were no way between us; null: everybody's come. Not the line's business: see SyncInspector. */
  readonly apartFrom: PersonId | null;
}

/** A frame that was sent or came, as the line had it. */
export interface FrameNote {
  readonly number: number;
  /** Unix ms. */
  readonly at: number;
  readonly way: 'sent' | 'received';
  /** Such as `push`. */
  readonly type: string;
  readonly bytes: number;
  /** It was lost on purpose. */
  readonly lost: boolean;
}

export interface NetworkState {
  readonly conditions: NetworkConditions;
  /** The latest last. */
  readonly frames: readonly FrameNote[];
  /** All that ever went over the line. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

export const GOOD_CONDITIONS: NetworkConditions = { offline: false, latencyMs: 0, loss: 0, apartFrom: null };

/** So many of the latest frames are noted. */
const MOST_NOTED = 100;

export class TabNetwork {
  readonly store: StoreApi<NetworkState> = createStore(() => ({
    conditions: GOOD_CONDITIONS,
    frames: [],
    sentBytes: 0,
    receivedBytes: 0,
  }));
  readonly #timers: Timers;
  readonly #lines = new Set<Line>();
  #count = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Changes how the network behaves, at once. */
  set(change: Partial<NetworkConditions>): void {
    const conditions = { ...this.store.getState().conditions, ...change };
    this.store.setState({ conditions });
    if (conditions.offline) for (const line of [...this.#lines]) line.cut();
  }

  /** The same channels, over this network. */
  over(open: OpenChannel): OpenChannel {
    return (events) => {
      const line: Line = new Line(open, events, {
        timers: this.#timers,
        conditions: () => this.store.getState().conditions,
        note: (way, frame, lost) => this.#note(way, frame, lost),
        ended: () => this.#lines.delete(line),
      });
      this.#lines.add(line);
      return line;
    };
  }

  #note(way: FrameNote['way'], frame: Uint8Array, lost: boolean): void {
    this.#count += 1;
    const type = messageType(frame) ?? 'unknown';
    const { length: bytes } = frame;
    const noted = { number: this.#count, at: this.#timers.now(), way, type, bytes, lost };
    const { frames, sentBytes, receivedBytes } = this.store.getState();
    this.store.setState({
      frames: [...frames.slice(1 - MOST_NOTED), noted],
      sentBytes: way === 'sent' ? sentBytes + bytes : sentBytes,
      receivedBytes: way === 'received' ? receivedBytes + bytes : receivedBytes,
    });
  }
}

interface LineOptions {
  readonly timers: Timers;
  readonly conditions: () => NetworkConditions;
  readonly note: (way: FrameNote['way'], frame: Uint8Array, lost: boolean) => void;
  readonly ended: () => void;
}

/** One link over the network. */
class Line implements Channel {
  readonly #options: LineOptions;
  readonly #events: ChannelEvents;
  readonly #channel: Channel | undefined;
  readonly #out: Queue;
  readonly #in: Queue;
  #closed = false;

  constructor(open: OpenChannel, events: ChannelEvents, options: LineOptions) {
    this.#options = options;
    this.#events = events;
    this.#out = new Queue(options.timers);
    this.#in = new Queue(options.timers);
    if (options.conditions().offline) {
      // Events come after this returns.
      options.timers.after(0, () => this.#end());
      return;
    }
    this.#channel = open({
      onOpen: () => this.#arrive(() => this.#events.onOpen()),
      onFrame: (frame) => this.#receive(frame),
      onClose: () => this.#arrive(() => this.#end()),
    });
  }

  send(frame: Uint8Array): void {
    if (this.#closed) return;
    const lost = this.#isLost();
    this.#options.note('sent', frame, lost);
    if (!lost) this.#out.push(this.#options.conditions().latencyMs, () => this.#channel?.send(frame));
  }

  close(): void {
    this.#channel?.close();
  }

  /** The network went away. */
  cut(): void {
    this.#end();
    this.#channel?.close();
  }

  #receive(frame: Uint8Array): void {
    if (this.#closed) return;
    const lost = this.#isLost();
    this.#options.note('received', frame, lost);
    if (!lost) this.#arrive(() => this.#events.onFrame(frame));
  }

  #arrive(event: () => void): void {
    this.#in.push(this.#options.conditions().latencyMs, () => {
      if (!this.#closed) event();
    });
  }

  #isLost(): boolean {
    const { loss } = this.#options.conditions();
    return loss > 0 && this.#options.timers.random() < loss;
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.ended();
    this.#events.onClose();
  }
}

/** Does things later, in the order in which they came, however the delay changes meanwhile. */
class Queue {
  readonly #timers: Timers;
  #busyUntil = -Infinity;
  #waiting = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  push(delayMs: number, run: () => void): void {
    if (delayMs <= 0 && this.#waiting === 0) return run();
    const now = this.#timers.now();
    this.#busyUntil = Math.max(this.#busyUntil, now + delayMs);
    this.#waiting += 1;
    this.#timers.after(this.#busyUntil - now, () => {
      this.#waiting -= 1;
      run();
    });
  }
}
