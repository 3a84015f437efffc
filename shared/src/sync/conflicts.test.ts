/** Ann goes offline, edits, and comes back; the relay and Bob are documents here. */
import { describe, expect, test } from 'vitest';
import { actorNamed, replica, TEST_START_MS } from '../../testing/index.ts';
import { EMPTY_VERSION } from '../clock/version-vector.ts';
import { encodeDelta } from '../codec/delta.ts';
import { decodeClientMessage, encodeRelayMessage, PROTOCOL_VERSION, type RelayMessage } from '../codec/message.ts';
import type { Change } from '../document/change.ts';
import type { Document } from '../document/document.ts';
import { type NodeId, ROOT, TRASH } from '../document/node-id.ts';
import type { Transaction } from '../document/transaction.ts';
import { UndoHistory } from '../document/undo-history.ts';
import type { Value } from '../schema/value.ts';
import { MvRegister } from '../types/mv-register.ts';
import { OrSet } from '../types/or-set.ts';
import { PnCounter } from '../types/pn-counter.ts';
import type { ChannelEvents } from './channel.ts';
import type { Conflict, ConflictRecord } from './conflict.ts';
import { MAX_SETTLED_CONFLICTS } from './conflicts.ts';
import { FORGETFUL_OUTBOX, type OutboxContents } from './outbox.ts';
import { PresenceClient } from './presence-client.ts';
import { SyncClient } from './sync-client.ts';

/** Ann's tab. What it keeps over a reload is `pending` and `kept`. */
class Ann {
  readonly document: Document;
  readonly sync: SyncClient;
  readonly history: UndoHistory;
  kept: readonly ConflictRecord[] = [];
  told = 0;
  #line: ChannelEvents | undefined;

  /** @param wall ahead of Bob's or behind it: whose write is the later one */
  constructor(wall: () => number, snapshot?: Document, contents: OutboxContents = { pending: [], rejected: [] }) {
    this.document = replica('ann', wall);
    if (snapshot !== undefined) this.document.merge(snapshot.since(EMPTY_VERSION), 'load');
    this.history = new UndoHistory(this.document);
    this.sync = new SyncClient({
      document: this.document,
      session: actorNamed('s1'),
      openChannel: (events) => {
        this.#line = events;
        return { send: (frame) => this.#hello(decodeClientMessage(frame)), close: () => {} };
      },
      outbox: { ...FORGETFUL_OUTBOX, keepConflicts: async (conflicts) => void (this.kept = conflicts) },
      contents,
      timers: { now: () => TEST_START_MS, after: () => () => {}, random: () => 0 },
      presence: new PresenceClient(actorNamed('s1'), {
        person: actorNamed('Ann'),
        name: 'Ann',
        color: '#000000',
        choice: 'automatic',
      }),
    });
    this.sync.subscribe(() => (this.told += 1));
    this.sync.start();
  }

  #version = EMPTY_VERSION;

  #hello(message: ReturnType<typeof decodeClientMessage>): void {
    if (message.ok && message.value.type === 'hello') this.#version = message.value.version;
  }

  hear(message: RelayMessage): void {
    this.#line?.onFrame(encodeRelayMessage(message));
  }

