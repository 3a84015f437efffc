/**
 * Keeps a document in step with its relay: sends own changes until they are acknowledged (S2), takes in others', reconnects (S4),
 * takes back what is rejected (S5). Sockets, storage, time and chance come in; this is the same in a browser, in Node and in the simulator.
 *
 * Longer than most files because one link's state is one thing: what was sent, refused and awaited decide together what a message means.
 * What stands alone has its own file: the connection's table, the pending changes, presence.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import { EMPTY_VERSION, type VersionVector } from '../clock/version-vector.ts';
import { ChangeStreamReader, ChangeStreamWriter } from '../codec/change-stream.ts';
import { decodeDelta } from '../codec/delta.ts';
import {
  type ClientMessage,
  decodeRelayMessage,
  encodeClientMessage,
  PROTOCOL_VERSION,
  type RejectCode,
  type RelayMessage,
} from '../codec/message.ts';
import type { Document, DocumentEvent } from '../document/document.ts';
import type { Change, Delta } from '../document/change.ts';
import type { SessionId } from '../presence/presence-map.ts';
import { AntiEntropy } from './anti-entropy.ts';
import type { Channel, OpenChannel } from './channel.ts';
import type { Conflict } from './conflict.ts';
import { Conflicts } from './conflicts.ts';
import { type ConnectionEvent, type ConnectionState, initialState, type Refusal, transition } from './connection.ts';
import { findMetWrites } from './met-writes.ts';
import type { Outbox, OutboxContents, RejectedChange } from './outbox.ts';
import { type Arrived, PendingChanges } from './pending-changes.ts';
import { PresenceClient } from './presence-client.ts';
import type { Base } from './reissue.ts';
import { Reissues } from './reissues.ts';
import { SetAside } from './set-aside.ts';
import type { Timers } from './timers.ts';

/** All that a sync client needs from the world around it. */
export interface SyncClientOptions {
  /** The replica. Nobody else sends its changes. */
  readonly document: Document;
  /** This tab or process, whatever its actor: what others see come and go (P1). */
  readonly session: SessionId;
  /** How to reach the relay, or whatever speaks its protocol. */
  readonly openChannel: OpenChannel;
  /** Where own changes are kept until they are acknowledged (S2). */
  readonly outbox: Outbox;
  /** What the outbox held at the start: applied to the document, then sent. */
  readonly contents: OutboxContents;
  readonly timers: Timers;
  /** Who this is; may be changed later through {@link SyncClient.presence}. */
  readonly presence: PresenceClient;
  /** Shows the relay that this replica is who was here before: not to be guessed, and told to nobody else. */
  readonly proof?: string;
  /** Tells the relay now and then how far it has come, so that it can be measured how soon edits arrive. */
  readonly receipts?: boolean;
  /** Told of the relay's clock at each welcome and pong, in Unix milliseconds. */
  readonly onRelayTime?: (unixMs: number) => void;
  /** The outbox failed, the relay sent something that means nothing, or the document had to be repaired. The client goes on. */
  readonly onError?: (error: unknown) => void;
  /** Least time between two comparisons of the document with the relay's (D12), in ms; a minute by default. */
  readonly checkEveryMs?: number;
}

/** At most this many changes in one push. */
export const MAX_PUSH_CHANGES = 500;
/** A push is about this long at most, unless a single change is longer: relays limit the length of a frame. */
const MAX_PUSH_BYTES = 4 * 1024 * 1024;
/** While a gesture streams, pushes are at least this far apart; the first goes at once. */
export const PUSH_INTERVAL_MS = 33;
/** A link that has not been welcomed by then is given up. */
const WELCOME_TIMEOUT_MS = 10_000;
/** Before a change that was refused for a while is sent again. */
const REFUSED_RETRY_MS = 1000;
/** A silence of this many heartbeats means that the link is dead, whatever the socket says. */
const SILENT_HEARTBEATS = 2.5;
/** Between two receipts, at least. */
const RECEIPT_EVERY_MS = 5000;
/** A replica whose place was taken more often than so often in so long, in ms, leaves it to who took it. */
const MOST_REPLACED = 3;
const REPLACED_MS = 60_000;
const DEFAULT_HEARTBEAT_MS = 10_000;
const DEFAULT_CHECK_MS = 60_000;

