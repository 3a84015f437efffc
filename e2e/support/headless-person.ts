/** Somebody without a browser: the same sync client over a WebSocket of Node's, for stories that need a crowd. */
import {
  type Channel,
  Document,
  FORGETFUL_OUTBOX,
  type OpenChannel,
  PresenceClient,
  randomActorId,
  SyncClient,
  type Timers,
} from '@joinery/shared';
import { WebSocket } from 'ws';
import { expect } from '@playwright/test';

const TIMERS: Timers = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

export class HeadlessPerson {
  readonly document: Document;
  readonly sync: SyncClient;

  /** @param origin of the relay */
  constructor(name: string, { origin, file }: { readonly origin: string; readonly file: string }) {
    const actor = randomActorId(Math.random);
    this.document = new Document({ actor, wall: () => Date.now() });
    const profile = { person: actor, name, color: '#0f766e', choice: 'automatic' } as const;
    this.sync = new SyncClient({
      document: this.document,
      session: actor,
      openChannel: channelTo(`${origin.replace('http', 'ws')}/sync/${file}`),
      outbox: FORGETFUL_OUTBOX,
      contents: { pending: [], rejected: [] },
      timers: TIMERS,
      presence: new PresenceClient(actor, profile),
    });
  }

  async arrives(): Promise<void> {
    this.sync.start();
    await expect.poll(() => this.sync.state.kind, { intervals: [20] }).toBe('live');
  }

  leaves(): void {
    this.sync.dispose();
  }
}

const channelTo =
  (url: string): OpenChannel =>
  (events): Channel => {
    const socket = new WebSocket(url);
    socket.on('open', () => events.onOpen());
    socket.on('message', (data: Buffer) => events.onFrame(data));
    // `close` follows an error.
    socket.on('error', () => {});
    socket.on('close', () => events.onClose());
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      },
      close: () => socket.close(),
    };
  };
