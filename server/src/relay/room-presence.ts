/**
 * Who is in a room (P1–P4): takes in what sessions tell, keeps somebody whose connection broke for the length of a lease, and
 * collects what is news for the others, the latest of each session only.
 */
import {
  type Activity,
  type ClientMessage,
  type Counted,
  EMPTY_REGISTER,
  type PersonId,
  PresenceMap,
  type PresenceUpdate,
  type Profile,
  type SessionId,
  type Status,
  type Timers,
  writeStatus,
  type WriterId,
} from '@joinery/shared';

export interface RoomPresenceOptions {
  /** This relay as a writer of presence registers. */
  readonly writer: WriterId;
  readonly timers: Timers;
  readonly leaseMs: number;
  /** There is something to {@link RoomPresence.takeNews}. */
  readonly onNews: () => void;
  /** The last session has gone. */
  readonly onEmpty: () => void;
}

type PresenceMessage = Extract<ClientMessage, { type: 'presence' }>;

const STATUS_OF: Readonly<Record<Activity, Status>> = { active: 'online', idle: 'away', hidden: 'away' };

/** How many sessions that left are remembered, for readers who missed that they did. */
const MOST_GONE = 1000;

export class RoomPresence {
  readonly #options: RoomPresenceOptions;
  /** Those who are here and, offline, the last ones who left. */
  readonly #map = new PresenceMap();
  readonly #here = new Set<SessionId>();
  /** In order of leaving. */
  readonly #gone = new Set<SessionId>();
  readonly #leases = new Map<SessionId, () => void>();
  /** News by session; what it starts with where the session began anew. */
  readonly #news = new Map<SessionId, { update: PresenceUpdate; restart: PresenceUpdate | undefined }>();

  constructor(options: RoomPresenceOptions) {
    this.#options = options;
  }

  get empty(): boolean {
    return this.#here.size === 0;
  }

  /** Distinct persons with a session here, those on a lease included. */
  get people(): number {
    const people = new Set<PersonId | undefined>();
    for (const session of this.#here) people.add(this.#map.get(session)?.profile?.value.person);
    return people.size;
  }

  /** A session says hello; it may be known from a connection that broke, or from before a reload. */
  join(session: SessionId, profile: Counted<Profile>): void {
    this.#endLease(session);
    const known = this.#map.get(session);
    // A page that was reloaded counts from the start again, so everybody forgets what the session said before.
    const restart = known && { session, status: this.#written(session, 'offline') };
    if (restart !== undefined) {
      this.#map.remove(session);
      this.#map.merge(restart);
    }
    this.#gone.delete(session);
    this.#here.add(session);
    const update = { session, status: this.#written(session, 'online'), profile };
    this.#map.merge(update);
    this.#news.set(session, { update, restart });
    this.#options.onNews();
  }

  update(session: SessionId, { activity, profile, view }: PresenceMessage): void {
    if (!this.#here.has(session)) return;
    const status = activity && this.#written(session, STATUS_OF[activity]);
    this.#tell({ session, ...(status && { status }), ...(profile && { profile }), ...(view && { view }) });
  }

  /** A clean goodbye: offline at once (P4). */
  leave(session: SessionId): void {
    this.#endLease(session);
    if (!this.#here.delete(session)) return;
    const gone = { session, status: this.#written(session, 'offline') };
    this.#map.remove(session);
    this.#gone.add(session);
    this.#tell(gone);
    for (const oldest of this.#gone) {
      if (this.#gone.size <= MOST_GONE) break;
      this.#gone.delete(oldest);
      this.#map.remove(oldest);
    }
    if (this.empty) this.#options.onEmpty();
  }

  /** The connection broke: offline when the lease runs out (P4). */
  lose(session: SessionId): void {
    if (!this.#here.has(session) || this.#leases.has(session)) return;
    this.#leases.set(
      session,
      this.#options.timers.after(this.#options.leaseMs, () => this.leave(session)),
    );
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
    return this.#map.updates().filter(({ session }) => this.#here.has(session));
  }

  /** For somebody who missed some news: who is here, and who has left. */
  presentAndGone(): PresenceUpdate[] {
    return this.#map.updates();
  }

  dispose(): void {
    for (const cancel of this.#leases.values()) cancel();
    this.#leases.clear();
  }

  #tell(update: PresenceUpdate): void {
    if (!this.#map.merge(update)) return;
    const waiting = this.#news.get(update.session);
    this.#news.set(update.session, { update: { ...waiting?.update, ...update }, restart: waiting?.restart });
    this.#options.onNews();
  }

  #written(session: SessionId, status: Status) {
    const { writer, timers } = this.#options;
    return writeStatus(this.#map.get(session)?.register ?? EMPTY_REGISTER, { writer, status, at: timers.now() });
  }

  #endLease(session: SessionId): void {
    this.#leases.get(session)?.();
    this.#leases.delete(session);
  }
}
