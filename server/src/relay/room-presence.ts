/**
 * Who is in a room (P1–P4): takes in what sessions tell, keeps somebody whose connection broke for the length of a lease, and
 * collects what is news for the others, the latest of each session only. Where several relays share the room, what they hold is seen
 * like what this one holds.
 */
import {
  type Activity,
  type Claim,
  type ClientMessage,
  type Counted,
  EMPTY_REGISTER,
  PeerClaims,
  type PeerNews,
  type PersonId,
  PresenceMap,
  type PresenceRegister,
  type PresenceUpdate,
  type Profile,
  type Projected,
  type Released,
  seenOf,
  type SessionId,
  type Status,
  type Timers,
  writeStatus,
  type WriterId,
} from '@joinery/shared';
import { Leases } from './leases.ts';
import type { PresencePeers } from './presence-peers.ts';

export interface RoomPresenceOptions {
  /** This relay as a writer of presence registers. */
  readonly writer: WriterId;
  readonly timers: Timers;
  readonly leaseMs: number;
  /** The other relays that share the room, if there are any. */
  readonly peers?: PresencePeers;
  /** There is something to {@link RoomPresence.takeNews}. */
  readonly onNews: () => void;
  /** The last session that this relay holds has gone. */
  readonly onEmpty: () => void;
}

type PresenceMessage = Extract<ClientMessage, { type: 'presence' }>;

const STATUS_OF: Readonly<Record<Activity, Status>> = { active: 'online', idle: 'away', hidden: 'away' };

/** How many sessions that left are remembered, for readers who missed that they did. */
const MOST_GONE = 1000;

/** A relay counts fewer writes than this: 100 a second for 300 years. */
const MOST_WRITES = 2 ** 40;

/** Relays tell all that they hold so many times a lease: two may be lost. */
const BEATS_A_LEASE = 3;

export class RoomPresence {
  readonly #options: RoomPresenceOptions;
  readonly #claims: PeerClaims;
  /** As it is told: those who are here and, offline, the last ones who left. */
  readonly #map = new PresenceMap();
  /** By session that is here, which page load of it is shown, as which relay has it: see {@link #sourceOf}. */
  readonly #sources = new Map<SessionId, number>();
  /** The relays that have held a session that was seen here; this one first. */
  readonly #writers: WriterId[];
  /** In order of leaving. */
  readonly #gone = new Set<SessionId>();
  readonly #leases: Leases;
  /** News by session; what it starts with where the session began anew. */
  readonly #news = new Map<SessionId, { update: PresenceUpdate; restart: PresenceUpdate | undefined }>();
  #told = 0;
  #cancelBeat: (() => void) | undefined;
  readonly #stopHearing: () => void;

  constructor(options: RoomPresenceOptions) {
    this.#options = options;
    this.#writers = [options.writer];
    this.#leases = new Leases(options.timers, options.leaseMs, (session) => this.leave(session));
    this.#claims = new PeerClaims(options.writer);
    this.#stopHearing = options.peers?.receive((news) => this.#hear(news)) ?? (() => {});
    if (options.peers !== undefined) this.#beat();
  }

  /** Whether this relay holds no session. */
  get empty(): boolean {
    return this.#claims.held === 0;
  }

  /** Distinct persons with a session here that may be seen, those on a lease included. */
  get people(): readonly Profile[] {
    const people = new Map<PersonId, Profile>();
    for (const session of this.#sources.keys()) {
      const profile = this.#map.get(session)?.profile?.value;
      if (profile !== undefined && !people.has(profile.person)) people.set(profile.person, profile);
    }
    return [...people.values()];
  }

  /** A session says hello; it may be known from a connection that broke, or from before a reload. */
  join(session: SessionId, profile: Counted<Profile>): void {
    this.#leases.end(session);
    this.#share(this.#claims.begin(session, profile, this.#options.timers.now()));
  }

  update(session: SessionId, { activity, ...values }: PresenceMessage): void {
    const news = { status: activity && STATUS_OF[activity], ...values };
    const claim = this.#claims.update(session, news, this.#options.timers.now());
    if (claim !== undefined) this.#share(claim);
  }

  /** A clean goodbye: offline at once (P4). */
  leave(session: SessionId): void {
    this.#leases.end(session);
    const released = this.#claims.release(session, this.#options.timers.now());
    if (released === undefined) return;
    this.#tellPeers(false, [], [released]);
    this.#show(session);
    if (!this.empty) return;
    // Nobody is left who could have missed that somebody left.
    this.#forgetGone(0);
    this.#options.onEmpty();
  }