  /** The line is open, and the relay has what another document holds. */
  comesBack(relay: Document): void {
    this.sync.wake();
    this.#line?.onOpen();
    const delta = encodeDelta(relay.since(this.#version));
    this.hear({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      frame: 0,
      unixMs: TEST_START_MS,
      heartbeatMs: 1000,
      delta,
      presence: [],
    });
  }

  goesOffline(): void {
    this.#line?.onClose();
  }

  set(node: NodeId, property: string, value: Value): Change | undefined {
    return this.document.transact((tx) => tx.setRaw(node, property, value));
  }

  get conflict(): Conflict {
    const [conflict] = this.sync.conflicts;
    if (conflict === undefined) throw new Error('there is no conflict');
    return conflict;
  }

  /** In short: property, mine, theirs. */
  get conflicts(): unknown[] {
    return this.sync.conflicts.map(({ property, mine, theirs }) => [property, mine.value, theirs.value]);
  }
}

interface Story {
  readonly ann: Ann;
  readonly bob: Document;
  readonly page: NodeId;
  readonly frame: NodeId;
  readonly shape: NodeId;
}

/** A page with a frame and a text that both know; Ann is live. @param annIsLater whether her writes win */
function story(annIsLater = true): Story {
  const bob = replica('bob', () => TEST_START_MS + 1000);
  const ann = new Ann(() => TEST_START_MS + (annIsLater ? 2000 : 0));
  const made: NodeId[] = [];
  bob.transact((tx) => {
    made.push(tx.create('page', ROOT));
    made.push(tx.create('frame', made[0] as NodeId), tx.create('text', made[0] as NodeId, { characters: 'Hello' }));
  });
  ann.comesBack(bob);
  const [page, frame, shape] = made as [NodeId, NodeId, NodeId];
  return { ann, bob, page, frame, shape };
}

/** While Ann is offline, both write; then she comes back. Bob is first, so that what he writes later in real time can be earlier. */
function meet(
  mine: (tx: Transaction, at: Story) => void,
  theirs: (tx: Transaction, at: Story) => void,
  later = true,
): Story {
  const at = story(later);
  at.ann.goesOffline();
  at.ann.document.transact((tx) => mine(tx, at));
  at.bob.transact((tx) => theirs(tx, at));
  at.ann.comesBack(at.bob);
  return at;
}

const bothWrite = (property: string, mine: Value, theirs: Value, annIsLater = true): Story =>
  meet(
    (tx, { shape }) => tx.setRaw(shape, property, mine),
    (tx, { shape }) => tx.setRaw(shape, property, theirs),
    annIsLater,
  );

describe('S8 what meets on coming back', () => {
  test('S8 is listed with mine, theirs, who wrote it and when', () => {
    const { ann, bob, shape } = bothWrite('width', 10, 20);
    const { node, property, label, mine, theirs } = ann.conflict;
    expect([node, property, label]).toEqual([shape, 'width', 'Width']);
    expect(mine).toEqual({
      value: 10,
      stamp: { actor: ann.document.actor, time: ann.document.stamp(shape, 'width')?.time },
    });
    expect(theirs).toEqual({ value: 20, stamp: { actor: bob.actor, time: bob.stamp(shape, 'width')?.time } });
    expect(ann.told).toBeGreaterThan(0);
  });

  test.each([true, false])(
    'S8, D11 a last write that wins is listed as resolved by stamp, whoever was later: Ann %s',
    (annIsLater) => {
      const { ann, shape } = bothWrite('width', 10, 20, annIsLater);
      expect(ann.document.get(shape, 'width')).toBe(annIsLater ? 10 : 20);
      expect(ann.conflict.stands).toBe(annIsLater ? 'mine' : 'theirs');
      expect([ann.conflict.strategy, ann.conflict.resolution]).toEqual(['last-write-wins', 'by-stamp']);
    },
  );

  test('S8 of several own edits of a register the last is mine, and what only one wrote is nobody’s conflict', () => {
    const at = story();
    at.ann.goesOffline();
    at.ann.set(at.shape, 'width', 1);
    at.ann.set(at.shape, 'width', 2);
    at.ann.set(at.shape, 'height', 3);
    at.bob.transact((tx) => {
      tx.set(at.shape, 'width', 9);
      tx.set(at.shape, 'opacity', 0.5);
    });
    at.ann.comesBack(at.bob);
    expect(at.ann.conflicts).toEqual([['width', 2, 9]]);
  });

  test('S8 what I had seen when I wrote is none', () => {
    const { ann, bob, shape } = story();
    const seen = bob.transact((tx) => tx.set(shape, 'width', 20));
    ann.hear({ type: 'frame', number: 1, changes: [seen as Change], presence: [] });
    ann.goesOffline();
    ann.set(shape, 'width', 10);
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([]);
  });

  test('S8 what I had seen is none, though the whole document comes again', () => {
    const { ann, bob, shape } = story();
    const seen = bob.transact((tx) => tx.set(shape, 'width', 20));
    ann.hear({ type: 'frame', number: 1, changes: [seen as Change], presence: [] });
    ann.sync.resync();
    ann.goesOffline();
    ann.set(shape, 'width', 10);
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([]);
  });

  test('S8 equal values are none, nor are own echoes', () => {
    expect(bothWrite('width', 10, 10).ann.conflicts).toEqual([]);
    const { ann, bob, shape } = story();
    ann.goesOffline();
    bob.apply(ann.set(shape, 'width', 10) as Change);
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([]);
  });

  test('S8 what the relay had before theirs is none: who wrote over it may have seen it', () => {
    const { ann, bob, shape } = story();
    bob.apply(ann.set(shape, 'width', 10) as Change);
    ann.goesOffline();
    bob.transact((tx) => tx.set(shape, 'width', 20));
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([]);
  });

  test('S8 edits on a living link that cross others’ are none', () => {
    const { ann, bob, shape } = story();
    ann.set(shape, 'width', 10);
    const theirs = bob.transact((tx) => tx.set(shape, 'width', 20));
    ann.hear({ type: 'frame', number: 1, changes: [theirs as Change], presence: [] });
    ann.goesOffline();
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([]);
  });

  test('S8 edits on a link that was dead already, though nobody knew, count like those without one', () => {
    const { ann, bob, shape } = story();
    ann.set(shape, 'width', 10);
    bob.transact((tx) => tx.set(shape, 'width', 20));
    ann.goesOffline();
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([['width', 10, 20]]);
  });

  test('S8 coming back again before mine is acknowledged lists it once, with the latest that it met', () => {
    const { ann, bob, shape } = bothWrite('width', 10, 20);
    ann.goesOffline();
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([['width', 10, 20]]);
    ann.goesOffline();
    bob.transact((tx) => tx.set(shape, 'width', 30));
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([['width', 10, 30]]);
  });

  test('S8 two offline spells about one register are two conflicts: neither lost value is forgotten for the other', () => {
    const { ann, bob, shape } = bothWrite('characters', 'first', 'theirs', false);
    const mine = ann.sync.pendingChanges();
    for (const change of mine) bob.apply(change);
    ann.hear({ type: 'frame', number: 1, changes: mine, presence: [] });
    ann.goesOffline();
    ann.set(shape, 'characters', 'second');
    bob.transact((tx) => tx.set(shape, 'characters', 'theirs again'));
    ann.comesBack(bob);
    expect(ann.conflicts).toEqual([
      ['characters', 'first', 'theirs'],
      ['characters', 'second', 'theirs again'],
    ]);
  });

  test('S8 a change that the relay refuses for good met nobody', () => {
    const { ann, bob, shape } = bothWrite('width', 10, 20);
    const { time, actor } = ann.conflict.mine.stamp;
    ann.hear({ type: 'reject', actor, time, final: true, code: 'permission', message: 'viewers only look' });
    expect(ann.conflicts).toEqual([]);
    expect(ann.document.get(shape, 'width')).toBe(bob.get(shape, 'width'));
    expect(ann.kept).toEqual([]);
  });
});

describe('S8 choosing', () => {
  test.each([
    ['name', 'multi-value', 'Header', 'Top bar'],
    ['fills', 'multi-value', [], [{ type: 'solid', color: '#ff0000', opacity: 1, visible: true }]],
    ['characters', 'ask', 'Buy now', 'Order'],
  ] as const)('S8, D11 %s (%s) stays open until somebody chooses', (property, strategy, mine, theirs) => {
    const { ann } = bothWrite(property, mine, theirs, false);
    expect([ann.conflict.strategy, ann.conflict.stands, ann.conflict.resolution]).toEqual([strategy, 'theirs', 'open']);
    expect(ann.conflict.takeTheirs()).toBe(true);
    expect(ann.conflict.resolution).toBe('took-theirs');
  });

  test('S8, D14 a choice is an edit like any other: everybody gets it, it can be undone, which opens the conflict again', () => {
    const { ann, bob, shape } = bothWrite('characters', 'mine', 'theirs', false);
    const before = ann.sync.pendingCount;
    expect(ann.conflict.keepMine()).toBe(true);
    expect(ann.document.get(shape, 'characters')).toBe('mine');
    expect(ann.sync.pendingCount).toBe(before + 1);
    for (const change of ann.sync.pendingChanges()) bob.apply(change);
    expect(bob.get(shape, 'characters')).toBe('mine');
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['mine', 'kept-mine']);
    const list = ann.sync.conflicts;
    ann.history.undo();
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['theirs', 'open']);
    expect(ann.sync.conflicts).not.toBe(list);
    ann.history.redo();
    expect(ann.conflict.resolution).toBe('kept-mine');
  });

  test('S8 keeping what stands writes nothing', () => {
    const { ann } = bothWrite('characters', 'mine', 'theirs');
    const before = ann.sync.pendingCount;
    ann.conflict.keepMine();
    expect([ann.sync.pendingCount, ann.conflict.resolution]).toEqual([before, 'kept-mine']);
  });

  test('S8 after somebody wrote something else neither stands, and both can still be had', () => {
    const { ann, bob, shape } = bothWrite('characters', 'mine', 'theirs', false);
    const third = bob.transact((tx) => tx.set(shape, 'characters', 'third'));
    const told = ann.told;
    ann.hear({ type: 'frame', number: 1, changes: [third as Change], presence: [] });
    expect(ann.told).toBeGreaterThan(told);
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['neither', 'open']);
    ann.conflict.keepMine();
    expect(ann.document.get(shape, 'characters')).toBe('mine');
  });

