/**
 * What this session tells of itself, and what it knows of the others (P2, P3). Sends only what changed, at most 30 times a
 * second, and no cursor while nobody else is there to see it.
 */
import type { Activity, ClientMessage } from '../codec/message.ts';
import {
  type Attention,
  type Caret,
  type Counted,
  NO_ATTENTION,
  type Presence,
  PresenceMap,
  type PersonId,
  type PresenceUpdate,
  type Profile,
  type SessionId,
  type View,
} from '../presence/presence-map.ts';
import type { Status } from '../presence/presence-register.ts';
import type { Timers } from './timers.ts';

const NOTHING = { profile: false, view: false, attention: false, caret: false, activity: false };

/** News of this session are sent at most this often. */
export const PRESENCE_INTERVAL_MS = 33;

/** This session’s presence: one per {@link SyncClient}, which connects it. */
export class PresenceClient {
  readonly session: SessionId;
  readonly #map = new PresenceMap();
  readonly #listeners = new Set<() => void>();
  #profile: Counted<Profile>;
  #view: Counted<View> = { counter: 0, value: { page: null, cursor: null, selection: [] } };
  #attention: Counted<Attention> = { counter: 0, value: NO_ATTENTION };
  #caret: Counted<Caret | null> = { counter: 0, value: null };
  #activity: Activity = 'active';
  #unsent = NOTHING;
  #send: (message: ClientMessage) => boolean | void = () => {};
  #timers: Timers | undefined;
  #cancel: (() => void) | undefined;
  #lastSentAt = -Infinity;

  constructor(session: SessionId, profile: Profile) {
    this.session = session;
    this.#profile = { counter: 1, value: profile };
  }

  /** Who this is, as last set. */
  get profile(): Counted<Profile> {
    return this.#profile;
  }

  /** What this session looks at, as last set. */
  get view(): View {
    return this.#view.value;
  }

  /** What this session attends to, as last set. */
  get attention(): Attention {
    return this.#attention.value;
  }

  /** Where this session writes, as last set. */
  get caret(): Caret | null {
    return this.#caret.value;
  }

  /** Each person as the join of their sessions under their own choice (P2). */
  personStatuses(): ReadonlyMap<PersonId, Status> {
    return this.#map.personStatuses();
  }

  /** The other sessions that are here. */
  others(): Presence[] {
    return [...this.#map.all()].filter(
      ({ session, status, profile }) => session !== this.session && status !== 'offline' && profile !== undefined,
    );
  }

  /** Told when {@link others} or {@link profile} changed. @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes who this is; sent soon. */
  setProfile(change: Partial<Profile>): void {
    this.#profile = { counter: this.#profile.counter + 1, value: { ...this.#profile.value, ...change } };
    this.#unsent = { ...this.#unsent, profile: true };
    this.#schedule();
    this.#tell();
  }

  /** Tells what this session looks at; sent soon, and only while somebody else is there. */
  setView(view: View): void {
    this.#view = { counter: this.#view.counter + 1, value: view };
    this.#unsent = { ...this.#unsent, view: true };
    if (this.others().length > 0) this.#schedule();
  }

  /** Tells what this session attends to; sent soon, and only while somebody else is there. */
  setAttention(attention: Attention): void {
    this.#attention = { counter: this.#attention.counter + 1, value: attention };
    this.#unsent = { ...this.#unsent, attention: true };
    if (this.others().length > 0) this.#schedule();
  }

  /** Tells where this session writes; sent soon, and only while somebody else is there. */
  setCaret(caret: Caret | null): void {
    const { value, counter } = this.#caret;
    if (caret?.anchor === value?.anchor && caret?.focus === value?.focus) return;
    this.#caret = { counter: counter + 1, value: caret };
    this.#unsent = { ...this.#unsent, caret: true };
    if (this.others().length > 0) this.#schedule();
  }

  /** Tells whether the person is at work (P5). */
  setActivity(activity: Activity): void {
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#unsent = { ...this.#unsent, activity: true };
    this.#schedule();
  }

  /** The sync client's side: how to send, while the link is live. */
  connect(send: (message: ClientMessage) => boolean | void, timers: Timers): void {
    this.#send = send;
    this.#timers = timers;
  }

  /** Sends nothing any more. */
  disconnect(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#send = () => {};
  }

  /** After a welcome: the relay's word on who is here, from scratch. */
  reset(updates: readonly PresenceUpdate[]): void {
    for (const { session } of [...this.#map.all()]) this.#map.remove(session);
    this.merge(updates);
  }

  /** After a welcome: the relay knows the profile from the hello, but nothing else. */
  announce(): void {
    const attention = this.#attention.value !== NO_ATTENTION;
    const caret = this.#caret.value !== null;
    this.#unsent = { profile: false, view: true, attention, caret, activity: this.#activity !== 'active' };
    this.#flush();
  }

  /** Takes in news from the relay. */
  merge(updates: readonly PresenceUpdate[]): void {
    const alone = this.others().length === 0;
    for (const update of updates) {
      this.#map.merge(update);
      if (this.#map.get(update.session)?.status === 'offline') this.#map.remove(update.session);
    }
    const waits = this.#unsent.view || this.#unsent.attention || this.#unsent.caret;
    if (alone && waits && this.others().length > 0) this.#schedule();
    this.#tell();
  }

  #schedule(): void {
    if (this.#cancel !== undefined || this.#timers === undefined) return;
    const wait = this.#lastSentAt + PRESENCE_INTERVAL_MS - this.#timers.now();
    this.#cancel = this.#timers.after(Math.min(PRESENCE_INTERVAL_MS, Math.max(0, wait)), () => this.#flush());
  }

  #flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { profile, view, attention, caret, activity } = this.#unsent;
    if (!profile && !view && !attention && !caret && !activity) return;
    this.#unsent = NOTHING;
    this.#lastSentAt = this.#timers?.now() ?? 0;
    this.#send({
      type: 'presence',
      ...(activity && { activity: this.#activity }),
      ...(profile && { profile: this.#profile }),
      ...(view && { view: this.#view }),
      ...(attention && { attention: this.#attention }),
      ...(caret && { caret: this.#caret }),
    });
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
