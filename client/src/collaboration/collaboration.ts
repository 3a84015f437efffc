/**
 * A file opened with others: the document, what is kept of it in this browser, the link to the relay, and who else is here.
 * Composes the sync client with the browser's storage, locks and sockets.
 */
import {
  type ActorId,
  type Attention,
  type Caret,
  type Change,
  Document,
  decodeDelta,
  EMPTY_VERSION,
  encodeDelta,
  FORGETFUL_OUTBOX,
  type OutboxContents,
  PresenceClient,
  type Profile,
  ROOT,
  type SessionId,
  SyncClient,
  type View,
} from '@joinery/shared';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Me } from '../me.ts';
import { BROWSER_TIMERS } from '../platform/browser-timers.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { freshProof, keptPersonId, keptProof, keptSessionId, leaseActors } from '../platform/identity.ts';
import { IndexedDbOutbox, loadOutbox, takeOverConflicts } from '../platform/indexed-db-outbox.ts';
import { TabNetwork } from '../platform/tab-network.ts';
import { relayUrl, webSocketChannel } from '../platform/web-socket-channel.ts';
import { askAuthors, MAX_ACTORS_ASKED } from '../authors-api.ts';
import { ActivityLog } from './activity-log.ts';
import { Authors } from './authors.ts';
import { type ConflictList, createConflictList } from './conflict-list.ts';
import { type LiveMeetings, watchMeetings } from './live-meetings.ts';
import { SyncInspector } from './sync-inspector.ts';
import { createPeopleStore, type PeopleStore } from './people.ts';
import { createStatusStore, type StatusStore } from './sync-status.ts';
import { watchActivity } from './activity.ts';

export interface Collaboration {
  readonly document: Document;
  readonly people: PeopleStore;
  readonly status: StatusStore;
  readonly conflicts: ConflictList;
  readonly authors: Authors;
  readonly activity: ActivityLog;
  readonly meetings: LiveMeetings;
  readonly inspector: SyncInspector;
  readonly sync: SyncClient;
  /** As what others see me, and whether they see what I do. */
  readonly me: StoreApi<Me>;
  /** What others see of me: page, cursor, selection. */
  setView(view: View): void;
  /** What others see of me: my part of the page, whom I follow, what I ask and say. */
  setAttention(attention: Attention): void;
  /** What others see of me: where I write in the text that I have selected. */
  setCaret(caret: Caret | null): void;
  /** Tries to reconnect now. */
  retry(): void;
  /** @param id of a rejected change in {@link StatusStore} */
  dismissRejected(id: string): void;
  /** Leaves on purpose: offline at once for the others. */
  close(): void;
}

export interface CollaborationOptions {
  readonly fileId: string;
  readonly me: Me;
  /** Storage failed, or the relay sent nonsense: worth a line to the person or the console. */
  readonly onError: (error: unknown) => void;
}

/**
 * A clock that differs from the relay's by less is left alone, in ms: what is measured holds the way of the welcome too, and would
 * put whoever has the slower line behind the others (D2).
 */
const TRUSTED_SKEW_MS = 5000;

/** How long after the last acknowledgement the snapshot is kept, in ms. */
const SNAPSHOT_AFTER_MS = 1000;

/** The file cannot be shown: it does not exist, or nothing of it is here and the relay cannot be reached. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen';
  /** The relay's own, such as `forbidden`. */
  readonly code: string;

  constructor({ code, message }: { readonly code: string; readonly message: string }) {
    super(message);
    this.code = code;
  }
}

/**
 * Opens a file: from this browser's storage at once if it was here before, else when the relay has sent it.
 * @throws CannotOpen when the relay says that there is no such file
 */
