/**
 * One client's connection: decodes what it sends, holds it to the protocol, and hands the rest to its room. Whatever comes in,
 * the worst that happens is that this connection is closed, with a name and a log line (R6).
 *
 *     greeting ──hello──► joining ──welcome──► live          any ──► closed
 */
import {
  type ActorId,
  canWrite,
  type Change,
  ChangeStreamReader,
  type ClientMessage,
  type Counted,
  decodeClientMessage,
  encodeChanges,
  encodeRelayMessage,
  type GoodbyeCode,
  type Profile,
  type Role,
  type SessionId,
  type Time,
  type VersionVector,
} from '@joinery/shared';
import type { Door, Pass } from '../access/door.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type Meter, NO_METER } from '../meter.ts';
import type { RelayTimers } from '../timers.ts';
import { CLOSE_CODES, CLOSE_SILENT, type Link } from './link.ts';
import type { Member } from './member.ts';
import { RateLimit } from './rate-limit.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

export interface ConnectionOptions {
  readonly link: Link;
  readonly file: string;
  readonly door: Door;
  readonly rooms: Pick<Rooms, 'enter'>;
  readonly config: Config;
  readonly timers: RelayTimers;
  readonly log: Log;
  readonly meter?: Meter;
}

/** Of connections, since the start. */
let nextId = 0;