  test('S8 also what was settled by stamp can be chosen otherwise', () => {
    const { ann, shape } = bothWrite('width', 10, 20);
    ann.conflict.takeTheirs();
    expect([ann.document.get(shape, 'width'), ann.conflict.resolution]).toEqual([20, 'took-theirs']);
  });

  test('S8 places and positions are chosen whole', () => {
    const { ann, frame, shape } = meet(
      (tx, at) => tx.move(at.shape, at.frame),
      (tx, at) => tx.trash(at.shape),
    );
    const place = ann.sync.conflicts.find(({ property }) => property === 'placement');
    expect(ann.document.parent(shape)).toBe(frame);
    place?.takeTheirs();
    expect(ann.document.parent(shape)).toBe(TRASH);
    place?.keepMine();
    expect(ann.document.parent(shape)).toBe(frame);
    const moved = meet(
      (tx, at) => tx.setPosition(at.shape, { x: 1, y: 1 }),
      (tx, at) => tx.setPosition(at.shape, { x: 2, y: 2 }),
    );
    moved.ann.conflict.takeTheirs();
    expect(moved.ann.document.position(moved.shape)).toEqual({ x: 2, y: 2 });
  });

  test('S8 one that was dismissed is off the list, and what stands goes on standing', () => {
    const { ann, shape } = bothWrite('characters', 'mine', 'theirs');
    ann.conflict.dismiss();
    expect([ann.sync.conflicts, ann.kept, ann.document.get(shape, 'characters')]).toEqual([[], [], 'mine']);
  });