  /** The connection broke: offline when the lease runs out (P4). */
  lose(session: SessionId): void {
    if (this.#claims.holds(session)) this.#leases.begin(session);
  }

  get hasNews(): boolean {
    return this.#news.size > 0;
  }

  takeNews(): PresenceUpdate[] {
    const news = [...this.#news.values()].flatMap(({ update, restart }) => (restart ? [restart, update] : [update]));
    this.#news.clear();
    return news;
  }

  /** For somebody who joins: who is here. */
  present(): PresenceUpdate[] {
    return this.#map.updates().filter(({ session }) => this.#sources.has(session));
  }

  /** For somebody who missed some news: who is here, and who has left. */
  presentAndGone(): PresenceUpdate[] {
    return this.#map.updates();
  }

  dispose(): void {
    this.#leases.dispose();
    this.#cancelBeat?.();
    this.#stopHearing();
  }

  /** Something of a session that this relay holds is new. */
  #share(claim: Claim): void {
    this.#tellPeers(false, [claim]);
    this.#show(claim.session);
  }

  #hear(news: PeerNews): void {
    const wasEmpty = this.empty;
    this.#showAll(this.#claims.hear(news, this.#options.timers.now()));
    // What has moved to another relay is not held any more.
    if (this.empty && !wasEmpty) this.#options.onEmpty();
  }

  #showAll(sessions: Iterable<SessionId>): void {
    for (const session of sessions) {
      if (!this.#claims.holds(session)) this.#leases.end(session);
      this.#show(session);
    }
  }

  /** Brings what is told after what is known. */
  #show(session: SessionId): void {
    const projected = this.#claims.projected(session);
    // Who is invisible is told to nobody: a promise that others' programs keep would be none.
    if (projected === undefined || projected.claim.profile?.value.choice === 'invisible') return this.#hide(session);
    const { writer, status, claim } = projected;
    const { profile, view, attention, caret } = claim;
    const source = this.#sourceOf(writer, claim.since);
    const shown = this.#sources.get(session);
    // A page that was reloaded counts from the start again, so everybody forgets what the session said before.
    const restart =
      shown === source || (shown === undefined && !this.#gone.has(session))
        ? undefined
        : { session, status: this.#written(session, 'offline', writer === this.#options.writer ? claim.since - 1 : 0) };
    if (restart !== undefined) {
      this.#map.remove(session);
      this.#map.merge(restart);
    }
    if (shown !== source) {
      this.#gone.delete(session);
      this.#sources.set(session, source);
    }
    const now = this.#map.get(session);
    const update = {
      session,
      ...(now?.status !== status && { status: this.#toldOf(projected) }),
      ...(profile && profile !== now?.profile && { profile }),
      ...(view && view !== now?.view && { view }),
      ...(attention && attention !== now?.attention && { attention }),
      ...(caret && caret !== now?.caret && { caret }),
    };
    if (!this.#map.merge(update)) return;
    const waiting = restart === undefined ? this.#news.get(session) : undefined;
    if (waiting === undefined) this.#news.set(session, { update, restart });
    else this.#news.set(session, { update: { ...waiting.update, ...update }, restart: waiting.restart });
    this.#options.onNews();
  }

  /** No relay holds the session any more, or it is not to be seen. */
  #hide(session: SessionId): void {
    if (!this.#sources.delete(session)) return;
    const gone = { session, status: this.#written(session, 'offline') };
    this.#map.remove(session);
    this.#map.merge(gone);
    this.#gone.add(session);
    this.#news.set(session, { update: gone, restart: undefined });
    this.#forgetGone(MOST_GONE);
    this.#options.onNews();
  }

  /** Keeps the last ones. */
  #forgetGone(most: number): void {
    for (const oldest of this.#gone) {
      if (this.#gone.size <= most) break;
      this.#gone.delete(oldest);
      this.#map.remove(oldest);
    }
  }

  /** Tells all that this relay holds, and forgets relays that have fallen silent. */
  #beat(): void {
    const { timers, leaseMs } = this.#options;
    this.#tellPeers(true, [...this.#claims.own()]);
    this.#showAll(this.#claims.dropSilent(timers.now() - leaseMs));
    const wait = (leaseMs / BEATS_A_LEASE) * (0.8 + 0.2 * timers.random());
    this.#cancelBeat = timers.after(wait, () => this.#beat());
  }

  #tellPeers(complete: boolean, claims: readonly Claim[], released: readonly Released[] = []): void {
    const { peers } = this.#options;
    if (peers === undefined) return;
    this.#told += 1;
    peers.send({ from: this.#options.writer, number: this.#told, complete, claims, released });
  }

  /** What this relay wrote itself is told as it is, where it is the latest. */
  #toldOf({ writer, status, claim }: Projected): PresenceRegister {
    const register = this.#map.get(claim.session)?.register ?? EMPTY_REGISTER;
    const isNews = writer === this.#options.writer && seenOf(claim.status, writer) > seenOf(register, writer);
    return isNews ? claim.status : this.#written(claim.session, status);
  }

  /** To those who are here it is this relay that says everything. @param counter of an earlier write that was left out, if it was */
  #written(session: SessionId, status: Status, counter = 0): PresenceRegister {
    const { writer, timers } = this.#options;
    const register = this.#map.get(session)?.register ?? EMPTY_REGISTER;
    const isNews = counter > seenOf(register, writer);
    return writeStatus(register, { writer, status, at: timers.now() }, isNews ? counter : this.#claims.countWrite());
  }

  /** A number for a page load at a relay. Small for this relay's own, which are most. */
  #sourceOf(writer: WriterId, since: number): number {
    let relay = this.#writers.indexOf(writer);
    if (relay < 0) relay = this.#writers.push(writer) - 1;
    return relay * MOST_WRITES + since;
  }
}
