/**
 * People at a Yjs server (y-websocket's or Hocuspocus), as light as ours: each makes edits in a document that holds their own shape, and
 * what arrives is looked at, not merged.
 */
/** @import { Crowd, CrowdOptions } from './crowd.mjs' */
/** @import { News } from './arrivals.mjs' */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { LightSocket } from './light-socket.mjs';

const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;
/** How much of what arrived is kept for readers who get it later. */
const MOST_KEPT = 20_000;

class Person {
  live = false;
  step = 0;
  points = 0;
  /** When each edit was sent, by the clock that it leads to. @type {Map<number, number>} */
  edits = new Map();
  /** The clock up to which they have been told. */
  toldClock = 0;
  /** @type {Map<number, number>} */
  cursors = new Map();
  toldPoint = 0;

  /** @param {LightSocket} socket @param {number} number @param {string} room */
  constructor(socket, number, room) {
    this.socket = socket;
    this.number = number;
    this.room = room;
    this.doc = new Y.Doc();
    this.shape = new Y.Map();
    this.doc.getMap('nodes').set(String(this.doc.clientID), this.shape);
    for (const [name, value] of [
      ['name', 'Shape'],
      ['width', 80],
      ['height', 60],
      ['x', 0],
      ['y', 0],
    ])
      this.shape.set(String(name), value);
  }
}

/** @implements {Crowd} */
export class YjsCrowd {
  caughtUp = 0;
  #options;
  /** Hocuspocus says in each message which document it is about. */
  #named;
  /** @type {Person[]} */
  #people = [];
  /** @type {Map<number, Person>} */
  #byClient = new Map();
  /** What a message brings, by the client and clock that it begins with. @type {Map<number, News>} */
  #updates = new Map();
  /** @type {Map<number, News>} */
  #awareness = new Map();

  /** @param {CrowdOptions & { named: boolean }} options */
  constructor(options) {
    this.#options = options;
    this.#named = options.named;
  }

  /** @param {string} url @param {number} count */
  async join(url, count) {
    const name = new URL(url).pathname.slice(1);
    const all = [];
    for (let i = 0; i < count; i++) {
      const socket = await LightSocket.open(url);
      const person = new Person(socket, this.#people.length, name);
      all.push(person);
      this.#people.push(person);
      this.#byClient.set(person.doc.clientID, person);
      socket.onMessage = (message) => this.#onMessage(person, message);
      const send = (/** @type {number} */ type, /** @type {(encoder: encoding.Encoder) => void} */ write) =>
        socket.send(this.#message(name, type, write));
      if (this.#named)
        send(AUTH, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, 'token');
        });
      send(SYNC, (encoder) => {
        encoding.writeVarUint(encoder, STEP_1);
        encoding.writeVarUint8Array(encoder, Y.encodeStateVector(new Y.Doc()));
      });
      const update = (/** @type {Uint8Array} */ bytes) =>
        send(SYNC, (encoder) => {
          encoding.writeVarUint(encoder, UPDATE);
          encoding.writeVarUint8Array(encoder, bytes);
        });
      update(Y.encodeStateAsUpdate(person.doc));
      person.doc.on('update', update);
      person.toldClock = this.#clockOf(person);
    }
    await this.#options.until(() => all.every(({ live }) => live), 'everybody is in sync');
  }

  /** @param {number} number */
  edit(number) {
    const person = this.#person(number);
    person.step += 1;
    const at = performance.now();
    person.doc.transact(() => {
      person.shape.set('x', person.step);
      person.shape.set('y', person.step % 300);
    });
    person.edits.set(this.#clockOf(person), at);
  }

  /** @param {number} number */
  point(number) {
    const person = this.#person(number);
    person.points += 1;
    const state = {
      user: { name: 'Somebody', color: '#3366ff' },
      cursor: { x: person.points, y: person.points % 300 },
    };
    const message = this.#message(person.room, AWARENESS, (encoder) => {
      const inner = encoding.createEncoder();
      encoding.writeVarUint(inner, 1);
      encoding.writeVarUint(inner, person.doc.clientID);
      encoding.writeVarUint(inner, person.points);
      encoding.writeVarString(inner, JSON.stringify(state));
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    });
    person.cursors.set(person.points, performance.now());
    person.socket.send(message);
  }