/** One document’s link to its relay: {@link SyncClient.start} opens it, {@link SyncClient.stop} says goodbye. */
export class SyncClient {
  readonly presence: PresenceClient;
  readonly #options: SyncClientOptions;
  readonly #document: Document;
  readonly #timers: Timers;
  readonly #pending = new PendingChanges();
  readonly #aside = new SetAside();
  readonly #conflicts: Conflicts;
  readonly #antiEntropy: AntiEntropy;
  readonly #reissues: Reissues;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  /**
   * What a hello may say is held, where that is less than the document's version: unacknowledged changes from before a reload do not
   * say that what their actor did before them is here.
   */
  #claimed: VersionVector | undefined;
  /** The greatest time up to which own changes are journalled. What was rejected after it is in the document's version all the same. */
  #journalled: Time;
  /** What the document surely holds, until the relay has said what it lacks; from then on that is its version. */
  #held: VersionVector | undefined;
  /** The next hello asks for the whole document, which replaces what is here (D9). */
  #afresh = false;
  /** The latest hello has asked for the whole document. */
  #asksForAll = false;
  /** What is made again, from the refused change on, when this answer has come. */
  #again: { readonly from: Time; readonly code: RejectCode; readonly answer: 'pong' | 'delta' } | undefined;
  #state: ConnectionState;
  #rejected: RejectedChange[];
  #channel: Channel | undefined;
  /** What the present link has carried, either way. */
  #sent = new ChangeStreamWriter();
  #received = new ChangeStreamReader();
  #stopped = true;
  /** A refusal is being dealt with: nothing is sent until then. */
  #refused = false;
  #pushNumber = 0;
  #frameNumber = 0;
  #awaitingDelta = false;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #roundTripMs: number | undefined;
  #lastPushAt = -Infinity;
  #nextReceiptAt = -Infinity;
  /** When others took this replica's place lately. */
  #replacedAt: number[] = [];
  #cancelPush: (() => void) | undefined;
  #cancelRetry: (() => void) | undefined;
  #cancelHeartbeat: (() => void) | undefined;
  #cancelSilence: (() => void) | undefined;