export async function openCollaboration(options: CollaborationOptions): Promise<Collaboration> {
  const { fileId, me, onError } = options;
  const database = await openDatabase().catch((error: unknown) => {
    onError(error);
    return undefined;
  });
  const [session, actors] = await Promise.all([keptSessionId(), leaseActors(database, fileId)]);
  const clock = { skewMs: 0 };
  const document = newDocument(actors.own, clock);
  await loadSnapshot(database, fileId, document);
  if (database !== undefined) await takeOverConflicts(database, fileId, actors);
  const contents = await contentsOf(database, fileId, actors.own);
  const orphans = await Promise.all(
    actors.orphans.map(async (actor) => ({ actor, contents: await contentsOf(database, fileId, actor) })),
  );
  const outbox =
    database === undefined
      ? undefined
      : new IndexedDbOutbox(database, { file: fileId, actor: actors.own, forgets: 'when told' });
  const presence = new PresenceClient(session, { person: keptPersonId(), ...profileOf(me) });
  const mine = createStore<Me>(() => me);
  const network = new TabNetwork(BROWSER_TIMERS);
  const sync = new SyncClient({
    document,
    session,
    openChannel: network.over(webSocketChannel(relayUrl(fileId))),
    outbox: outbox ?? FORGETFUL_OUTBOX,
    contents,
    timers: BROWSER_TIMERS,
    presence,
    proof: keptProof(),
    receipts: true,
    onRelayTime: (unixMs) => (clock.skewMs = trustedSkew(unixMs)),
    onError,
  });
  // What a closed tab left unsent is this person's own work: it shows at once. After the client has noted what the snapshot holds.
  for (const { contents: left } of orphans) for (const change of left.pending) document.apply(change, 'load');
  mine.subscribe((now) => presence.setProfile(profileOf(now)));
  const people = createPeopleStore(presence);
  const status = createStatusStore(sync);
  const conflicts = createConflictList(sync);
  const authors = new Authors({
    actor: document.actor,
    presence,
    ask: (asked) => askAuthors(fileId, asked),
    most: MAX_ACTORS_ASKED,
  });
  status.subscribe(({ status: now }, { status: before }) => {
    if (now.kind !== before.kind && now.kind === 'saved') authors.retry();
  });
  const leftovers = orphans.map(({ actor, contents: left }) =>
    sendLeftovers({ database, fileId, actor, left, session, sync, document }),
  );
  const stopKeeping =
    database === undefined || outbox === undefined
      ? () => {}
      : keepSnapshots({ database, outbox, fileId, sync, document });
  const stopWatching = watchActivity(sync, presence);
  // Names are asked for when somebody edits, not when they have to be shown.
  document.subscribe(({ change }) => change !== undefined && authors.of(change.actor));
  const activity = new ActivityLog(document);
  const meetings = watchMeetings(document, BROWSER_TIMERS);
  const inspector = new SyncInspector({ document, sync, network, timers: BROWSER_TIMERS, authors });
  sync.start();
  await loaded(document, sync).catch((error: unknown) => {
    actors.release();
    throw error;
  });

  return {
    document,
    people,
    status,
    conflicts,
    authors,
    activity,
    meetings,
    inspector,
    sync,
    me: mine,
    setView: (view) => presence.setView(view),
    setAttention: (attention) => presence.setAttention(attention),
    setCaret: (caret) => presence.setCaret(caret),
    retry: () => sync.wake(),
    dismissRejected: (id) => sync.dismissRejected(Number(id)),
    close: () => {
      stopWatching();
      activity.dispose();
      stopKeeping();
      for (const stop of leftovers) stop();
      sync.dispose();
      actors.release();
    },
  };
}

const profileOf = ({ name, color, choice }: Me): Omit<Profile, 'person'> => ({ name, color, choice });

function trustedSkew(unixMs: number): number {
  const skewMs = unixMs - Date.now();
  return Math.abs(skewMs) > TRUSTED_SKEW_MS ? skewMs : 0;
}

const newDocument = (actor: ActorId, clock: { readonly skewMs: number }): Document =>
  new Document({ actor, wall: () => Date.now() + clock.skewMs, onSubscriberError: (error) => reportError(error) });

/** There is something to show, or it is certain that there will not be. */
function loaded(document: Document, sync: SyncClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (sync.state.kind === 'closed') {
        const { reason } = sync.state;
        sync.dispose();
        reject(new CannotOpen(reason));
      } else if (document.children(ROOT).length > 0 || sync.state.kind === 'live') resolve();
      else return;
      stop();
    };
    const stop = sync.subscribe(check);
    check();
  });
}

