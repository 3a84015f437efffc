/**
 * One file that somebody has open: the pipeline of R1. A change is admitted, merged into the room's replica and journalled; when
 * its commit is done, and not before, it is acknowledged and told to everybody. Knows no sockets and no HTTP.
 *
 *     submit ─► admit ─► replica ─► journal ─(pacer, committer)─► committed ─► fan-out
 */
import {
  type Change,
  type ClientMessage,
  type Document,
  encodeChanges,
  encodeDelta,
  type GoodbyeCode,
  hasSeen,
  horizonSetBy,
  mayDesign,
  type Profile,
  PROTOCOL_VERSION,
  raiseFloor,
  type RelayMessage,
  type Time,
  timeToUnixMs,
  type VersionVector,
  type WriterId,
} from '@joinery/shared';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type Meter, NO_METER } from '../meter.ts';
import type { Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import { admit, type Refusal, roleRefusal } from './admit.ts';
import type { Committer } from './committer.ts';
import { FanOut } from './fan-out.ts';
import { isHeavierThan } from './growth.ts';
import type { Link } from './link.ts';
import type { LoadedDocument } from './load-document.ts';
import type { Member } from './member.ts';
import { Pacer } from './pacer.ts';
import { Receipts } from './receipts.ts';
import { RefusedStamps } from './refused-stamps.ts';
import { type CheckCounts, RoomChecks } from './room-checks.ts';
import { RoomHorizon } from './room-horizon.ts';
import { type Committed, RoomJournal } from './room-journal.ts';
import { RoomPresence } from './room-presence.ts';
import { RoomSnapshots } from './room-snapshots.ts';
import type { StoreHealth } from './store-health.ts';

export interface RoomOptions {
  readonly file: string;
  readonly loaded: LoadedDocument;
  readonly store: Pick<Store, 'saveSnapshot'>;
  readonly committer: Committer;
  readonly config: Config;
  readonly timers: RelayTimers;
  readonly log: Log;
  readonly writer: WriterId;
  readonly checks: CheckCounts;
  readonly meter?: Meter;
  readonly health: Pick<StoreHealth, 'failing' | 'commitFailed'>;
  /** The document as the store has it. @throws when it cannot be read */
  readonly readAgain: () => Promise<Document>;
  /** The room has ended: whoever opens the file next gets a new one. */
  readonly onEnded: () => void;
}

export type Submission =
  | { readonly kind: 'admitted' }
  /** Taken in before: acknowledge it once it is committed (S3). */
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

const OVERLOAD: Refusal = { final: false, code: 'overload', message: 'the relay has too much to do' };
const NOT_SAVING: Refusal = { final: false, code: 'store', message: 'the relay cannot save at the moment' };
const ENDING: Refusal = { final: false, code: 'overload', message: 'the file is being closed' };

const FULL: Refusal = { final: true, code: 'limit', message: 'the file is full: delete something, or begin another' };

const tooLong = (most: number): Refusal => ({
  final: true,
  code: 'limit',
  message: `it is too large: one step may be at most ${Math.round(most / 1024)} KiB`,
});

/** How many of a change's assignments come to registers that were written later: they met another write, and it stays. */
function lostOf({ time, assignments }: Change, document: Document): number {
  let lost = 0;
  for (const [node, property] of assignments) if ((document.stamp(node, property)?.time ?? 0) > time) lost += 1;
  return lost;
}

function countNodes(document: Document): number {
  let count = 0;
  for (const _ of document.nodes()) count += 1;
  return count;
}

/**
 * Ids are known to all in the room, so an id alone puts nobody out. Who may only look takes no name from those who edit, though they
 * were there first.
 */
const mayReplace = (member: Member, other: Member): boolean =>
  member.proof === other.proof || (mayDesign(member.role) && !mayDesign(other.role));

function newestTime({ version }: Document): Time {
  let newest = 0;
  for (const time of version.values()) newest = Math.max(newest, time);
  return newest;
}

/** What a reader adds to the length of a busy room's tick, in ms: a write to a socket costs about a sixth of it. */
const TICK_MS_PER_READER = 0.04;
/** A small room ticks faster, 0.6 ms for ten and as usual from fifty on: what it costs grows with the square of who is there. */
const SMALL_TICK_MS = 0.0064;

export class Room {
  readonly file: string;
  readonly #options: RoomOptions;
  readonly #document: Document;
  readonly #journal: RoomJournal;
  readonly #fanOut: FanOut;
  readonly #presence: RoomPresence;
  readonly #pacer: Pacer;
  readonly #snapshots: RoomSnapshots;
  readonly #horizon: RoomHorizon;
  readonly #checks: RoomChecks;
  readonly #refused = new RefusedStamps();
  readonly #receipts = new Receipts();
  readonly #meter: Meter;
  readonly #members = new Set<Member>();
  readonly #sentVersion: Map<string, number>;
  #nodeCount = 0;
  /** The whole document, encoded for who has nothing yet: good until something changes. Many join a large file at once. */
  #whole: Uint8Array | undefined;
  /**
   * When the newest change was made that was journalled before the room was opened. A clock that is behind it was put back while no
   * relay ran; and what is written over that change must be stamped later than it.
   */
  readonly #newestMs: number;
  #state: 'open' | 'ending' | 'ended' = 'open';
  #cancelIdle: (() => void) | undefined;

  constructor(options: RoomOptions) {
    const { file, loaded, committer, config, timers, writer } = options;
    this.file = file;
    this.#options = options;
    this.#meter = options.meter ?? NO_METER;
    this.#document = loaded.document;
    this.#sentVersion = new Map(loaded.document.version);
    this.#nodeCount = countNodes(loaded.document);
    this.#newestMs = timeToUnixMs(newestTime(loaded.document));
    this.#journal = new RoomJournal({
      file,
      position: loaded.position,
      tail: loaded.tail,
      committer,
      now: () => timers.now(),
      editedEveryMs: config.editedEveryMs,
      onCommitted: (committed) => this.#onCommitted(committed),
      onFailed: (error) => this.#onFailed(error),
    });
    this.#snapshots = new RoomSnapshots({
      ...options,
      document: loaded.document,
      journal: this.#journal,
      bytes: loaded.snapshotBytes,
    });
    this.#checks = new RoomChecks({
      ...options,
      document: loaded.document,
      end: () => void this.end('restart', 'the file is being read again'),
      tell: (member, message) => this.#members.has(member) && this.tell(member, message),
    });
    this.#fanOut = new FanOut({
      config,
      timers,
      source: {
        sentVersion: this.#sentVersion,
        deltaSince: (version, deliver) => this.#deltaSince(version, deliver),
        presence: () => this.#presence.presentAndGone(),
      },
      onTooSlow: (link) => this.#onTooSlow(link),
    });
    this.#pacer = new Pacer({ timers, intervalMs: () => this.#tickMs(), run: () => this.#flush() });
    this.#presence = new RoomPresence({
      writer,
      timers,
      leaseMs: config.leaseMs,
      onNews: () => this.#pacer.request(),
      onEmpty: () => this.#watchIdle(),
    });
    this.#horizon = new RoomHorizon({
      document: loaded.document,
      config,
      timers,
      everybodyFollows: () => this.#fanOut.everybodyFollows,
      onRaised: (change) => this.#onRaised(change),
    });
    this.#watchIdle();
  }

  get ended(): boolean {
    return this.#state === 'ended';
  }

  /** Distinct persons here. */
  get people(): readonly Profile[] {
    return this.#presence.people;
  }

  /**
   * Lets somebody in: they are sent what their version lacks (S4), once all of that is committed, and every frame after it.
   * Whoever came before under the same actor or session, and shows the same proof, is a link that the client has given up, and is closed.
   */
  join(member: Member, version: VersionVector): void {
    if (this.#state !== 'open') return member.end('restart', 'the file is being opened again');
    const others = [...this.#members].filter(
      ({ actor, session }) => actor === member.actor || session === member.session,
    );
    if (!others.every((other) => mayReplace(member, other))) return member.turnAway();
    for (const other of others) {
      this.#forget(other);
      if (other.session !== member.session) this.#presence.leave(other.session);
      other.end('replaced', 'this was opened again elsewhere');
    }
    if (this.#members.size >= this.#options.config.maxConnectionsPerRoom)
      return member.end('limit', 'too many people have this file open');
    this.#members.add(member);
    this.#cancelIdle?.();
    this.#presence.join(member.session, member.profile);
    this.#deltaSince(version, (delta) => this.#welcome(member, delta));
  }

  /** Somebody's connection ended: by a goodbye, or broken and perhaps soon back (P4). */
  leave(member: Member, how: 'goodbye' | 'broken'): void {
    if (!this.#members.has(member)) return;
    this.#forget(member);
    if (how === 'goodbye') this.#presence.leave(member.session);
    else this.#presence.lose(member.session);
  }

  /** Takes a change in, or says why not. @param bytes about its length by itself */
  submit(member: Member, change: Change, bytes: number): Submission {
    const known = this.#refused.get(change);
    if (known !== undefined) return { kind: 'refused', refusal: known };
    if (hasSeen(this.#document.version, change)) return { kind: 'duplicate' };
    if (this.#state !== 'open') return { kind: 'refused', refusal: ENDING };
    const denied = roleRefusal(change, member.role);
    if (denied !== undefined) return { kind: 'refused', refusal: denied };
    const { config, timers, health } = this.#options;
    if (health.failing) return { kind: 'refused', refusal: NOT_SAVING };
    if (this.#journal.pendingBytes > config.maxPendingBytes) return { kind: 'refused', refusal: OVERLOAD };
    if (bytes > config.maxChangeBytes || isHeavierThan(change, config.maxChangeBytes))
      return this.#refuse(change, tooLong(config.maxChangeBytes));
    if (this.#snapshots.bytes + this.#journal.tail.bytes + bytes > config.maxFileBytes)
      return this.#refuse(change, FULL);
    const admission = admit(change, {
      document: this.#document,
      nodeCount: this.#nodeCount,
      now: Math.max(timers.now(), this.#newestMs),
      clockLimitMs: config.clockLimitMs,
      maxNodesPerFile: config.maxNodesPerFile,
      maxDepth: config.maxDepth,
      maxPropertiesPerNode: config.maxPropertiesPerNode,
    });
    if (!admission.ok) return this.#refuse(change, admission.refusal);
    this.#nodeCount += admission.created.size;
    this.#meter.admitted(change.assignments.length, lostOf(change, this.#document));
    this.#document.apply(change);
    this.#whole = undefined;
    this.#journal.add(change, bytes, member.profile.value);
    this.#pacer.request();
    return { kind: 'admitted' };
  }

  /** Calls back once everything taken in by now is committed. Never, when that fails: the room has ended then. */
  whenCommitted(run: () => void): void {
    this.#journal.whenCommitted(run);
  }

  updatePresence(member: Member, message: Extract<ClientMessage, { type: 'presence' }>): void {
    this.#meter.presence();
    this.#presence.update(member.session, message);
  }

  /** A client has taken in everything up to a frame. */
  receipt(frame: number): void {
    const since = this.#receipts.of(frame);
    if (since !== undefined) this.#meter.converged(this.#options.timers.now() - since);
  }

  /** Changes that are merged and not durable, in bytes. */
  get pendingBytes(): number {
    return this.#journal.pendingBytes;
  }

  resync(member: Member, version: VersionVector): void {
    this.#fanOut.resync(member.link, version);
  }

  check(member: Member, message: Extract<ClientMessage, { type: 'check' }>): void {
    this.#checks.check(member, message);
  }

  fetch(member: Member, message: Extract<ClientMessage, { type: 'fetch' }>): void {
    void this.#checks.fetch(member, message);
  }

  tell(member: Member, message: RelayMessage): void {
    this.#fanOut.tell(member.link, message);
  }

  /**
   * Reads the document, and gives the result once all that went into it is committed: nobody sees what could still be lost (R1).
   * @throws when it was lost
   */
  async read<T>(read: (document: Document) => T): Promise<T> {
    const result = read(this.#document);
    await new Promise<void>((resolve, reject) => this.#journal.whenCommitted(resolve, reject));
    if (this.#members.size === 0) this.#watchIdle();
    return result;
  }

  /** Ends the room: what was taken in is committed, then everybody is told why. Resolves when the store has it all. */
  async end(code: GoodbyeCode, message: string): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'ending';
    this.#journal.flush();
    try {
      await this.read(() => undefined);
    } catch {
      return; // It ended by itself, over the same failure.
    }
    await this.#snapshots.idle();
    this.#finish(code, message);
  }

  /** For good: a refusal that is remembered. */
  #refuse(change: Change, refusal: Refusal): Submission {
    this.#refused.add(change, refusal);
    return { kind: 'refused', refusal };
  }

  #welcome(member: Member, delta: Uint8Array): void {
    if (!this.#members.has(member)) return;
    const { config, timers } = this.#options;
    this.#fanOut.add(member.link);
    this.#fanOut.tell(member.link, {
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      frame: this.#fanOut.number,
      unixMs: timers.now(),
      heartbeatMs: config.heartbeatMs,
      delta,
      presence: this.#presence.present(),
    });
    member.welcomed();
  }

  /** Computed now, delivered when everything in it is committed. */
  #deltaSince(version: VersionVector, deliver: (delta: Uint8Array) => void): void {
    const delta = version.size === 0 ? (this.#whole ??= this.#encodedSince(version)) : this.#encodedSince(version);
    this.#journal.whenCommitted(() => deliver(delta));
  }

  #encodedSince(version: VersionVector): Uint8Array {
    return encodeDelta(this.#document.since(version));
  }

  #tickMs(): number {
    const { tickMs, maxTickMs } = this.#options.config;
    const { size } = this.#fanOut;
    const usual = Math.min(tickMs, size * size * SMALL_TICK_MS);
    return Math.min(maxTickMs, Math.max(usual, size * TICK_MS_PER_READER));
  }

  #flush(): void {
    const committing = this.#journal.committing;
    this.#journal.flush();
    // Presence rides on the frame of a commit, unless that may take long.
    if (!this.#journal.gathering || committing) this.#fanOut.send([], this.#presence.takeNews());
  }

  #onCommitted({ changes, since }: Committed): void {
    this.#fanOut.send(changes, this.#presence.takeNews());
    const { timers } = this.#options;
    this.#receipts.sent(this.#fanOut.number, since);
    this.#meter.saved(changes.length, timers.now() - since);
    for (const change of changes) {
      this.#sentVersion.set(change.actor, change.time);
      raiseFloor(this.#sentVersion, horizonSetBy(change));
    }
    this.#snapshots.saveIfDue();
  }

  /** The trash was purged: journalled and told like any change. */
  #onRaised(change: Change): void {
    this.#nodeCount = countNodes(this.#document);
    this.#whole = undefined;
    this.#journal.add(change, encodeChanges([change]).length, undefined);
    this.#pacer.request();
  }

  #onFailed(error: unknown): void {
    this.#options.log.error({ err: error, file: this.file }, 'a commit failed; the room was ended');
    this.#options.health.commitFailed();
    this.#finish('store', 'the relay could not save; trying again');
  }

  #onTooSlow(link: Link): void {
    for (const member of [...this.#members]) {
      if (member.link !== link) continue;
      this.leave(member, 'broken');
      member.end('too-slow', 'this connection does not take what it is sent');
    }
  }

  #forget(member: Member): void {
    this.#members.delete(member);
    this.#fanOut.remove(member.link);
  }

  #watchIdle(): void {
    this.#cancelIdle?.();
    if (this.ended || this.#members.size > 0 || !this.#presence.empty) return;
    this.#cancelIdle = this.#options.timers.after(this.#options.config.idleRoomMs, () => void this.#onIdle());
  }

  async #onIdle(): Promise<void> {
    this.#horizon.raise();
    this.#journal.flush();
    // The snapshot shall be without what was purged.
    await new Promise<void>((resolve) => this.#journal.whenCommitted(resolve, () => resolve()));
    if (this.#state !== 'open') return;
    await this.#snapshots.save();
    if (this.#members.size === 0 && this.#presence.empty) await this.end('restart', 'the room was idle');
  }

  #finish(code: GoodbyeCode, message: string): void {
    if (this.ended) return;
    this.#state = 'ended';
    const members = [...this.#members];
    this.#members.clear();
    this.#cancelIdle?.();
    this.#pacer.stop();
    this.#horizon.stop();
    this.#fanOut.stop();
    this.#presence.dispose();
    for (const member of members) member.end(code, message);
    this.#options.onEnded();
  }
}