type Hello = Extract<ClientMessage, { type: 'hello' }>;
type Push = Extract<ClientMessage, { type: 'push' }>;

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #rate: RateLimit;
  readonly #byteRate: RateLimit;
  readonly #meter: Meter;
  /** In log lines: which of those of one file. */
  readonly #id: string;
  #bytesBeforeWelcome = 0;
  #state: 'greeting' | 'joining' | 'live' | 'closed' = 'greeting';
  #client: Client | undefined;
  #room: Room | undefined;
  #pass: Pass | undefined;
  #pushes = 0;
  /** What the client has pushed. */
  readonly #received = new ChangeStreamReader();
  /** Time of the change that was refused: nothing is admitted until the client says that it knows (S3). */
  #refusedTime: Time | undefined;
  #heardAt: number;
  #cancelTimer: () => void;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#meter = options.meter ?? NO_METER;
    this.#id = (nextId += 1).toString(36);
    const { timers, config } = options;
    this.#rate = new RateLimit(config.maxMessagesPerSecond, timers.now());
    this.#byteRate = new RateLimit(config.maxBytesPerSecond, timers.now());
    this.#heardAt = timers.now();
    this.#cancelTimer = timers.after(config.helloMs, () => this.#drop('no hello came'));
  }

  /** One binary message arrived. */
  receive(bytes: Uint8Array): void {
    if (this.#state === 'closed') return;
    const { timers, log, file } = this.#options;
    this.#heardAt = timers.now();
    if (!this.#rate.allows(this.#heardAt)) return this.#end('limit', 'too many messages a second');
    const decoded = decodeClientMessage(bytes, this.#received);
    if (!decoded.ok) return this.violate(decoded.reason);
    if (!this.#rate.allows(this.#heardAt, workOf(decoded.value))) return this.#end('limit', 'too much work a second');
    try {
      this.#onMessage(decoded.value, bytes.length);
    } catch (error) {
      log.error({ err: error, file, connection: this.#id, message: decoded.value.type }, 'a message was not handled');
      this.#end('store', 'something went wrong here; trying again');
    }
  }

  /** So many bytes came over the wire: of whole messages, of parts of one, of what is no message at all. */
  arrived(bytes: number): void {
    if (this.#state === 'closed') return;
    const { timers, config } = this.#options;
    if (this.#state !== 'live') this.#bytesBeforeWelcome += bytes;
    if (this.#bytesBeforeWelcome > config.maxHelloBytes) return this.#end('limit', 'too long a hello');
    if (!this.#byteRate.allows(timers.now(), bytes)) this.#end('limit', 'too many bytes a second');
  }

  /** A message of the transport itself, such as a ping. */
  heardNoise(): void {
    if (this.#state === 'closed') return;
    if (!this.#rate.allows(this.#options.timers.now())) this.#end('limit', 'too many messages a second');
  }

  /** More comes from where the client is than may. */
  overrun(): void {
    this.#end('limit', 'too many bytes a second from this address');
  }

  /** The client does not speak the protocol. @param reason what came, as a noun: "a text message" */
  violate(reason: string): void {
    this.#end('protocol', `the relay was sent ${reason}`);
  }

  /** The link is gone. */
  closed(): void {
    if (this.#state === 'closed') return;
    this.#leave('broken');
  }

  #onMessage(message: ClientMessage, bytes: number): void {
    if (message.type === 'goodbye') return this.#goodbye();
    if (this.#state === 'greeting') return message.type === 'hello' ? this.#onHello(message) : this.violate('no hello');
    const { room, client } = this.#seated();
    if (room === undefined || client === undefined) return this.violate(`a ${message.type} before the welcome`);
    switch (message.type) {
      case 'hello':
        return this.violate('a second hello');
      case 'push':
        return this.#onPush(room, client, message, bytes);
      case 'resume':
        if (message.actor === client.actor && message.time === this.#refusedTime) this.#refusedTime = undefined;
        return;
      case 'presence':
        if (message.profile !== undefined) client.profile = message.profile;
        return room.updatePresence(client, message);
      case 'resync':
        return room.resync(client, message.version);
      case 'receipt':
        return room.receipt(message.frame);
      case 'check':
        return room.check(client, message);
      case 'fetch':
        return room.fetch(client, message);
      case 'ping':
        return room.tell(client, { type: 'pong', sentAt: message.sentAt, unixMs: this.#options.timers.now() });
      default:
        message satisfies never;
    }
  }

  #seated(): { room?: Room; client?: Client } {
    if (this.#state !== 'live' || this.#room === undefined || this.#client === undefined) return {};
    return { room: this.#room, client: this.#client };
  }

  #onHello(hello: Hello): void {
    const { actor, version } = hello;
    const { link, file, log } = this.#options;
    if (!canWrite(actor)) return this.violate('a hello of nobody');
    this.#state = 'joining';
    this.#cancelTimer();
    this.#listenForSilence();
    const client = new Client(link, hello);
    client.turnAway = () => this.#drop('somebody else is here under this id');
    client.welcomed = () => (this.#state = 'live');
    client.end = (code, message) => this.#end(code, message);
    this.#client = client;
    this.#enter(client, version).catch((error: unknown) => {
      log.error({ err: error, file, connection: this.#id }, 'a file could not be opened');
      this.#end('store', 'the relay could not open this file');
    });
  }

  async #enter(client: Client, version: VersionVector): Promise<void> {
    const { file, rooms, door } = this.#options;
    const pass = await door((reason) => this.#end('forbidden', reason));
    if (this.#state !== 'joining') return pass?.leave();
    if (pass === undefined) return this.#end('forbidden', 'you need a link to open this file');
    this.#pass = pass;
    client.role = pass.role;
    const entry = await rooms.enter(file);
    if (this.#state !== 'joining') return;
    if (entry.kind === 'missing') return this.#end('no-such-file', 'there is no such file');
    if (entry.kind === 'trashed') return this.#end('no-such-file', 'this file is in the trash');
    if (entry.kind === 'stopping') return this.#end('restart', 'the relay is being restarted');
    this.#room = entry.room;
    entry.room.join(client, version);
  }

  #onPush(room: Room, client: Client, { number, changes, gap }: Push, bytes: number): void {
    const registers = changes.reduce((sum, { assignments }) => sum + assignments.length, 0);
    const unnamed = Math.max(0, registers - bytes) / REGISTERS_PER_MESSAGE;
    if (!this.#rate.allows(this.#heardAt, unnamed)) return this.#end('limit', 'too many registers a second');
    this.#pushes += 1;
    // A push was lost on the way: the client sends all again over a new link (D3).
    if (gap || number !== this.#pushes) return this.#drop(`push ${number} came as number ${this.#pushes}`);
    let duplicate: Time | undefined;
    for (const change of changes) {
      if (change.actor !== client.actor) return this.violate('a change of another actor');
      if (this.#refusedTime !== undefined) break;
      const submission = room.submit(client, change, lengthOf(change, changes.length, bytes));
      if (submission.kind === 'duplicate') duplicate = change.time;
      else if (submission.kind === 'refused') {
        this.#refusedTime = change.time;
        this.#meter.refused(submission.refusal.code);
        const { actor, time } = change;
        this.#log('debug', `a change was refused: ${submission.refusal.message}`);
        room.tell(client, { type: 'reject', actor, time, ...submission.refusal });
      }
    }
    if (duplicate === undefined) return;
    const time = duplicate;
    room.whenCommitted(() => this.#state === 'live' && room.tell(client, { type: 'ack', time }));
  }

  #goodbye(): void {
    this.#leave('goodbye');
    this.#options.link.close(1000, '');
  }

  #listenForSilence(): void {
    const { timers, config } = this.#options;
    const wait = this.#heardAt + config.silenceMs - timers.now();
    if (wait <= 0) return this.#drop('nothing was heard');
    this.#cancelTimer = timers.after(wait, () => this.#listenForSilence());
  }

  /** Says why, then closes. */
  #end(code: GoodbyeCode, message: string): void {
    if (this.#state === 'closed') return;
    const { link } = this.#options;
    this.#meter.closed(code);
    this.#log(code === 'protocol' || code === 'limit' || code === 'too-slow' ? 'warn' : 'debug', message, code);
    this.#leave('broken');
    link.send(encodeRelayMessage({ type: 'goodbye', code, message }));
    link.close(CLOSE_CODES[code], code);
  }

  /** Closes without a word: the next link may do better. */
  #drop(why: string): void {
    if (this.#state === 'closed') return;
    this.#meter.closed('dropped');
    this.#log('warn', why, 'dropped');
    this.#leave('broken');
    this.#options.link.close(CLOSE_SILENT, 'dropped');
  }

  #leave(how: 'goodbye' | 'broken'): void {
    this.#state = 'closed';
    this.#cancelTimer();
    this.#pass?.leave();
    if (this.#client !== undefined) this.#room?.leave(this.#client, how);
  }

  #log(level: 'debug' | 'warn', message: string, code?: string): void {
    const { log, file } = this.#options;
    log[level](
      { file, connection: this.#id, code, actor: this.#client?.actor, name: this.#client?.profile.value.name },
      message,
    );
  }
}

/** What a message is worth beside being one, in messages: some cost the relay much more than their bytes say. */
function workOf(message: ClientMessage): number {
  if (message.type === 'resync' || message.type === 'fetch') return 20;
  if (message.type !== 'push') return 0;
  return message.changes.reduce((work, { assignments }) => work + Math.floor(assignments.length / 1000), 0);
}

/** Below this a push is not worth being measured change by change. */
const SMALL_BYTES = 65_536;

/** In a stream, a change can set thousands of registers in a few bytes: beyond those, so many are as much work as a message. */
const REGISTERS_PER_MESSAGE = 256;
/** About what a register takes that stands by itself, as it does in the journal; and what all take at most that a stream left out. */
const REGISTER_BYTES = 6;
const MOST_LEFT_OUT_BYTES = 24_576;

/** About the length, by itself, of one of the `count` changes in a push of `bytes`: exact where it matters. */
function lengthOf(change: Change, count: number, bytes: number): number {
  const least = Math.min(REGISTER_BYTES * change.assignments.length, MOST_LEFT_OUT_BYTES);
  return Math.max(least, count === 1 || bytes < SMALL_BYTES ? bytes / count : encodeChanges([change]).length);
}

/** Whom the hello said this is. */
class Client implements Member {
  readonly link: Link;
  readonly actor: ActorId;
  readonly session: SessionId;
  profile: Counted<Profile>;
  readonly proof: string | undefined;
  role: Role = 'viewer';
  turnAway: () => void = () => {};
  welcomed: () => void = () => {};
  end: (code: GoodbyeCode, message: string) => void = () => {};

  constructor(link: Link, { actor, session, profile, proof }: Hello) {
    this.link = link;
    this.actor = actor;
    this.session = session;
    this.profile = profile;
    this.proof = proof;
  }
}
