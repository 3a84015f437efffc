/** A person's tab: document, undo history and a real sync client over simulated links. Only the outbox and a snapshot outlive it. */
import {
  type ActorId,
  type Change,
  type ChannelEvents,
  type ConflictRecord,
  type Channel,
  decodeDelta,
  Document,
  EMPTY_VERSION,
  encodeDelta,
  type Gesture,
  type NodeId,
  type Outbox,
  PresenceClient,
  type Reissued,
  type RejectedChange,
  ROOT,
  type SessionId,
  SyncClient,
  UndoHistory,
} from '@joinery/shared';
import { Broken, type Desk } from '@joinery/shared/testing';
import type { Life } from './simulated-time.ts';

/** What a browser keeps of a tab: as IndexedDB does, it has what was written, whatever becomes of the tab. */
export class KeptByBrowser implements Outbox {
  pending: Change[] = [];
  rejected: RejectedChange[] = [];
  conflicts: readonly ConflictRecord[] = [];
  snapshot: Uint8Array | undefined;
  /** Own changes ever made, to see that none is lost. */
  readonly made: Change[] = [];
  /** Nodes that were made again under another id. */
  readonly renamed = new Map<NodeId, NodeId>();

  async append(change: Change, instead?: number): Promise<void> {
    this.made.push(change);
    this.pending = this.pending.filter(({ time }) => time !== instead);
    this.pending.push(change);
  }

  async acknowledge(upTo: number): Promise<void> {
    this.pending = this.pending.filter(({ time }) => time > upTo);
  }

  async reject(rejected: RejectedChange): Promise<void> {
    this.pending = this.pending.filter(({ time }) => time !== rejected.change.time);
    this.rejected.push(rejected);
  }

  async reissue(
    before: readonly number[],
    changes: readonly Change[],
    rejected: readonly RejectedChange[],
  ): Promise<void> {
    this.pending = [...this.pending.filter(({ time }) => !before.includes(time)), ...changes];
    this.rejected.push(...rejected);
    this.made.push(...changes);
  }

  async dismiss(): Promise<void> {}

  async keepConflicts(conflicts: readonly ConflictRecord[]): Promise<void> {
    this.conflicts = conflicts;
  }
}

export interface TabOptions {
  readonly actor: ActorId;
  readonly session: SessionId;
  readonly kept: KeptByBrowser;
  readonly life: Life;
  readonly openChannel: (events: ChannelEvents) => Channel;
  /** Changes were made again; perhaps in what the relay has, instead of what was here. */
  readonly onReissued: (reissued: readonly Reissued[], startedOver: boolean) => void;
  /** The relay told its time. */
  readonly onRelayTime: (unixMs: number) => void;
}

export class Tab implements Desk {
  readonly document: Document;
  readonly history: UndoHistory;
  readonly sync: SyncClient;
  gesture: Gesture | undefined;
  readonly #options: TabOptions;

  constructor(options: TabOptions) {
    const { actor, session, kept, life, openChannel, onReissued, onRelayTime } = options;
    this.#options = options;
    this.document = new Document({ actor, wall: life.now });
    if (kept.snapshot !== undefined) {
      const decoded = decodeDelta(kept.snapshot);
      if (!decoded.ok) throw new Broken(`a kept snapshot cannot be read: ${decoded.reason}`);
      this.document.merge(decoded.value, 'load');
    }
    this.history = new UndoHistory(this.document);
    this.document.subscribe(({ reissued, touched }) => {
      if (reissued === undefined) return;
      for (const { renamed } of reissued) for (const [before, now] of renamed) kept.renamed.set(before, now);
      onReissued(reissued, touched.has(ROOT));
    });
    this.sync = new SyncClient({
      document: this.document,
      session,
      openChannel,
      outbox: kept,
      contents: { pending: [...kept.pending], rejected: [...kept.rejected], conflicts: kept.conflicts },
      timers: life,
      presence: new PresenceClient(session, { person: actor, name: actor, color: '#123456', choice: 'automatic' }),
      onRelayTime,
      checkEveryMs: 500,
      onError: (error) => {
        throw error;
      },
    });
    this.sync.start();
  }

  /** Keeps a snapshot, as the client does while nothing is unacknowledged. */
  keepSnapshot(): void {
    if (this.sync.pendingCount > 0 || this.sync.state.kind !== 'live') return;
    this.#options.kept.snapshot = encodeDelta(this.document.since(EMPTY_VERSION));
  }

  /** The tab is closed, with or without time for a goodbye. */
  end(how: 'goodbye' | 'crash'): void {
    if (how === 'goodbye') this.sync.dispose();
    this.#options.life.end();
  }
}
