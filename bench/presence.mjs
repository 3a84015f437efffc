/**
 * Presence of 100,000 sessions in one process: `npm run bench -- presence`. Each says hello, tells where it looks, moves its pointer,
 * loses its link and runs out of its lease. Measured: the memory that a session takes while it is here, what is left when all have
 * gone, and the CPU time until everybody has been told of everybody's arrival, movement and leaving. Many rooms, and one.
 */
import { encodeClientMessage, decodeClientMessage, PROTOCOL_VERSION } from '@joinery/shared';
import { RoomPresence } from '../server/dist/relay/room-presence.js';
import { collect } from './workloads/workload.mjs';

/** @import { ClientMessage } from '@joinery/shared' */
/** @typedef {Extract<ClientMessage, { type: 'hello' }>} Hello */
/** @typedef {Extract<ClientMessage, { type: 'presence' }>} News */

const SESSIONS = 100_000;
const ROOM_SIZES = [50, 1000, SESSIONS];
const LEASE_MS = 8000;
/** So many messages are made at once: what they take is not measured. */
const BATCH = 1000;
const GOALS = { megabytes: 100, settledMs: 1000 };

/** @param {number} number */
const idOf = (number) => number.toString(36).padStart(8, '0');

/** As a relay gets it: read from bytes. @template {ClientMessage} M @param {M} message @returns {M} */
function received(message) {
  const decoded = decodeClientMessage(encodeClientMessage(message));
  if (!decoded.ok) throw new Error(decoded.reason);
  return /** @type {M} */ (decoded.value);
}

/** @param {number} at @returns {Hello} */
function hello(at) {
  const value = /** @type {const} */ ({
    person: idOf(at),
    name: `Person ${at}`,
    color: '#b4236b',
    choice: 'automatic',
  });
  const id = idOf(at);
  const profile = { counter: 1, value };
  return received({ type: 'hello', protocol: PROTOCOL_VERSION, session: id, actor: id, profile, version: new Map() });
}

/** @param {number} at @param {number} counter @returns {News} */
function news(at, counter) {
  const page = `${idOf(1)}0000page1`;
  const cursor = { x: (at % 1999) + 0.5, y: counter + (at % 777) };
  const viewport = { left: 0.5, top: 0, right: 1000.25 + at, bottom: 800 };
  return received({
    type: 'presence',
    view: { counter, value: { page, cursor, selection: [`${idOf(at)}0000shape`] } },
    attention: { counter, value: { viewport, following: null, spotlight: false, chat: '' } },
  });
}

/** A clock that this moves, and what waits for it. */
function handClock() {
  let now = 1_800_000_000_000;
  /** @type {Set<{ readonly at: number, readonly run: () => void }>} */
  const due = new Set();
  return {
    timers: {
      now: () => now,
      random: () => 0.5,
      /** @param {number} ms @param {() => void} run */
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        due.add(timer);
        return () => void due.delete(timer);
      },
    },
    /** @param {number} ms */
    pass: (ms) => {
      now += ms;
      for (const timer of due) {
        if (timer.at > now) continue;
        due.delete(timer);
        timer.run();
      }
    },
  };
}

/** In MB, when the garbage has gone. */
function heldMegabytes() {
  for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage().heapUsed / 1e6;
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Everything that {@link measure} does for real sessions, on fewer, so that the compiler has seen it. @param {number} roomSize */
function run(roomSize, sessions = SESSIONS) {
  const clock = handClock();
  const before = heldMegabytes();
  const rooms = Array.from(
    { length: Math.ceil(sessions / roomSize) },
    () =>
      new RoomPresence({
        writer: 'relay000',
        timers: clock.timers,
        leaseMs: LEASE_MS,
        onNews: () => {},
        onEmpty: () => {},
      }),
  );
  /** @param {number} at */
  const roomOf = (at) => /** @type {RoomPresence} */ (rooms[Math.floor(at / roomSize)]);
  const tellAll = () => rooms.reduce((sum, room) => sum + room.takeNews().length, 0);
  /** CPU time of what is done with messages, and of telling it. @template M @param {(at: number) => M} make @param {(at: number, message: M) => void} take */
  const timed = (make, take) => {
    let spent = 0;
    for (let from = 0; from < sessions; from += BATCH) {
      const messages = Array.from({ length: Math.min(BATCH, sessions - from) }, (_, i) => make(from + i));
      const started = cpuMs();
      messages.forEach((message, i) => take(from + i, message));
      spent += cpuMs() - started;
    }
    const started = cpuMs();
    tellAll();
    return spent + cpuMs() - started;
  };
  const arrivedMs = timed(hello, (at, { session, profile }) => roomOf(at).join(session, profile));
  const lookedMs = timed(
    (at) => news(at, 1),
    (at, message) => roomOf(at).update(idOf(at), message),
  );
  const movedMs = timed(
    (at) => news(at, 2),
    (at, message) => roomOf(at).update(idOf(at), message),
  );
  const megabytes = heldMegabytes() - before;
  const started = cpuMs();
  for (let at = 0; at < sessions; at++) roomOf(at).lose(idOf(at));
  clock.pass(LEASE_MS);
  tellAll();
  const goneMs = cpuMs() - started;
  return { megabytes, left: heldMegabytes() - before, arrivedMs, lookedMs, movedMs, goneMs };
}

/** @param {number} value @param {number} goal */
const judged = (value, goal) => `${Math.round(value)} ${value <= goal ? '✓' : `✗ (goal ${goal})`}`;

for (const roomSize of ROOM_SIZES) run(Math.min(roomSize, 2000), 2000);
for (const roomSize of ROOM_SIZES) {
  const { megabytes, left, arrivedMs, lookedMs, movedMs, goneMs } = run(roomSize);
  const settledMs = arrivedMs + lookedMs;
  console.log(
    [
      `${SESSIONS} sessions in rooms of ${roomSize}:`,
      `held ${judged(megabytes, GOALS.megabytes)} MB, left when all had gone ${left.toFixed(1)} MB;`,
      `settled after ${judged(settledMs, GOALS.settledMs)} ms of CPU (hello ${Math.round(arrivedMs)}, look ${Math.round(lookedMs)}),`,
      `all moved ${judged(movedMs, GOALS.settledMs)} ms, all gone ${judged(goneMs, GOALS.settledMs)} ms`,
    ].join(' '),
  );
}
