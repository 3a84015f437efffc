/**
 * Everything that travels between a replica and the relay, one message a WebSocket frame (docs/protocol.md has every byte).
 * The first byte is the message's number; a frame has one table of actors and one run of times and ids.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import type { VersionVector } from '../clock/version-vector.ts';
import type { Change } from '../document/change.ts';
import { BRANCHES } from '../document/digest.ts';
import type { Attention, Caret, Counted, PresenceUpdate, Profile, SessionId, View } from '../presence/presence-map.ts';
import { type ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import { readChanges, writeChanges } from './change.ts';
import { ChangeStreamReader, type ChangeStreamWriter, type Streamed } from './change-stream.ts';
import {
  type BranchHashes,
  readBranches,
  readBuckets,
  readHashes,
  writeBranches,
  writeBuckets,
  writeHashes,
} from './digest.ts';
import {
  readAttention,
  readMore,
  readPresence,
  readProfile,
  readView,
  writeAttention,
  writeMore,
  writePresence,
  writeProfile,
  writeView,
} from './presence.ts';
import { type Decoded, decodeWhole } from './result.ts';
import { StampReader, StampWriter } from './stamp-table.ts';
import { readVersion, writeVersion } from './version.ts';

/** Grows with every change that an older party would misread; both sides refuse another's by name. */
export const PROTOCOL_VERSION = 2;

/** All values of {@link Activity}; their places are their numbers on the wire. */
export const ACTIVITIES = ['active', 'idle', 'hidden'] as const;
/** What the browser tells of its person: input within 60 s, none, or the tab is not visible (P5). */
export type Activity = (typeof ACTIVITIES)[number];

/** From a replica to its relay. */
export type ClientMessage =
  /** First on a link. `version` is what the replica holds; the answer is `welcome` with what it lacks (S4). */
  | {
      readonly type: 'hello';
      readonly protocol: number;
      readonly session: SessionId;
      readonly actor: ActorId;
      readonly profile: Counted<Profile>;
      readonly version: VersionVector;
      /**
       * Known to nobody but this replica and its relay, and the same on its every link: whoever comes under an actor or session that is
       * here already takes its place only by showing the same.
       */
      readonly proof?: string;
    }
  /** Unacknowledged changes of one actor, in its order. `number` counts the pushes of this link from 1 (D3). */
  | ({ readonly type: 'push'; readonly number: number } & Streamed)
  /** The refusal of `time` has been dealt with; pushes after this count again (S3). */
  | { readonly type: 'resume'; readonly actor: ActorId; readonly time: Time }
  /** News of this session; parts that did not change are absent (P3). */
  | {
      readonly type: 'presence';
      readonly activity?: Activity;
      readonly profile?: Counted<Profile>;
      readonly view?: Counted<View>;
      readonly attention?: Counted<Attention>;
      readonly caret?: Counted<Caret | null>;
    }
  /** A gap was seen in the frames' numbers: send what this version lacks. */
  | { readonly type: 'resync'; readonly version: VersionVector }
  | { readonly type: 'ping'; readonly sentAt: number }
  /** Leaving on purpose: offline at once, no lease (P4). */
  | { readonly type: 'goodbye' }
  /** The digest of what is held at this version (D12). Answered by `digest` where the relay's differs at the same version. */
  | { readonly type: 'check'; readonly version: VersionVector; readonly branches: Int32Array }
  /** Everything up to this frame has been taken in: by which the relay measures how soon an edit has come to everybody. */
  | { readonly type: 'receipt'; readonly frame: number }
  /** The answer to `digest`: send the registers of these buckets, ascending. */
  | { readonly type: 'fetch'; readonly buckets: readonly number[] };

