/**
 * Who is in a room, as several relays know it (P1). Each relay claims the sessions that it holds, and says so again and again; a
 * session is here as long as some relay claims it. Where several do, since a session has moved and the one it left has not noticed,
 * their registers are merged, and the one that stands says what is to be seen.
 *
 * So nobody has to write that another relay's sessions are gone: a relay that is not heard any more claims nothing. Knows no time and no
 * network; what comes late, twice or not at all changes nothing for longer than until the next complete news.
 */
import {
  type Attention,
  type Caret,
  type Counted,
  newer,
  type Profile,
  type SessionId,
  type View,
} from './presence-map.ts';
import {
  EMPTY_REGISTER,
  mergeRegisters,
  type PresenceRegister,
  projectSibling,
  registerOf,
  seenOf,
  type Sibling,
  type Status,
  type WriterId,
  writeStatus,
} from './presence-register.ts';

/** What a relay says of a session that it holds. */
export interface Claim {
  readonly session: SessionId;
  /** Which of the relay's writes it was that took the session in: another number is another page load, which counts from the start. */
  readonly since: number;
  readonly status: PresenceRegister;
  readonly profile: Counted<Profile> | undefined;
  readonly view: Counted<View> | undefined;
  readonly attention: Counted<Attention> | undefined;
  readonly caret: Counted<Caret | null> | undefined;
}

/** What a session says of itself. */
export type OwnValues = Partial<Pick<Claim, 'profile' | 'view' | 'attention' | 'caret'>>;

/** What a relay tells the others of a room. */
export interface PeerNews {
  readonly from: WriterId;
  /** Counts the relay's news of this room, from 1. */
  readonly number: number;
  /** These are all its claims, and there are no others. */
  readonly complete: boolean;
  readonly claims: readonly Claim[];
  /** Claimed no longer, since they said goodbye or their lease ran out. */
  readonly released: readonly Released[];
}

export interface Released {
  readonly session: SessionId;
  /** Offline, over all that the relay had seen when it last heard of the session. */
  readonly status: PresenceRegister;
}

/** What is to be seen of a session, and which relay says so. */
export interface Projected {
  readonly writer: WriterId;
  readonly status: Status;
  readonly claim: Claim;
}

interface Peer {
  number: number;
  heardAt: number;
  readonly claims: Map<SessionId, Claim>;
}

export class PeerClaims {
  readonly #self: WriterId;
  readonly #own = new Map<SessionId, Claim>();
  readonly #peers = new Map<WriterId, Peer>();
  #writes = 0;

  constructor(self: WriterId) {
    this.#self = self;
  }

  /** This relay holds a session, from its hello on. @param at Unix milliseconds */
  begin(session: SessionId, profile: Counted<Profile>, at: number): Claim {
    // One is left out, for whoever has to be told first that the page before has gone.
    this.#writes += 1;
    const status = this.#written(session, 'online', at);
    const since = this.#writes;
    return this.#claim({ session, since, status, profile, view: undefined, attention: undefined, caret: undefined });
  }