  constructor(options: SyncClientOptions) {
    this.#options = options;
    this.#document = options.document;
    this.#timers = options.timers;
    this.presence = options.presence;
    this.#state = initialState(options.timers.now());
    this.#rejected = [...options.contents.rejected];
    // What a clock that ran ahead has stamped says nothing of where the actor's clock is; the rest does.
    for (const { change, code } of this.#rejected) if (code !== 'clock') this.#document.clock.observe(change.time);
    this.#conflicts = this.#keptConflicts(options.contents);
    this.#claimed = this.#held = new Map(options.document.version);
    this.#journalled = this.#claimed.get(this.#document.actor) ?? 0;
    this.#antiEntropy = new AntiEntropy({
      document: this.#document,
      send: (message) => this.#send(message),
      now: () => this.#timers.now(),
      report: (error) => options.onError?.(error),
      everyMs: options.checkEveryMs ?? DEFAULT_CHECK_MS,
    });
    this.#reissues = new Reissues({ document: this.#document, pending: this.#pending, outbox: options.outbox });
    for (const change of options.contents.pending) {
      const replaced = change.assignments.map(([node, property]) => this.#document.row(node)?.get(property));
      this.#document.apply(change, 'load');
      this.#pending.load({ change, replaced });
    }
    this.#unsubscribe = this.#document.subscribe((event) => this.#onDocument(event));
    this.presence.connect((message) => this.#state.kind === 'live' && this.#send(message), this.#timers);
  }

  /** What the link is doing just now. */
  get state(): ConnectionState {
    return this.#state;
  }

  /** Own changes that the relay has not acknowledged. */
  get pendingCount(): number {
    return this.#pending.size;
  }

  /** Those changes, oldest first. */
  pendingChanges(): readonly Change[] {
    return this.#pending.changes();
  }

  /** How often the document differed from the relay's and was put right (D12). Anything but 0 is a bug. */
  get repairs(): number {
    return this.#antiEntropy.repairs;
  }

  /** How long the relay took to answer the last ping, in ms; undefined before the first answer. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** Refused for good and taken back (S5), oldest first. */
  get rejected(): readonly RejectedChange[] {
    return this.#rejected;
  }

  /**
   * What was written here without the relay and met what others wrote meanwhile (S8), oldest first: found when a link is welcomed, among
   * the changes that no relay had until then. Edits on a living link meet others' all the time, before everybody's eyes, and are none.
   */
  get conflicts(): readonly Conflict[] {
    return this.#conflicts.list;
  }

  /** Told when {@link state}, {@link pendingCount}, {@link rejected} or {@link conflicts} changed. @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens the link, and from now on opens it again whenever it breaks. */
  start(): void {
    this.#stopped = false;
    this.wake();
  }

  /** Try now: the browser is online again, the tab is visible again, somebody pressed a button. */
  wake(): void {
    if (this.#stopped) return;
    this.#become({ type: 'wake', now: this.#timers.now() });
  }

  /** Says goodbye (P4) and ends the link. Unacknowledged changes stay in the outbox. */
  stop(): void {
    if (this.#stopped) return;
    this.flush();
    this.#send({ type: 'goodbye' });
    this.#stopped = true;
    this.#become({ type: 'stopped', now: this.#timers.now() });
  }

  /** {@link stop}, and no longer listens to the document. For good. */
  dispose(): void {
    this.stop();
    this.#unsubscribe();
    this.presence.disconnect();
  }

  /** Sends what waits for the push interval now. */
  flush(): void {
    this.#cancelPush?.();
    this.#cancelPush = undefined;
    if (this.#state.kind !== 'live' || this.#refused) return;
    while (this.#pending.unsent > 0) {
      this.#pushNumber += 1;
      this.#send({
        type: 'push',
        number: this.#pushNumber,
        changes: this.#pending.take(MAX_PUSH_CHANGES, MAX_PUSH_BYTES),
      });
      this.#lastPushAt = this.#timers.now();
    }
  }

  /**
   * Keeps what these actors do out of the document until they are let in again, as if the network between them and this replica, and
   * only that, were cut. They see what is done here. A link that is made anew brings what has waited.
   */
  setApart(isApart: (actor: ActorId) => boolean): void {
    this.#take(this.#aside.become((actor) => actor !== this.#document.actor && isApart(actor)));
  }

  /** Asks for the whole state, now or when the link is live again: something was taken back, and what had lost against it has to come. */
  resync(): void {
    this.#claimed = EMPTY_VERSION;
    if (this.#state.kind !== 'live') return;
    this.#awaitingDelta = true;
    this.#send({ type: 'resync', version: EMPTY_VERSION });
  }

  /** Forgets a rejected change: the person has seen it. */
  dismissRejected(time: Time): void {
    this.#rejected = this.#rejected.filter(({ change }) => change.time !== time);
    this.#keep(this.#options.outbox.dismiss(time));
    this.#tell();
  }

  #onDocument(event: DocumentEvent): void {
    const { origin, change, replaced } = event;
    const noticed = this.#conflicts.notice(event);
    if (change === undefined || (origin !== 'local' && origin !== 'undo')) {
      if (noticed) this.#tell();
      return;
    }
    this.#keep(this.#options.outbox.append(change, this.#pending.add({ change, replaced: replaced ?? [] })));
    this.#schedulePush();
    this.#tell();
  }

  #keptConflicts({ conflicts = [] }: OutboxContents): Conflicts {
    // What an actor has stamped says where its clock is, though nothing of it waits any more.
    for (const { mine } of conflicts) this.#document.clock.observe(mine.stamp.time);
    return new Conflicts({
      document: this.#document,
      records: conflicts,
      onChange: () => {
        const records = this.#conflicts.list.map((conflict) => conflict.toRecord());
        this.#keep(this.#options.outbox.keepConflicts?.(records) ?? Promise.resolve());
        this.#tell();
      },
    });
  }

  #schedulePush(): void {
    if (this.#state.kind !== 'live' || this.#refused || this.#cancelPush !== undefined) return;
    const wait = this.#lastPushAt + PUSH_INTERVAL_MS - this.#timers.now();
    // A quiet client sends at the end of this turn, so that the listeners of one change are told before the socket is; a busy one
    // waits no longer than the interval, though the computer's clock was put back meanwhile.
    this.#cancelPush = this.#timers.after(Math.min(PUSH_INTERVAL_MS, Math.max(0, wait)), () => this.flush());
  }

  #become(event: ConnectionEvent): void {
    const before = this.#state;
    this.#state = transition(before, event);
    if (this.#state === before) return;
    this.#cancelTimers();
    if (this.#state.kind === 'connecting') this.#open();
    else if (this.#state.kind === 'syncing') this.#hello();
    else if (this.#state.kind !== 'live') this.#closeChannel();
    if (this.#state.kind === 'offline' && this.#state.retryAt !== null && !this.#stopped) {
      this.#cancelRetry = this.#timers.after(this.#state.retryAt - this.#timers.now(), () => this.wake());
    }
    this.#tell();
  }

  #open(): void {
    const mine = (act: () => void) => () => {
      if (this.#channel === channel) act();
    };
    const channel: Channel = this.#options.openChannel({
      onOpen: () => mine(() => this.#become({ type: 'opened' }))(),
      onFrame: (frame) => mine(() => this.#onFrame(frame))(),
      onClose: () => mine(() => this.#lose())(),
    });
    this.#channel = channel;
    this.#sent = new ChangeStreamWriter();
    this.#received = new ChangeStreamReader();
    this.#cancelSilence = this.#timers.after(WELCOME_TIMEOUT_MS, () => this.#lose());
  }

  #lose(): void {
    this.#become({ type: 'lost', now: this.#timers.now(), chance: this.#timers.random() });
  }

  #closeChannel(): void {
    const channel = this.#channel;
    this.#channel = undefined;
    channel?.close();
  }

  #hello(): void {
    const { document, session, proof } = this.#options;
    this.#pushNumber = 0;
    this.#refused = false;
    this.#awaitingDelta = false;
    this.#again = undefined;
    this.#pending.rewind();
    if (this.#afresh) this.#claimed = EMPTY_VERSION;
    const version = this.#claimed ?? document.version;
    this.#asksForAll = version.size === 0;
    this.#cancelSilence = this.#timers.after(WELCOME_TIMEOUT_MS, () => this.#lose());
    this.#send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      session,
      actor: document.actor,
      profile: this.presence.profile,
      version,
      ...(proof !== undefined && { proof }),
    });
  }

  #send(message: ClientMessage): void {
    if (this.#channel === undefined) return;
    this.#channel.send(encodeClientMessage(message, this.#sent));
    if (this.#state.kind === 'live') this.#scheduleHeartbeat();
  }

  #onFrame(frame: Uint8Array): void {
    const decoded = decodeRelayMessage(frame, this.#received);
    if (!decoded.ok) {
      this.#options.onError?.(new Error(`the relay sent ${decoded.reason}`));
      return this.#lose();
    }
    if (this.#state.kind === 'live') this.#listenForSilence();
    this.#onMessage(decoded.value);
  }

  #onMessage(message: RelayMessage): void {
    switch (message.type) {
      case 'welcome':
        return this.#onWelcome(message);
      case 'frame':
        return this.#onRoomFrame(message);
      case 'ack':
        return this.#acknowledge(message.time);
      case 'reject':
        return this.#onReject(message);
      case 'delta':
        this.#frameNumber = message.frame;
        this.#awaitingDelta = false;
        this.#claimed = undefined;
        if (this.#takeIn(message.delta, 'resync')) this.#makeAgain('delta');
        return;
      case 'goodbye':
        return this.#onGoodbye(message);
      case 'pong':
        this.#roundTripMs = this.#timers.now() - message.sentAt;
        this.#onRelayTime(message.unixMs);
        return this.#makeAgain('pong');
      case 'digest':
        return this.#antiEntropy.onDigest(message);
      case 'repair':
        return this.#antiEntropy.onRepair(message, this.#settledVersion());
      default:
        message satisfies never;
    }
  }

  #onWelcome(message: Extract<RelayMessage, { type: 'welcome' }>): void {
    if (this.#state.kind !== 'syncing') return;
    this.#frameNumber = message.frame;
    this.#heartbeatMs = message.heartbeatMs;
    if (!this.#takeIn(message.delta, 'welcome')) return;
    this.#claimed = undefined;
    this.#onRelayTime(message.unixMs);
    this.presence.reset(message.presence);
    this.#antiEntropy.reset();
    this.#become({ type: 'welcomed' });
    this.#listenForSilence();
    this.#scheduleHeartbeat();
    this.presence.announce();
    this.flush();
  }

  #onRoomFrame({ number, changes, presence, gap }: Extract<RelayMessage, { type: 'frame' }>): void {
    if (this.#awaitingDelta) return;
    if (gap || number !== this.#frameNumber + 1) {
      // A gap is repaired, never skipped (D3).
      this.#awaitingDelta = true;
      return this.#send({ type: 'resync', version: this.#document.version });
    }
    this.#frameNumber = number;
    this.#take(this.#aside.pass(changes));
    if (presence.length > 0) this.presence.merge(presence);
    this.#sendReceipt(number, changes);
  }

  #take(changes: readonly Change[]): void {
    // Of a frame at once: to look through all that waits for each change would take a busy writer's whole time.
    this.#pending.arrived(changes.filter(({ actor }) => actor !== this.#document.actor).flatMap(registersOf));
    for (const change of changes) {
      if (change.actor === this.#document.actor) this.#acknowledge(change.time);
      this.#document.apply(change);
    }
  }

  /** Of a frame with others' changes, once in a while: not all replicas of a room in the same moment. */
  #sendReceipt(frame: number, changes: readonly Change[]): void {
    const { document, session, receipts = false } = this.#options;
    if (!receipts || this.#timers.now() < this.#nextReceiptAt) return;
    if (changes.every(({ actor }) => actor === document.actor)) return;
    this.#nextReceiptAt = this.#timers.now() + RECEIPT_EVERY_MS + (session.charCodeAt(0) % 50) * 100;
    this.#send({ type: 'receipt', frame });
  }

  /** @returns false when that ended the link */
  #takeIn(bytes: Uint8Array, answer: 'welcome' | 'resync'): boolean {
    const decoded = decodeDelta(bytes);
    if (!decoded.ok) {
      this.#options.onError?.(new Error(`the relay sent ${decoded.reason}`));
      this.#lose();
      return false;
    }
    const met = answer === 'welcome' ? findMetWrites(this.#document, this.#pending.all(), decoded.value) : [];
    const whole = answer === 'welcome' && this.#asksForAll;
    const lost = this.#afresh || this.#reissues.mustStartOver(this.#held ?? this.#document.version, decoded.value);
    if (lost && !whole) {
      this.#connectAfresh();
      return false;
    }
    if (lost) this.#startOver(decoded.value);
    else this.#merge(decoded.value);
    this.#conflicts.add(met);
    this.#held = undefined;
    this.#aside.clear();
    return true;
  }

  #merge(delta: Delta): void {
    const journalled = delta.version.get(this.#document.actor) ?? -1;
    // What was kept over a reload and is journalled comes with the delta, if it still stands: else it has been purged since.
    const come = this.#held === undefined ? [] : this.#pending.takeUpTo(journalled);
    if (this.#pending.size > 0) this.#pending.arrived(registersIn(delta));
    if (come.length === 0) this.#document.merge(delta);
    else {
      this.#document.asOne('remote', () => {
        for (const { change, replaced } of come.toReversed()) this.#document.retract(change, replaced);
        this.#document.merge(delta);
        return undefined;
      });
      this.#keep(this.#options.outbox.acknowledge(journalled));
    }
    this.#acknowledgeIn(delta);
  }

  #acknowledgeIn({ version }: Delta): void {
    const journalled = version.get(this.#document.actor);
    if (journalled !== undefined) this.#acknowledge(journalled);
  }

  /** A delta is no use any more: asks for the whole document, over a new link, so that it is certain what it is an answer to. */
  #connectAfresh(): void {
    this.#afresh = true;
    this.#lose();
    this.wake();
  }

  #startOver(snapshot: Delta): void {
    this.#afresh = false;
    this.#acknowledgeIn(snapshot);
    this.#reissue(0, { snapshot });
  }

  #makeAgain(answer: 'pong' | 'delta'): void {
    if (this.#again?.answer !== answer) return;
    const { from, code } = this.#again;
    this.#again = undefined;
    this.#reissue(from, { clockWasWrong: code === 'clock' }, code);
    this.#resume(from);
  }

  #reissue(from: Time, base: Base, code?: RejectCode): void {
    const { leftOut, kept } = this.#reissues.run(from, base, code);
    this.#rejected.push(...leftOut);
    this.#keep(kept);
    this.#tell();
  }