/** From the relay to a replica. */
export type RelayMessage =
  | {
      readonly type: 'welcome';
      readonly protocol: number;
      /** Frames that follow are numbered from here + 1. */
      readonly frame: number;
      /** The relay's clock, Unix milliseconds. */
      readonly unixMs: number;
      /** Send something at least this often. */
      readonly heartbeatMs: number;
      /** An encoded delta from the hello's version. */
      readonly delta: Uint8Array;
      readonly presence: readonly PresenceUpdate[];
    }
  /** What the room saw since the frame before, the reader's own changes included: that is their acknowledgement. */
  | ({ readonly type: 'frame'; readonly number: number; readonly presence: readonly PresenceUpdate[] } & Streamed)
  /** All changes of the reader up to `time` are journalled: the answer to resent ones (S3). */
  | { readonly type: 'ack'; readonly time: Time }
  /** The change was refused; nothing later of its actor is admitted until `resume`. `final`: do not send it again (S5). */
  | {
      readonly type: 'reject';
      readonly actor: ActorId;
      readonly time: Time;
      readonly final: boolean;
      readonly code: RejectCode;
      readonly message: string;
    }
  /** Instead of frames that were withheld, or asked for by `resync`. Frames go on from `frame` + 1. */
  | { readonly type: 'delta'; readonly frame: number; readonly delta: Uint8Array }
  | { readonly type: 'pong'; readonly sentAt: number; readonly unixMs: number }
  /** Why the link is about to be closed. */
  | { readonly type: 'goodbye'; readonly code: GoodbyeCode; readonly message: string }
  /** The replica differs from the relay's (D12): the branches in which it does, ascending. */
  | { readonly type: 'digest'; readonly branches: readonly BranchHashes[] }
  /** All registers of these buckets, as an encoded delta; its version is the one that they are of. */
  | { readonly type: 'repair'; readonly buckets: readonly number[]; readonly delta: Uint8Array };

export const REJECT_CODES = ['schema', 'limit', 'clock', 'permission', 'purged', 'overload', 'store'] as const;
/** Why a change was refused: what it says (schema, limit, clock, permission, purged), or the relay’s own trouble, which passes (overload, store). */
export type RejectCode = (typeof REJECT_CODES)[number];

export const GOODBYE_CODES = [
  'restart',
  'store',
  'protocol',
  'no-such-file',
  'too-slow',
  'limit',
  'replaced',
  'forbidden',
] as const;
/** Why the relay ends a link. After `restart`, `store` and `too-slow` it is worth to try again. */
export type GoodbyeCode = (typeof GOODBYE_CODES)[number];

const CLIENT = {
  hello: 1,
  push: 2,
  resume: 3,
  presence: 4,
  resync: 5,
  ping: 6,
  goodbye: 7,
  check: 8,
  fetch: 9,
  /** A push whose changes build on those before it. */
  streamedPush: 10,
  /** A hello with a proof. */
  provenHello: 11,
  receipt: 12,
} as const;
const RELAY = {
  welcome: 64,
  frame: 65,
  ack: 66,
  reject: 67,
  delta: 68,
  pong: 69,
  goodbye: 70,
  digest: 71,
  repair: 72,
  /** A frame whose changes build on those before it. */
  streamedFrame: 73,
} as const;

/** Other ways to write the same message. */
const SAME_AS: Readonly<Record<string, string>> = {
  streamedPush: 'push',
  provenHello: 'hello',
  streamedFrame: 'frame',
};
const NAMES: ReadonlyMap<number, string> = new Map(
  [...Object.entries(CLIENT), ...Object.entries(RELAY)].map(([name, number]) => [number, SAME_AS[name] ?? name]),
);

/** What a frame is, by its first byte, such as `push`; undefined for no message of ours. For whoever looks at a line. */
export const messageType = (frame: Uint8Array): string | undefined => NAMES.get(frame[0] ?? -1);

/** A step that sets more takes too much to read, however few bytes say so: about 100 bytes of memory each. */
const MOST_PUSHED_REGISTERS = 4_000_000;

/** Of a hello. */
const MAX_PROOF_CHARACTERS = 100;

const HAS_ACTIVITY = 1;
const HAS_PROFILE = 2;
const HAS_VIEW = 4;
const HAS_ATTENTION = 8;
const HAS_MORE = 16;

/**
 * The bytes of one WebSocket frame.
 * @param stream of the link: changes may build on those that it carried before. Without it they stand by themselves
 */