  test('S8 conflicts and choices outlast a reload', () => {
    const { ann, bob } = meet(
      (tx, { shape }) => {
        tx.set(shape, 'characters', 'mine');
        tx.set(shape, 'name', 'mine');
      },
      (tx, { shape }) => {
        tx.set(shape, 'characters', 'theirs');
        tx.set(shape, 'name', 'theirs');
      },
    );
    ann.sync.conflicts.find(({ property }) => property === 'name')?.takeTheirs();
    for (const change of ann.sync.pendingChanges()) bob.apply(change);
    const conflicts = JSON.parse(JSON.stringify(ann.kept)) as ConflictRecord[];
    const again = new Ann(() => TEST_START_MS, bob, { pending: [], rejected: [], conflicts });
    const resolutions = again.sync.conflicts.map(({ property, resolution }) => [property, resolution]);
    expect(new Map(resolutions as [string, string][])).toEqual(
      new Map([
        ['characters', 'open'],
        ['name', 'took-theirs'],
      ]),
    );
    again.sync.conflicts.find(({ property }) => property === 'characters')?.takeTheirs();
    expect(again.conflict.resolution).toBe('took-theirs');
  });

  test('S8 what is chosen after a reload, before the relay has answered, stands when it has', () => {
    const { ann, bob, shape } = story(false);
    ann.goesOffline();
    ann.set(shape, 'characters', 'mine');
    // What the browser keeps can be older than the conflict: there mine still stands.
    const kept = replica('kept');
    kept.merge(ann.document.since(EMPTY_VERSION));
    bob.transact((tx) => tx.set(shape, 'characters', 'theirs'));
    ann.comesBack(bob);
    const conflicts = JSON.parse(JSON.stringify(ann.kept)) as ConflictRecord[];
    const again = new Ann(() => TEST_START_MS, kept, { pending: [], rejected: [], conflicts });
    again.conflict.keepMine();
    again.comesBack(bob);
    expect([again.document.get(shape, 'characters'), again.conflict.resolution]).toEqual(['mine', 'kept-mine']);
    expect(again.sync.pendingCount).toBe(1);
  });

