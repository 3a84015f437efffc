/** Somebody without a browser in one file: a replica, its link to the relay, undo, and a state file if wanted. */
import { randomBytes } from 'node:crypto';
import {
  type Change,
  Document,
  FORGETFUL_OUTBOX,
  type OpenChannel,
  PresenceClient,
  randomActorId,
  SyncClient,
  type Transaction,
  UndoHistory,
} from '@joinery/shared';
import { SYSTEM_TIMERS } from '../timers.ts';
import type { StateFile } from './state-file.ts';

export interface HeadlessOptions {
  readonly openChannel: OpenChannel;
  /** What the others call this client. */
  readonly name: string;
  /** `#rrggbb`, of its cursor and selection. */
  readonly color?: string;
  /** Keeps actor and unsent changes; without one both end with the process. */
  readonly state?: StateFile;
  /** The relay sent what means nothing, or a listener failed. */
  readonly onError?: (error: unknown) => void;
}

const COLOR = '#52606d';
/** A clock that differs from the relay's by less is left alone, in ms: it is as likely the line's latency. */
const TRUSTED_SKEW_MS = 5000;

export class HeadlessClient {
  readonly document: Document;
  readonly sync: SyncClient;
  readonly presence: PresenceClient;
  readonly history: UndoHistory;
  readonly #state: StateFile | undefined;
  #skewMs = 0;
  /** The link is closed and the goodbye sent. */
  #left: () => void = () => {};

  constructor({ openChannel, name, color = COLOR, state, onError = () => {} }: HeadlessOptions) {
    const actor = state?.actor ?? randomActorId(Math.random);
    this.#state = state;
    this.document = new Document({ actor, wall: () => Date.now() + this.#skewMs, onSubscriberError: onError });
    if (state !== undefined) this.document.clock.observe(state.last);
    // Somebody who comes back with their state is the same session to the others (P4).
    this.presence = new PresenceClient(actor, { person: actor, name, color, choice: 'automatic' });
    this.history = new UndoHistory(this.document);
    this.sync = new SyncClient({
      document: this.document,
      session: actor,
      openChannel: this.#watched(openChannel),
      outbox: state ?? FORGETFUL_OUTBOX,
      contents: state?.contents ?? { pending: [], rejected: [] },
      timers: SYSTEM_TIMERS,
      presence: this.presence,
      receipts: true,
      proof: randomBytes(16).toString('hex'),
      onRelayTime: (unixMs) => {
        const skewMs = unixMs - Date.now();
        this.#skewMs = Math.abs(skewMs) > TRUSTED_SKEW_MS ? skewMs : 0;
      },
      onError,
    });
  }

  start(): void {
    this.sync.start();
  }

  /** One change, and one step to undo. @returns undefined when nothing was changed @throws when it cannot be */
  edit(build: (tx: Transaction) => void): Change | undefined {
    return this.document.transact(build);
  }

  /** Resolves once `reached` holds, which is asked whenever the link, or what waits for it, changes. */
  until(reached: () => boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        stop();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const check = (): void => void (reached() && done());
      const stop = this.sync.subscribe(check);
      signal?.addEventListener('abort', done);
      if (signal?.aborted === true) done();
      else check();
    });
  }

  /** Says goodbye, waits for the link to close, and gives the state file back. Unacknowledged changes stay in it. */
  async leave(): Promise<void> {
    const linked = this.sync.state.kind !== 'offline' && this.sync.state.kind !== 'closed';
    const closed = new Promise<void>((resolve) => (this.#left = resolve));
    this.sync.dispose();
    if (linked) await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    this.history.dispose();
    this.#state?.close();
  }

  /** What is sent has been kept (S2). */
  #watched(open: OpenChannel): OpenChannel {
    return (events) => {
      const channel = open({
        ...events,
        onClose: () => {
          events.onClose();
          this.#left();
        },
      });
      return {
        send: (frame) => {
          if (this.#state?.commit() !== false) channel.send(frame);
        },
        close: () => channel.close(),
      };
    };
  }
}

/** How long a closing link is waited for. */
const CLOSE_MS = 2000;
