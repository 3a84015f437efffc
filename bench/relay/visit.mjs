/** Opening a file at a relay, as somebody who has nothing of it yet. @import { Replica } from '../adapters/library.mjs' */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import {
  decodeChanges,
  decodeRelayMessage,
  encodeClientMessage,
  ChangeStreamReader,
  randomActorId,
} from '@joinery/shared';
import { helloOf } from './joinery-crowd.mjs';
import { LightSocket } from './light-socket.mjs';

/** @typedef {import('./load.mjs').Load['library']} ServerName */
/** @typedef {{ socket: LightSocket, file: Uint8Array }} Visit */

const [WELCOME, FRAME, STREAMED_FRAME] = [64, 65, 73];
const [SYNC, AUTH] = [0, 2];
const [STEP_1, STEP_2, UPDATE] = [0, 1, 2];
/** Changes in one message, so that it stays below every limit. */
const CHANGES_A_PUSH = 500;

/** @param {ServerName} server @param {string} url @returns {Promise<Visit>} when the whole file is here, as the library reads it */
export const visit = (server, url) => (server === 'joinery' ? visitJoinery(url) : visitYjs(server, url));

/** Puts a design into an empty file. @param {ServerName} server @param {string} url @param {Replica} replica with it @param {readonly Uint8Array[]} messages that made it @returns {Promise<LightSocket>} of who stays there */
export const fill = (server, url, replica, messages) =>
  server === 'joinery' ? fillJoinery(url, messages) : fillYjs(server, url, replica);

/** @param {string} url @returns {Promise<Visit>} */
async function visitJoinery(url) {
  const socket = await LightSocket.open(url);
  const [session, actor] = [randomActorId(Math.random), randomActorId(Math.random)];
  return await new Promise((resolve) => {
    socket.onMessage = (message) => {
      if (message[0] !== WELCOME) return;
      const decoded = decodeRelayMessage(Uint8Array.from(message));
      if (!decoded.ok || decoded.value.type !== 'welcome') throw new Error('a welcome that cannot be read');
      resolve({ socket, file: decoded.value.delta });
    };
    socket.send(encodeClientMessage(helloOf({ session, actor }, new Map())));
  });
}

/** @param {string} url @param {readonly Uint8Array[]} messages */
async function fillJoinery(url, messages) {
  const changes = messages.flatMap((message) => {
    const decoded = decodeChanges(message);
    return decoded.ok ? decoded.value : [];
  });
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing to fill a file with');
  const socket = await LightSocket.open(url);
  const stream = new ChangeStreamReader();
  return await new Promise((resolve) => {
    socket.onMessage = (message) => {
      if (message[0] === WELCOME) {
        decodeRelayMessage(Uint8Array.from(message), stream);
        for (let at = 0; at < changes.length; at += CHANGES_A_PUSH) {
          const some = changes.slice(at, at + CHANGES_A_PUSH);
          socket.send(encodeClientMessage({ type: 'push', number: 1 + at / CHANGES_A_PUSH, changes: some }));
        }
      } else if (message[0] === FRAME || message[0] === STREAMED_FRAME) {
        const decoded = decodeRelayMessage(Uint8Array.from(message), stream);
        if (!decoded.ok || decoded.value.type !== 'frame') throw new Error('a frame that cannot be read');
        if (decoded.value.changes.some(({ time }) => time === last.time)) resolve(socket);
      }
    };
    socket.send(encodeClientMessage(helloOf({ session: randomActorId(Math.random), actor: first.actor }, new Map())));
  });
}

/** @param {ServerName} server @param {string} name @param {number} type @param {(encoder: encoding.Encoder) => void} write */
function yjsMessage(server, name, type, write) {
  const encoder = encoding.createEncoder();
  // Hocuspocus says in each message which document it is about.
  if (server === 'hocuspocus') encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** @param {ServerName} server @param {string} url @returns {Promise<Visit>} */
async function visitYjs(server, url) {
  const name = new URL(url).pathname.slice(1);
  const socket = await LightSocket.open(url);
  return await new Promise((resolve) => {
    socket.onMessage = (message) => {
      const decoder = decoding.createDecoder(Uint8Array.from(message));
      if (server === 'hocuspocus') decoding.readVarString(decoder);
      const type = decoding.readVarUint(decoder);
      if ((type !== SYNC && type !== 4) || decoding.readVarUint(decoder) !== STEP_2) return;
      resolve({ socket, file: decoding.readVarUint8Array(decoder) });
    };
    if (server === 'hocuspocus')
      socket.send(
        yjsMessage(server, name, AUTH, (encoder) => {
          encoding.writeVarUint(encoder, 0);
          encoding.writeVarString(encoder, 'token');
        }),
      );
    socket.send(
      yjsMessage(server, name, SYNC, (encoder) => {
        encoding.writeVarUint(encoder, STEP_1);
        encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
      }),
    );
  });
}

/** @param {ServerName} server @param {string} url @param {Replica} replica */
async function fillYjs(server, url, replica) {
  const { socket } = await visitYjs(server, url);
  const whole = replica.snapshot();
  socket.send(
    yjsMessage(server, new URL(url).pathname.slice(1), SYNC, (encoder) => {
      encoding.writeVarUint(encoder, UPDATE);
      encoding.writeVarUint8Array(encoder, whole);
    }),
  );
  for (;;) {
    const { socket: other, file } = await visitYjs(server, url);
    other.close();
    if (file.length >= whole.length) return socket;
    await new Promise((done) => setTimeout(done, 50));
  }
}
