/** What a headless client tells of its file as it happens: one JSON object a piece of news, each with an `event`. */
import {
  type Change,
  type Conflict,
  covers,
  type DocumentEvent,
  joinInto,
  type Presence,
  type RejectedChange,
  type Stamp,
  type Time,
  timeToUnixMs,
} from '@joinery/shared';
import type { HeadlessClient } from './headless-client.ts';

export interface NewsOptions {
  readonly file: string;
  readonly tell: (news: object) => void;
  /** Own changes, too. */
  readonly own: boolean;
  /** Who comes, goes, and looks where. */
  readonly presence: boolean;
  /** Why the link is not there, as far as that is known. */
  readonly trouble: () => string | undefined;
}

/** Begins to tell. @returns a function that ends it */
export function tellNews(client: HeadlessClient, options: NewsOptions): () => void {
  const news = new News(client, options);
  const ends = [
    client.sync.subscribe(() => news.onSync()),
    client.document.subscribe((event) => news.onDocument(event)),
    options.presence ? client.presence.subscribe(() => news.onPresence()) : () => {},
  ];
  news.onSync();
  return () => {
    for (const end of ends) end();
  };
}

class News {
  readonly #client: HeadlessClient;
  readonly #options: NewsOptions;
  /** What has been told of, or was there at the first welcome. */
  readonly #seen = new Map<string, Time>();
  readonly #rejected = new Set<Time>();
  readonly #conflicts = new Set<string>();
  readonly #people = new Map<string, string>();
  #state = '';
  #welcomed = false;

  constructor(client: HeadlessClient, options: NewsOptions) {
    this.#client = client;
    this.#options = options;
  }

  onSync(): void {
    const { sync, document } = this.#client;
    const { file, tell, trouble } = this.#options;
    const { state } = sync;
    // Not begun, or ended by its owner: nobody needs to be told.
    const idle = state.kind === 'offline' && state.retryAt === null;
    if (state.kind !== this.#state && !idle) {
      this.#state = state.kind;
      const reason = state.kind === 'closed' ? state.reason.message : state.kind === 'offline' ? trouble() : undefined;
      const retryAt = state.kind === 'offline' ? { retryAt: Math.round(state.retryAt ?? 0) } : {};
      tell({ event: 'status', state: state.kind, pending: sync.pendingCount, ...retryAt, ...(reason && { reason }) });
      if (state.kind === 'live') {
        this.#welcomed = true;
        joinInto(this.#seen, document.version);
        const version = Object.fromEntries(document.version);
        tell({ event: 'welcome', file, actor: document.actor, nodes: [...document.nodes()].length, version });
      }
    }
    for (const rejected of sync.rejected) this.#onRejected(rejected);
    for (const conflict of sync.conflicts) this.#onConflict(conflict);
  }

  onDocument({ origin, change, touched, reissued }: DocumentEvent): void {
    const own = origin === 'local' || origin === 'undo';
    if (change !== undefined && origin !== 'load') {
      this.#note(change);
      if (!own || this.#options.own) this.#tellOf(change, own);
    } else if (change === undefined && (origin === 'remote' || reissued !== undefined) && this.#welcomed) {
      for (const missed of this.#changesIn(touched)) this.#tellOf(missed, missed.actor === this.#client.document.actor);
    }
  }

  onPresence(): void {
    const others = new Map(this.#client.presence.others().map((one) => [one.session, one]));
    for (const session of this.#people.keys())
      if (!others.has(session)) this.#tellPresence(session, { status: 'offline' });
    for (const [session, one] of others) this.#tellPresence(session, seenOf(one));
  }

  /** After a delta: what it brought, put together again by who wrote it and when. */
  #changesIn(touched: DocumentEvent['touched']): Change[] {
    const { document } = this.#client;
    const found = new Map<string, { readonly stamp: Stamp; readonly assignments: Change['assignments'][number][] }>();
    for (const [node, properties] of touched) {
      for (const property of properties) {
        const register = document.row(node)?.get(property);
        if (register === undefined || covers(this.#seen, register)) continue;
        const key = `${register.time} ${register.actor}`;
        let group = found.get(key);
        if (group === undefined) found.set(key, (group = { stamp: register, assignments: [] }));
        group.assignments.push([node, property, register.value]);
      }
    }
    joinInto(this.#seen, document.version);
    const changes = [...found.values()].map(({ stamp: { actor, time }, assignments }) => ({
      actor,
      time,
      assignments,
    }));
    return changes.sort((a, b) => a.time - b.time);
  }

  #note({ actor, time }: Change): void {
    this.#seen.set(actor, time);
  }

  #tellOf({ actor, time, assignments }: Change, own: boolean): void {
    const at = new Date(timeToUnixMs(time)).toISOString();
    this.#options.tell({ event: 'change', actor, time, at, ...(own && { own }), assignments });
  }

  #onRejected({ change, code, message }: RejectedChange): void {
    const { time, assignments } = change;
    if (this.#rejected.has(time)) return;
    this.#rejected.add(time);
    this.#options.tell({ event: 'rejected', time, code, message, assignments });
  }

  #onConflict(conflict: Conflict): void {
    const { id, node, property, strategy, resolution, mine, theirs } = conflict;
    const met = `${id} ${theirs.stamp.time} ${theirs.stamp.actor}`;
    if (this.#conflicts.has(met)) return;
    this.#conflicts.add(met);
    this.#options.tell({ event: 'conflict', id, node, property, strategy, resolution, mine, theirs });
  }

  #tellPresence(session: string, seen: object): void {
    const text = JSON.stringify(seen);
    if (this.#people.get(session) === text) return;
    if ('name' in seen) this.#people.set(session, text);
    else this.#people.delete(session);
    this.#options.tell({ event: 'presence', session, ...seen });
  }
}

function seenOf({ status, profile, view }: Presence): object {
  const { name, color, person } = profile?.value ?? { name: '', color: '', person: '' };
  return { status, person, name, color, ...view?.value };
}