async function contentsOf(database: Database | undefined, fileId: string, actor: ActorId): Promise<OutboxContents> {
  return database === undefined ? { pending: [], rejected: [] } : loadOutbox(database, fileId, actor);
}

async function loadSnapshot(database: Database | undefined, fileId: string, document: Document): Promise<void> {
  const record = await database?.get('snapshots', fileId);
  const decoded = record === undefined ? undefined : decodeDelta(record.bytes);
  // One that cannot be read is as good as none: the relay has it all.
  if (decoded?.ok === true) document.merge(decoded.value, 'load');
}

interface Kept {
  readonly database: Database;
  readonly outbox: IndexedDbOutbox;
  readonly fileId: string;
  readonly sync: SyncClient;
  readonly document: Document;
}

/**
 * Keeps what is acknowledged, so that the file opens without a network. Until then, and with edits on their way, the outbox has the
 * rest.
 */
function keepSnapshots({ database, outbox, fileId, sync, document }: Kept): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = (): void => {
    timer = undefined;
    if (sync.pendingCount > 0 || sync.state.kind !== 'live') return;
    const { acknowledged } = outbox;
    const bytes = encodeDelta(document.since(EMPTY_VERSION));
    database
      .put('snapshots', { file: fileId, bytes })
      .then(() => outbox.forget(acknowledged))
      .catch(reportError);
  };
  const schedule = (): void => {
    if (timer === undefined) timer = setTimeout(keep, SNAPSHOT_AFTER_MS);
  };
  // Who may not see the file any more has no copy of it either; own edits that were not sent stay.
  const forget = (): void => {
    if (sync.state.kind !== 'closed' || sync.state.reason.code !== 'forbidden' || sync.pendingCount > 0) return;
    database.delete('snapshots', fileId).catch(reportError);
  };
  const ends = [document.subscribe(schedule), sync.subscribe(schedule), sync.subscribe(forget)];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}

interface Leftovers {
  readonly database: Database | undefined;
  readonly fileId: string;
  readonly actor: ActorId;
  readonly left: OutboxContents;
  readonly session: SessionId;
  readonly sync: SyncClient;
  readonly document: Document;
}

/** Sends what a closed tab left, under its own actor, over a link of its own. @returns a function that stops it */
function sendLeftovers({ database, fileId, actor, left, sync, document }: Leftovers): () => void {
  if (database === undefined || left.pending.length === 0) return () => {};
  const presence = new PresenceClient(actor, { ...sync.presence.profile.value, choice: 'invisible' });
  const clock = { skewMs: 0 };
  const own = newDocument(actor, clock);
  const sender = new SyncClient({
    document: own,
    session: actor,
    openChannel: webSocketChannel(relayUrl(fileId)),
    outbox: new IndexedDbOutbox(database, { file: fileId, actor, forgets: 'when acknowledged' }),
    contents: left,
    timers: BROWSER_TIMERS,
    presence,
    proof: freshProof(),
    onRelayTime: (unixMs) => (clock.skewMs = trustedSkew(unixMs)),
  });
  const takenBack = new Set<number>();
  const takeBack = (change: Change): void => {
    if (takenBack.has(change.time)) return;
    takenBack.add(change.time);
    document.retract(change);
    sync.resync();
  };
  // What was made again comes from the relay like anybody's.
  own.subscribe(({ reissued }) => reissued?.forEach(({ original }) => takeBack(original)));
  const end = sender.subscribe(() => {
    for (const { change } of sender.rejected) takeBack(change);
    if (sender.state.kind !== 'live' || sender.pendingCount > 0) return;
    // Some may have arrived long ago, and what they are about have been deleted for good since.
    for (const change of left.pending) if (change.assignments.some(([node]) => !own.has(node))) takeBack(change);
    queueMicrotask(stop);
  });
  const stop = (): void => {
    end();
    sender.dispose();
  };
  sender.start();
  return stop;
}