  /** @param {number} number */
  socketOf(number) {
    return this.#person(number).socket;
  }

  close() {
    for (const { socket } of this.#people) socket.close();
  }

  /** @param {number} number */
  #person(number) {
    return /** @type {Person} */ (this.#people[number]);
  }

  /** @param {Person} person */
  #clockOf({ doc }) {
    return Y.getState(doc.store, doc.clientID);
  }

  /** @param {string} name @param {number} type @param {(encoder: encoding.Encoder) => void} write */
  #message(name, type, write) {
    const encoder = encoding.createEncoder();
    if (this.#named) encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    return encoding.toUint8Array(encoder);
  }

  /** @param {Person} person @param {Buffer} message */
  #onMessage(person, message) {
    const decoder = decoding.createDecoder(message);
    if (this.#named) decoding.readVarUint8Array(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === AWARENESS) return this.#onAwareness(person, decoding.readVarUint8Array(decoder));
    if (type !== SYNC && type !== 4) return;
    const step = decoding.readVarUint(decoder);
    if (step === STEP_2) person.live = true;
    if (step === UPDATE) this.#onUpdate(person, decoding.readVarUint8Array(decoder));
  }

  /** @param {Person} person @param {Uint8Array} update */
  #onUpdate(person, update) {
    const { edits } = this.#options;
    const key = keyOf(update, 2);
    let news = this.#updates.get(key);
    if (news === undefined) keep(this.#updates, key, (news = this.#newsOf(update)));
    edits.arrived(news, person.number);
  }

  /** @param {Uint8Array} update */
  #newsOf(update) {
    /** @type {number[]} */
    const senders = [];
    /** @type {number[]} */
    const sentAt = [];
    for (const { id, length } of Y.decodeUpdate(Uint8Array.from(update)).structs) {
      const who = this.#byClient.get(id.client);
      if (who === undefined) continue;
      for (const end = id.clock + length; who.toldClock < end;) {
        who.toldClock += 1;
        const at = who.edits.get(who.toldClock);
        if (at === undefined) continue;
        who.edits.delete(who.toldClock);
        senders.push(who.number);
        sentAt.push(at);
      }
    }
    return this.#options.edits.news(senders, sentAt);
  }

  /** @param {Person} person @param {Uint8Array} update */
  #onAwareness(person, update) {
    const { cursors } = this.#options;
    const key = keyOf(update, 1);
    let news = this.#awareness.get(key);
    if (news === undefined) keep(this.#awareness, key, (news = this.#pointsOf(update)));
    cursors.arrived(news, person.number);
  }

  /** @param {Uint8Array} update */
  #pointsOf(update) {
    /** @type {number[]} */
    const senders = [];
    /** @type {number[]} */
    const sentAt = [];
    const decoder = decoding.createDecoder(update);
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const who = this.#byClient.get(decoding.readVarUint(decoder));
      const clock = decoding.readVarUint(decoder);
      decoding.readVarString(decoder);
      if (who === undefined) continue;
      while (who.toldPoint < clock) {
        who.toldPoint += 1;
        const at = who.cursors.get(who.toldPoint);
        if (at === undefined) continue;
        who.cursors.delete(who.toldPoint);
        senders.push(who.number);
        sentAt.push(at);
      }
    }
    return this.#options.cursors.news(senders, sentAt);
  }
}

/** @param {Map<number, News>} known @param {number} key @param {News} news */
function keep(known, key, news) {
  known.set(key, news);
  if (known.size <= MOST_KEPT) return;
  for (const oldest of known.keys()) return void known.delete(oldest);
}

/** The first client and clock of a message: no other one begins so. @param {Uint8Array} update @param {number} counts before them */
function keyOf(update, counts) {
  const decoder = decoding.createDecoder(update);
  for (; counts > 0; counts--) decoding.readVarUint(decoder);
  return decoding.readVarUint(decoder) * 2 ** 20 + decoding.readVarUint(decoder);
}
