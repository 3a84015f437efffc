/** People at our relay, as light as they can be: they speak the protocol, and hold no document. */
/** @import { Crowd, CrowdOptions } from './crowd.mjs' */
/** @import { News } from './arrivals.mjs' */
import {
  ChangeStreamReader,
  ChangeStreamWriter,
  decodeDelta,
  decodeRelayMessage,
  Document,
  encodeClientMessage,
  PROTOCOL_VERSION,
  randomActorId,
  ROOT,
  unixMsToTime,
} from '@joinery/shared';
import { LightSocket } from './light-socket.mjs';

const FRAME = 65;
const STREAMED_FRAME = 73;
const DELTA = 68;
const WELCOME = 64;
const REJECT = 67;
const GOODBYE = 70;
const PING_MS = 10_000;
const RECEIPT_MS = 5000;

const newId = () => randomActorId(Math.random);

/** @param {import('@joinery/shared').ClientMessage} message @param {ChangeStreamWriter} [stream] */
const encoded = (message, stream) => encodeClientMessage(message, stream);

/** @template T @param {import('@joinery/shared').Decoded<T>} decoded @returns {T} */
function valueOf(decoded) {
  if (!decoded.ok) throw new Error(decoded.reason);
  return decoded.value;
}

/** Who is in one room, and what its frames bring: they are the same for all. */
class Room {
  /** What the last frame brought that was decoded. */
  number = 0;
  /** @type {Map<number, { edits: News, cursors: News }>} */
  frames = new Map();
  stream = new ChangeStreamReader();
  /** By actor, by session. @type {Map<string, Person>} */
  people = new Map();
}

class Person {
  actor = newId();
  session = newId();
  stream = new ChangeStreamWriter();
  time = 0;
  step = 0;
  pushes = 0;
  views = 0;
  frame = 0;
  heardFrame = false;
  live = false;
  /** What was sent and has not been told by the relay. @type {{ mark: number, at: number }[]} */
  edits = [];
  /** @type {{ mark: number, at: number }[]} */
  cursors = [];

  /** @param {LightSocket} socket @param {Room} room @param {number} number @param {string} page @param {string} node */
  constructor(socket, room, number, page, node) {
    this.socket = socket;
    this.room = room;
    this.number = number;
    this.page = page;
    this.node = node;
  }

  nextTime() {
    return (this.time = Math.max(this.time + 1, unixMsToTime(Date.now())));
  }
}

/** @implements {Crowd} */
export class JoineryCrowd {
  #options;
  /** @type {Person[]} */
  #people = [];
  /** Deltas to readers who were left out. */
  caughtUp = 0;

  /** @param {CrowdOptions} options */
  constructor(options) {
    this.#options = options;
    setInterval(
      () => this.#each((person) => person.socket.send(encoded({ type: 'ping', sentAt: 1 }))),
      PING_MS,
    ).unref();
    setInterval(() => this.#each((person) => this.#receipt(person)), RECEIPT_MS).unref();
  }

  /** @param {string} url of a room @param {number} count */
  async join(url, count) {
    const room = new Room();
    const { page, nodes, version } = await drawn(url, count);
    for (let i = 0; i < count; i++) {
      const socket = await LightSocket.open(url);
      const person = new Person(socket, room, this.#people.length, page, nodes[i] ?? '');
      this.#people.push(person);
      room.people.set(person.actor, person);
      room.people.set(person.session, person);
      socket.onMessage = (message) => this.#onMessage(person, message);
      socket.send(encoded(helloOf(person, version)));
    }
    await this.#options.until(() => [...room.people.values()].every(({ live }) => live), 'everybody is welcome');
  }

  /** @param {number} number */
  edit(number) {
    const person = this.#person(number);
    person.step += 1;
    const time = person.nextTime();
    /** @type {import('@joinery/shared').Change} */
    const change = {
      actor: person.actor,
      time,
      assignments: [[person.node, 'position', { x: person.step, y: person.step % 300, space: person.page }]],
    };
    person.pushes += 1;
    const push = encoded({ type: 'push', number: person.pushes, changes: [change] }, person.stream);
    person.edits.push({ mark: time, at: performance.now() });
    person.socket.send(push);
  }

  /** @param {number} number */
  point(number) {
    const person = this.#person(number);
    person.views += 1;
    const cursor = { x: person.views, y: person.views % 300 };
    const view = { counter: person.views, value: { page: person.page, cursor, selection: [person.node] } };
    const message = encoded({ type: 'presence', view });
    person.cursors.push({ mark: person.views, at: performance.now() });
    person.socket.send(message);
  }

  /** @param {number} number */
  socketOf(number) {
    return this.#person(number).socket;
  }

  close() {
    this.#each(({ socket }) => socket.close());
  }

  /** @param {number} number */
  #person(number) {
    return /** @type {Person} */ (this.#people[number]);
  }

  /** @param {(person: Person) => void} what */
  #each(what) {
    for (const person of this.#people) if (person.socket.closedWith === undefined) what(person);
  }

  /** @param {Person} person */
  #receipt(person) {
    if (!person.heardFrame) return;
    person.heardFrame = false;
    person.socket.send(encoded({ type: 'receipt', frame: person.frame }));
  }

  /** @param {Person} person @param {Buffer} message */
  #onMessage(person, message) {
    switch (message[0]) {
      case FRAME:
      case STREAMED_FRAME:
        return this.#onFrame(person, message);
      case WELCOME: {
        const { frame } = welcomeOf(message);
        person.frame = frame;
        person.live = true;
        if (person.room.number > 0) return;
        person.room.number = frame;
        person.room.stream.restart(frame);
        return;
      }
      case DELTA:
        this.caughtUp += 1;
        return this.#upTo(person, uintAt(message, 1));
      case REJECT:
      case GOODBYE:
        throw new Error(`the relay says ${JSON.stringify(valueOf(decodeRelayMessage(message)))}`);
      default:
    }
  }