export function encodeClientMessage(message: ClientMessage, stream?: ChangeStreamWriter): Uint8Array {
  const writer = new ByteWriter();
  const stamps = new StampWriter(writer);
  if (message.type === 'push' && stream !== undefined) {
    writer.byte(CLIENT.streamedPush);
    writer.uint(message.number);
    stream.write(writer, stamps, message.changes);
    return writer.finish();
  }
  const proven = message.type === 'hello' && message.proof !== undefined;
  writer.byte(proven ? CLIENT.provenHello : CLIENT[message.type]);
  switch (message.type) {
    case 'hello':
      writer.uint(message.protocol);
      stamps.actor(message.session);
      stamps.actor(message.actor);
      writeProfile(writer, stamps, message.profile);
      writeVersion(writer, stamps, message.version);
      if (message.proof !== undefined) writer.text(message.proof);
      break;
    case 'push':
      writer.uint(message.number);
      writeChanges(writer, stamps, message.changes);
      break;
    case 'resume':
      stamps.stamp(message);
      break;
    case 'presence':
      writer.byte(
        (message.activity ? HAS_ACTIVITY : 0) |
          (message.profile ? HAS_PROFILE : 0) |
          (message.view ? HAS_VIEW : 0) |
          (message.attention ? HAS_ATTENTION : 0) |
          (message.caret ? HAS_MORE : 0),
      );
      if (message.activity) writer.byte(ACTIVITIES.indexOf(message.activity));
      if (message.profile) writeProfile(writer, stamps, message.profile);
      if (message.view) writeView(writer, stamps, message.view);
      if (message.attention) writeAttention(writer, stamps, message.attention);
      if (message.caret) writeMore(writer, message);
      break;
    case 'resync':
      writeVersion(writer, stamps, message.version);
      break;
    case 'ping':
      writer.uint(message.sentAt);
      break;
    case 'goodbye':
      break;
    case 'check':
      writeVersion(writer, stamps, message.version);
      writeHashes(writer, message.branches);
      break;
    case 'fetch':
      writeBuckets(writer, message.buckets);
      break;
    case 'receipt':
      writer.uint(message.frame);
      break;
    default:
      message satisfies never;
  }
  return writer.finish();
}

/**
 * Never throws: hostile bytes give a reason.
 * @param stream of the link: reads all that it carries, in order
 */
export const decodeClientMessage = (bytes: Uint8Array, stream = new ChangeStreamReader()): Decoded<ClientMessage> =>
  decodeWhole(bytes, (reader): ClientMessage => {
    const number = reader.byte();
    const stamps = new StampReader(reader, MOST_PUSHED_REGISTERS);
    switch (number) {
      case CLIENT.hello:
      case CLIENT.provenHello: {
        const protocol = reader.uint();
        // What follows may mean something else in another version: the caller refuses by this number alone.
        if (protocol !== PROTOCOL_VERSION)
          throw new DecodeError(`protocol ${protocol}, this version speaks ${PROTOCOL_VERSION}`);
        const session = stamps.actor();
        const actor = stamps.actor();
        const profile = readProfile(reader, stamps);
        const version = readVersion(reader, stamps);
        const hello = { type: 'hello', protocol, session, actor, profile, version } as const;
        return number === CLIENT.hello ? hello : { ...hello, proof: readProof(reader) };
      }
      case CLIENT.push:
        return { type: 'push', ...readPlain(reader, stamps, stream) };
      case CLIENT.streamedPush: {
        const count = reader.uint();
        return { type: 'push', number: count, ...stream.read(reader, stamps, count) };
      }
      case CLIENT.resume:
        return { type: 'resume', ...stamps.stamp() };
      case CLIENT.presence:
        return readClientPresence(reader, stamps);
      case CLIENT.resync:
        return { type: 'resync', version: readVersion(reader, stamps) };
      case CLIENT.ping:
        return { type: 'ping', sentAt: reader.uint() };
      case CLIENT.goodbye:
        return { type: 'goodbye' };
      case CLIENT.check:
        return { type: 'check', version: readVersion(reader, stamps), branches: readHashes(reader, BRANCHES) };
      case CLIENT.fetch:
        return { type: 'fetch', buckets: readBuckets(reader) };
      case CLIENT.receipt:
        return { type: 'receipt', frame: reader.uint() };
      default:
        throw new DecodeError(`a message of unknown number ${number}`);
    }
  });

function readProof(reader: ByteReader): string {
  const proof = reader.text();
  if (proof.length > MAX_PROOF_CHARACTERS) throw new DecodeError('too long a proof');
  return proof;
}

function readClientPresence(reader: ByteReader, stamps: StampReader): ClientMessage {
  const parts = reader.byte();
  if (parts > (HAS_ACTIVITY | HAS_PROFILE | HAS_VIEW | HAS_ATTENTION | HAS_MORE))
    throw new DecodeError('presence with unknown parts');
  return {
    type: 'presence',
    ...(parts & HAS_ACTIVITY && { activity: choice(ACTIVITIES, reader.byte()) }),
    ...(parts & HAS_PROFILE && { profile: readProfile(reader, stamps) }),
    ...(parts & HAS_VIEW && { view: readView(reader, stamps) }),
    ...(parts & HAS_ATTENTION && { attention: readAttention(reader, stamps) }),
    ...(parts & HAS_MORE && readMore(reader)),
  };
}

/**
 * The bytes of one WebSocket frame.
 * @param stream of all whom a frame goes to; without it, changes stand by themselves
 */