  test('S8 what waited when the tab was closed meets others’ as if it had stayed open', () => {
    const { ann, bob, shape } = story();
    const snapshot = replica('relay');
    snapshot.merge(bob.since(EMPTY_VERSION));
    ann.goesOffline();
    const mine = ann.set(shape, 'width', 10) as Change;
    bob.transact((tx) => tx.set(shape, 'width', 20));
    const again = new Ann(() => TEST_START_MS, snapshot, { pending: [mine], rejected: [] });
    again.comesBack(bob);
    expect(again.conflicts).toEqual([['width', 10, 20]]);
  });

  test('S8 past a thousand settled ones the oldest go, and none that is open', () => {
    const at = story();
    const made: NodeId[] = [];
    at.bob.transact((tx) => {
      for (let i = 0; i < MAX_SETTLED_CONFLICTS + 5; i++) made.push(tx.create('rectangle', at.page));
    });
    at.ann.goesOffline();
    at.ann.comesBack(at.bob);
    at.ann.goesOffline();
    const write = (document: Document, width: number): unknown =>
      document.transact((tx) => {
        tx.set(at.shape, 'characters', `${width}`);
        for (const node of made) tx.set(node, 'width', width);
      });
    write(at.ann.document, 1);
    write(at.bob, 2);
    at.ann.comesBack(at.bob);
    expect(at.ann.sync.conflicts).toHaveLength(MAX_SETTLED_CONFLICTS + 1);
    expect(at.ann.sync.conflicts.filter(({ resolution }) => resolution === 'open')).toHaveLength(1);
  });
});

describe('S8, D10 rich types that meet', () => {
  const likes = new PnCounter('likes');
  const tags = new OrSet('tags');
  const mood = new MvRegister('mood');

  test('S8, D10 counters are listed as merged, with what each side has added', () => {
    const { ann, shape } = meet(
      (tx, at) => {
        likes.add(tx, at.shape, 5);
        likes.add(tx, at.shape, -2);
      },
      (tx, at) => likes.add(tx, at.shape, 4),
    );
    expect(ann.conflicts).toEqual([['likes/+ann00000', 3, 4]]);
    expect(likes.value(ann.document, shape)).toBe(7);
    expect([ann.conflict.label, ann.conflict.stands, ann.conflict.resolution]).toEqual(['likes', 'both', 'merged']);
    expect([ann.conflict.keepMine(), ann.conflict.takeTheirs()]).toEqual([false, false]);
    expect(likes.value(ann.document, shape)).toBe(7);
  });

  test('S8, D10 an addition that met a removal is listed as merged, and the addition stands', () => {
    const at = story();
    at.bob.transact((tx) => tags.add(tx, at.shape, 'red'));
    at.ann.goesOffline();
    at.ann.comesBack(at.bob);
    at.ann.goesOffline();
    at.ann.document.transact((tx) => {
      tags.remove(tx, at.shape, 'red');
      tags.add(tx, at.shape, 'blue');
    });
    at.bob.transact((tx) => {
      tags.add(tx, at.shape, 'red');
      tags.add(tx, at.shape, 'blue');
    });
    at.ann.comesBack(at.bob);
    expect(at.ann.conflicts).toEqual([['tags/red/@ann00000', false, true]]);
    expect([at.ann.conflict.stands, at.ann.conflict.resolution]).toEqual(['theirs', 'merged']);
  });

  test('S8, D10 a multi-value register keeps both until one is chosen, on every replica', () => {
    const { ann, bob, shape } = meet(
      (tx, at) => mood.set(tx, at.shape, 'calm'),
      (tx, at) => mood.set(tx, at.shape, 'wild'),
    );
    expect(ann.conflicts).toEqual([['mood/@ann00000', 'calm', 'wild']]);
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['both', 'open']);
    ann.conflict.takeTheirs();
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['theirs', 'took-theirs']);
    for (const change of ann.sync.pendingChanges()) bob.apply(change);
    expect(mood.values(bob, shape)).toEqual(['wild']);
    ann.history.undo();
    expect([ann.conflict.stands, ann.conflict.resolution]).toEqual(['both', 'open']);
    ann.conflict.keepMine();
    expect(mood.values(ann.document, shape)).toEqual(['calm']);
  });
});