  /** @param {Person} person @param {Buffer} message */
  #onFrame(person, message) {
    const { room } = person;
    const number = uintAt(message, 1);
    person.heardFrame = true;
    if (number === room.number + 1) this.#decode(room, message);
    this.#upTo(person, number);
  }

  /** @param {Person} person @param {number} number */
  #upTo(person, number) {
    const { edits, cursors } = this.#options;
    while (person.frame < number) {
      person.frame += 1;
      const told = person.room.frames.get(person.frame);
      if (told === undefined) continue;
      edits.arrived(told.edits, person.number);
      cursors.arrived(told.cursors, person.number);
    }
  }

  /** @param {Room} room @param {Buffer} message */
  #decode(room, message) {
    const frame = valueOf(decodeRelayMessage(message, room.stream));
    if (frame.type !== 'frame' || ('gap' in frame && frame.gap)) throw new Error('a frame that cannot be read');
    const { edits, cursors } = this.#options;
    const changes = frame.changes.map(({ actor, time }) => ({ who: room.people.get(actor), mark: time }));
    const views = frame.presence.flatMap(({ session, view }) =>
      view === undefined ? [] : [{ who: room.people.get(session), mark: view.counter }],
    );
    room.number = frame.number;
    room.frames.set(frame.number, {
      edits: newsOf(edits, changes, (person) => person.edits),
      cursors: newsOf(cursors, views, (person) => person.cursors),
    });
    room.frames.delete(frame.number - 2000);
  }
}

/**
 * Something is told when it, or a later one of the same person, is.
 * @param {import('./arrivals.mjs').Arrivals} arrivals
 * @param {{ who: Person | undefined, mark: number }[]} told
 * @param {(person: Person) => { mark: number, at: number }[]} waiting
 */
function newsOf(arrivals, told, waiting) {
  /** @type {number[]} */
  const senders = [];
  /** @type {number[]} */
  const sentAt = [];
  for (const { who, mark } of told) {
    if (who === undefined) continue;
    const queue = waiting(who);
    while (queue[0] !== undefined && queue[0].mark <= mark) {
      senders.push(who.number);
      sentAt.push(/** @type {{ at: number }} */ (queue.shift()).at);
    }
  }
  return arrivals.news(senders, sentAt);
}

/** @param {Uint8Array} bytes @param {number} at */
function uintAt(bytes, at) {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = /** @type {number} */ (bytes[at++]);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** @param {Uint8Array} message @param {ChangeStreamReader} [stream] */
function welcomeOf(message, stream = new ChangeStreamReader()) {
  const welcome = valueOf(decodeRelayMessage(Uint8Array.from(message), stream));
  if (welcome.type !== 'welcome') throw new Error(`no welcome, but ${welcome.type}`);
  return welcome;
}

/** @param {{ session: string, actor: string }} person @param {import('@joinery/shared').VersionVector} version @returns {import('@joinery/shared').ClientMessage} */
export const helloOf = ({ session, actor }, version) => ({
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  session,
  actor,
  profile: { counter: 1, value: { person: session, name: 'Somebody', color: '#3366ff', choice: 'automatic' } },
  version,
});

/**
 * Draws a shape for each of so many people.
 * @param {string} url @param {number} count
 */
async function drawn(url, count) {
  const socket = await LightSocket.open(url);
  const person = { session: newId(), actor: newId() };
  const document = new Document({ actor: person.actor, wall: () => Date.now() });
  /** @type {import('@joinery/shared').Change[]} */
  const changes = [];
  document.subscribe(({ change, origin }) => void (origin === 'local' && change !== undefined && changes.push(change)));
  /** @type {string[]} */
  const nodes = [];
  const stream = new ChangeStreamReader();
  return await new Promise((resolve) => {
    socket.onMessage = (message) => {
      if (message[0] === WELCOME) {
        document.merge(valueOf(decodeDelta(welcomeOf(message, stream).delta)));
        const page = /** @type {string} */ (document.children(ROOT)[0]);
        document.transact((tx) => {
          for (let i = 0; i < count; i++)
            nodes.push(
              tx.create('rectangle', page, { name: 'Shape', width: 80, height: 60, position: { x: 0, y: 0 } }),
            );
        });
        socket.send(encoded({ type: 'push', number: 1, changes }));
      } else if (message[0] === FRAME || message[0] === STREAMED_FRAME) {
        const frame = valueOf(decodeRelayMessage(Uint8Array.from(message), stream));
        if (frame.type !== 'frame' || frame.changes.length === 0) return;
        socket.send(encoded({ type: 'goodbye' }));
        const page = /** @type {string} */ (document.children(ROOT)[0]);
        resolve({ page, nodes, version: new Map(document.version) });
      }
    };
    socket.send(encoded(helloOf(person, new Map())));
  });
}