  /** What the relay knows to be held here, where that is all that the document is. */
  #settledVersion(): VersionVector | undefined {
    if (this.#state.kind !== 'live' || this.#pending.size > 0 || this.#awaitingDelta || this.#claimed !== undefined)
      return undefined;
    const version = new Map(this.#document.version);
    if (this.#journalled > 0) version.set(this.#document.actor, this.#journalled);
    else version.delete(this.#document.actor);
    return version;
  }

  #acknowledge(upTo: Time): void {
    this.#journalled = Math.max(this.#journalled, upTo);
    this.#reissues.acknowledged(upTo);
    if (this.#pending.acknowledge(upTo) === 0) return;
    this.#keep(this.#options.outbox.acknowledge(upTo));
    if (this.#pending.size === 0) this.#document.settleClock();
    this.#tell();
  }

  #onReject({ actor, time, final, code, message }: Extract<RelayMessage, { type: 'reject' }>): void {
    if (actor !== this.#document.actor) return;
    this.#refused = true;
    if (!final) {
      this.#cancelPush?.();
      this.#cancelPush = this.#timers.after(REFUSED_RETRY_MS, () => this.#resume(time));
      return;
    }
    if (this.#reissues.helps(time, code)) return this.#prepareAgain(time, code);
    const item = this.#pending.remove(time);
    if (item !== undefined) {
      const rejected = { change: item.change, code, message };
      this.#rejected.push(rejected);
      this.#keep(this.#options.outbox.reject(rejected));
      this.#document.retract(item.change, item.replaced);
      this.#conflicts.forget(item.change);
    }
    this.#resume(time);
    this.#tell();
  }

  /** What was refused shows on until it is known how to make it again: by the relay's clock, or with what is here and gone there. */
  #prepareAgain(from: Time, code: RejectCode): void {
    if (code === 'clock' && from <= this.#document.horizon.at) return this.#connectAfresh();
    this.#again = { from, code, answer: code === 'clock' ? 'pong' : 'delta' };
    if (code === 'clock') return this.#send({ type: 'ping', sentAt: this.#timers.now() });
    this.#awaitingDelta = true;
    this.#send({ type: 'resync', version: this.#document.version });
  }

  #onRelayTime(unixMs: number): void {
    this.#options.onRelayTime?.(unixMs);
    if (this.#pending.size === 0) this.#document.settleClock();
  }

  #resume(time: Time): void {
    this.#cancelPush = undefined;
    this.#refused = false;
    this.#pending.rewind();
    this.#send({ type: 'resume', actor: this.#document.actor, time });
    this.flush();
  }

  #onGoodbye({ code, message }: Extract<RelayMessage, { type: 'goodbye' }>): void {
    const passing =
      code === 'restart' || code === 'store' || code === 'too-slow' || (code === 'replaced' && this.#comesBack());
    if (passing) return this.#lose();
    const reason: Refusal = { code, message };
    this.#become({ type: 'refused', reason });
  }

  /**
   * Whoever took this replica's place may be a link of its own that it gave up, and of which something arrived late. Another who has
   * its actor comes back as well, so this ends.
   */
  #comesBack(): boolean {
    const now = this.#timers.now();
    this.#replacedAt = [...this.#replacedAt.filter((at) => Math.abs(now - at) < REPLACED_MS), now];
    return this.#replacedAt.length <= MOST_REPLACED;
  }

  #scheduleHeartbeat(): void {
    this.#cancelHeartbeat?.();
    this.#cancelHeartbeat = this.#timers.after(this.#heartbeatMs, () => {
      this.#antiEntropy.check(this.#settledVersion());
      this.#send({ type: 'ping', sentAt: this.#timers.now() });
    });
  }

  #listenForSilence(): void {
    this.#cancelSilence?.();
    this.#cancelSilence = this.#timers.after(this.#heartbeatMs * SILENT_HEARTBEATS, () => this.#lose());
  }

  #cancelTimers(): void {
    this.#cancelPush?.();
    this.#cancelRetry?.();
    this.#cancelHeartbeat?.();
    this.#cancelSilence?.();
    this.#cancelPush = this.#cancelRetry = this.#cancelHeartbeat = this.#cancelSilence = undefined;
  }

  #keep(kept: Promise<void>): void {
    kept.catch((error: unknown) => this.#options.onError?.(error));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const registersOf = ({ actor, time, assignments }: Change): Arrived[] =>
  assignments.map(([node, property, value]) => [node, property, { value, time, actor }]);

const registersIn = ({ rows }: Delta): Arrived[] =>
  rows.flatMap(({ node, registers }) => registers.map(([property, register]): Arrived => [node, property, register]));