  /** What this relay holds of a session is now this. @returns undefined for one that it does not hold */
  update(
    session: SessionId,
    { status, profile, view, attention, caret }: OwnValues & { readonly status?: Status | undefined },
    at: number,
  ): Claim | undefined {
    const claim = this.#own.get(session);
    if (claim === undefined) return undefined;
    // Written out, so that all claims are laid out the same in memory: there are many.
    return this.#claim({
      session,
      since: claim.since,
      status: status === undefined ? claim.status : this.#written(session, status, at),
      profile: newer(claim.profile, profile),
      view: newer(claim.view, view),
      attention: newer(claim.attention, attention),
      caret: newer(claim.caret, caret),
    });
  }

  /** This relay holds a session no longer. @returns what to tell; undefined for one that it did not hold */
  release(session: SessionId, at: number): Released | undefined {
    const claim = this.#own.get(session);
    if (claim === undefined) return undefined;
    this.#own.delete(session);
    this.#writes += 1;
    // Over what was known when the session was last heard, not over where it may have gone since.
    return { session, status: writeStatus(claim.status, { writer: this.#self, status: 'offline', at }, this.#writes) };
  }

  /** A number for a write of this relay's, greater than all before. */
  countWrite(): number {
    this.#writes += 1;
    return this.#writes;
  }

  /** How many sessions this relay holds. */
  get held(): number {
    return this.#own.size;
  }

  holds(session: SessionId): boolean {
    return this.#own.has(session);
  }

  /** What this relay holds. */
  own(): IterableIterator<Claim> {
    return this.#own.values();
  }

  /** Takes in what another relay says. @param at when, in the same clock as {@link dropSilent}. @returns sessions of which something is new */
  hear({ from, number, complete, claims, released }: PeerNews, at: number): Set<SessionId> {
    const changed = new Set<SessionId>();
    const peer = this.#peers.get(from) ?? { number: 0, heardAt: at, claims: new Map<SessionId, Claim>() };
    // What comes late is older than what is known already.
    if (from === this.#self || number <= peer.number) return changed;
    this.#peers.set(from, peer);
    peer.number = number;
    // A relay from which only parts arrive could have released what it is believed to hold.
    if (complete) peer.heardAt = at;
    for (const { session, status } of [...claims, ...released])
      if (this.#supersedes(session, status)) changed.add(session);
    for (const claim of claims) {
      if (sameClaim(peer.claims.get(claim.session), claim)) continue;
      peer.claims.set(claim.session, claim);
      changed.add(claim.session);
    }
    const claimed = complete ? new Set(claims.map(({ session }) => session)) : undefined;
    const gone =
      claimed === undefined
        ? released.map(({ session }) => session)
        : [...peer.claims.keys()].filter((session) => !claimed.has(session));
    for (const session of gone) if (peer.claims.delete(session)) changed.add(session);
    return changed;
  }

  /** Relays that were not heard since then hold nothing any more. @returns the sessions that they claimed */
  dropSilent(since: number): Set<SessionId> {
    const changed = new Set<SessionId>();
    for (const [from, peer] of this.#peers) {
      if (peer.heardAt >= since) continue;
      for (const session of peer.claims.keys()) changed.add(session);
      this.#peers.delete(from);
    }
    return changed;
  }

  /** What is to be seen of a session; undefined when no relay claims it. */
  projected(session: SessionId): Projected | undefined {
    const own = this.#own.get(session);
    const best = projectSibling(this.#merged(session, own));
    if (best === undefined) return undefined;
    const claim = best.writer === this.#self ? own : this.#peers.get(best.writer)?.claims.get(session);
    return claim && { writer: best.writer, status: best.status, claim };
  }

  /** Another relay has seen what this one wrote of a session, and heard from the session since: it has moved. */
  #supersedes(session: SessionId, status: PresenceRegister): boolean {
    const own = this.#own.get(session);
    const standing = own && projectSibling(own.status);
    if (standing === undefined || standing.counter > seenOf(status, this.#self)) return false;
    return this.#own.delete(session);
  }

  #claim(claim: Claim): Claim {
    this.#own.set(claim.session, claim);
    return claim;
  }

  /** A register in which this relay has replaced all that it knows of. */
  #written(session: SessionId, status: Status, at: number): PresenceRegister {
    // Counted over all sessions, so that nothing has to be kept of those that were released.
    this.#writes += 1;
    return writeStatus(this.#merged(session), { writer: this.#self, status, at }, this.#writes);
  }

  /** Writes of relays that claim the session no longer count for nothing. */
  #merged(session: SessionId, own = this.#own.get(session)): PresenceRegister {
    let merged = own?.status ?? EMPTY_REGISTER;
    for (const [from, { claims }] of this.#peers) {
      const claim = claims.get(session);
      if (claim !== undefined) merged = mergeRegisters(merged, onlyOf(claim.status, from));
    }
    return merged;
  }
}

/** A claim speaks for its own relay alone: what that one has seen of others, they say themselves, or they have gone. */
const onlyOf = (register: PresenceRegister, writer: WriterId): PresenceRegister =>
  register.siblings.every((sibling: Sibling) => sibling.writer === writer)
    ? register
    : registerOf(
        register.siblings.filter((sibling) => sibling.writer === writer),
        register.vector,
      );

const sameClaim = (a: Claim | undefined, b: Claim): boolean =>
  a !== undefined &&
  a.since === b.since &&
  a.profile?.counter === b.profile?.counter &&
  a.view?.counter === b.view?.counter &&
  a.attention?.counter === b.attention?.counter &&
  a.caret?.counter === b.caret?.counter &&
  projectSibling(a.status)?.counter === projectSibling(b.status)?.counter;
