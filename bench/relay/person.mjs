/** One headless person in a file: a document, a sync client, a WebSocket. */
import { Document, FORGETFUL_OUTBOX, PresenceClient, randomActorId, ROOT, SyncClient } from '@joinery/shared';
import { Random } from '@joinery/shared/testing';
import { WebSocket } from 'ws';

/** How often somebody edits who drags: times a second. */
export const EDITS_PER_SECOND = 30;

/** @type {import('@joinery/shared').Timers} */
const timers = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};

/** @param {string} url @returns {import('@joinery/shared').OpenChannel} */
const channelTo = (url) => (events) => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.binaryType = 'nodebuffer';
  socket.on('open', () => events.onOpen());
  socket.on('message', (data) => {
    const frame = /** @type {Buffer} */ (data);
    Person.bytesIn += frame.length;
    events.onFrame(frame);
  });
  socket.on('error', () => {});
  socket.on('close', () => events.onClose());
  return {
    send: (frame) => void (socket.readyState === WebSocket.OPEN && socket.send(frame)),
    close: () => socket.close(),
  };
};

export class Person {
  /** Bytes of all frames that anybody here received. */
  static bytesIn = 0;

  /** @param {string} url of the file's room @param {number} number */
  constructor(url, number) {
    const random = new Random(number + 1);
    const session = randomActorId(() => random.next());
    this.document = new Document({ actor: randomActorId(() => random.next()), wall: () => Date.now() });
    this.client = new SyncClient({
      document: this.document,
      session,
      openChannel: channelTo(url),
      outbox: FORGETFUL_OUTBOX,
      contents: { pending: [], rejected: [] },
      timers,
      presence: new PresenceClient(session, {
        person: session,
        name: `Person ${number}`,
        color: '#3366ff',
        choice: 'automatic',
      }),
      onError: (error) => console.error(error),
    });
    this.client.start();
    this.node = '';
    /** @type {import('@joinery/shared').Gesture} */
    this.gesture = { label: 'Move' };
    this.step = 0;
  }

  /** @param {() => boolean} reached @returns when it is so */
  async until(reached) {
    for (const limit = Date.now() + 60_000; !reached(); await new Promise((done) => setTimeout(done, 20)))
      if (Date.now() > limit)
        throw new Error(`person gave up waiting: ${this.client.state.kind}, ${this.client.pendingCount} waiting`);
  }

  get live() {
    return this.client.state.kind === 'live';
  }

  /** Draws the shape that will be dragged. */
  draw() {
    const page = /** @type {string} */ (this.document.children(ROOT)[0]);
    this.document.transact(
      (tx) => void (this.node = tx.create('rectangle', page, { name: 'Shape', width: 80, height: 60 })),
    );
  }

  /** One frame of a drag. @returns {number} the change's time */
  drag() {
    this.step += 1;
    const change = this.document.transact((tx) => tx.setPosition(this.node, { x: this.step, y: this.step % 300 }), {
      gesture: this.gesture,
    });
    if (change === undefined) throw new Error('a drag that moved nothing');
    return change.time;
  }
}