export function encodeRelayMessage(message: RelayMessage, stream?: ChangeStreamWriter): Uint8Array {
  const writer = new ByteWriter();
  const stamps = new StampWriter(writer);
  if (message.type === 'frame' && stream !== undefined) {
    writer.byte(RELAY.streamedFrame);
    writer.uint(message.number);
    writePresence(writer, stamps, message.presence);
    stream.write(writer, stamps, message.changes);
    return writer.finish();
  }
  writer.byte(RELAY[message.type]);
  switch (message.type) {
    case 'welcome':
      writer.uint(message.protocol);
      writer.uint(message.frame);
      writer.uint(message.unixMs);
      writer.uint(message.heartbeatMs);
      writer.blob(message.delta);
      writePresence(writer, stamps, message.presence);
      break;
    case 'frame':
      writer.uint(message.number);
      writeChanges(writer, stamps, message.changes);
      writePresence(writer, stamps, message.presence);
      break;
    case 'ack':
      writer.uint(message.time);
      break;
    case 'reject':
      stamps.stamp(message);
      writer.byte(message.final ? 1 : 0);
      writer.byte(REJECT_CODES.indexOf(message.code));
      writer.text(message.message);
      break;
    case 'delta':
      writer.uint(message.frame);
      writer.blob(message.delta);
      break;
    case 'pong':
      writer.uint(message.sentAt);
      writer.uint(message.unixMs);
      break;
    case 'goodbye':
      writer.byte(GOODBYE_CODES.indexOf(message.code));
      writer.text(message.message);
      break;
    case 'digest':
      writeBranches(writer, message.branches);
      break;
    case 'repair':
      writeBuckets(writer, message.buckets);
      writer.blob(message.delta);
      break;
    default:
      message satisfies never;
  }
  return writer.finish();
}

/**
 * Never throws. `delta` blobs are views into the frame, still encoded.
 * @param stream of the link: reads all that it carries, in order
 */
export const decodeRelayMessage = (bytes: Uint8Array, stream = new ChangeStreamReader()): Decoded<RelayMessage> =>
  decodeWhole(bytes, (reader): RelayMessage => {
    const number = reader.byte();
    const stamps = new StampReader(reader);
    switch (number) {
      case RELAY.welcome: {
        const protocol = reader.uint();
        if (protocol !== PROTOCOL_VERSION)
          throw new DecodeError(`protocol ${protocol}, this version speaks ${PROTOCOL_VERSION}`);
        const [frame, unixMs, heartbeatMs] = [reader.uint(), reader.uint(), reader.uint()];
        const delta = reader.blob();
        stream.restart(frame);
        return { type: 'welcome', protocol, frame, unixMs, heartbeatMs, delta, presence: readPresence(reader, stamps) };
      }
      case RELAY.frame: {
        const plain = readPlain(reader, stamps, stream);
        return { type: 'frame', ...plain, presence: readPresence(reader, stamps) };
      }
      case RELAY.streamedFrame: {
        const frame = reader.uint();
        const presence = readPresence(reader, stamps);
        return { type: 'frame', number: frame, presence, ...stream.read(reader, stamps, frame) };
      }
      case RELAY.ack:
        return { type: 'ack', time: reader.uint() };
      case RELAY.reject: {
        const { actor, time } = stamps.stamp();
        const final = reader.byte() === 1;
        return {
          type: 'reject',
          actor,
          time,
          final,
          code: choice(REJECT_CODES, reader.byte()),
          message: reader.text(),
        };
      }
      case RELAY.delta: {
        const frame = reader.uint();
        stream.restart(frame);
        return { type: 'delta', frame, delta: reader.blob() };
      }
      case RELAY.pong:
        return { type: 'pong', sentAt: reader.uint(), unixMs: reader.uint() };
      case RELAY.goodbye:
        return { type: 'goodbye', code: choice(GOODBYE_CODES, reader.byte()), message: reader.text() };
      case RELAY.digest:
        return { type: 'digest', branches: readBranches(reader) };
      case RELAY.repair:
        return { type: 'repair', buckets: readBuckets(reader), delta: reader.blob() };
      default:
        throw new DecodeError(`a message of unknown number ${number}`);
    }
  });

function choice<T>(choices: readonly T[], index: number): T {
  const found = choices[index];
  if (found === undefined) throw new DecodeError('a choice of unknown number');
  return found;
}

interface Numbered {
  readonly number: number;
  readonly changes: Change[];
}

/** Changes that stand by themselves are no part of the stream, but their message is one of those that the link counts. */
function readPlain(reader: ByteReader, stamps: StampReader, stream: ChangeStreamReader): Numbered {
  const number = reader.uint();
  stream.follow(number);
  return { number, changes: readChanges(reader, stamps) };
}
