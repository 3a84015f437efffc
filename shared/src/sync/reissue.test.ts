/** Somebody was away, or had a wrong clock, and the relay is a document here: what becomes of what they did (D9, S5). */
import { describe, expect, test } from 'vitest';
import { jsonOf, replica, TEST_START_MS } from '../../testing/index.ts';
import { type Time, unixMsToTime } from '../clock/stamp.ts';
import { EMPTY_VERSION } from '../clock/version-vector.ts';
import type { Document, DocumentEvent } from '../document/document.ts';
import { type NodeId, ROOT, TRASH } from '../document/node-id.ts';
import { UndoHistory } from '../document/undo-history.ts';
import { transformPoint } from '../geometry/matrix.ts';
import { type Vector, ZERO } from '../geometry/vector.ts';
import type { Transaction } from '../document/transaction.ts';
import type { PendingChange } from './pending-changes.ts';
import { type Reissue, reissue } from './reissue.ts';

const DAY_MS = 86_400_000;

/** Ann, the relay, and what Ann has done without it. */
class Story {
  nowMs = TEST_START_MS;
  annAheadMs = 0;
  readonly relay = replica('relay', () => this.nowMs);
  readonly ann = replica('ann', () => this.nowMs + this.annAheadMs);
  readonly unsent: PendingChange[] = [];
  readonly events: DocumentEvent[] = [];
  readonly page: NodeId;

  constructor() {
    this.page = this.make((tx) => tx.create('page', ROOT));
    const trash = this.make((tx) => tx.create('rectangle', this.page));
    this.make((tx) => (tx.trash(trash), trash));
    this.ann.subscribe((event) => this.events.push(event));
  }

  /** Made at the relay, and known to Ann. */
  make(build: (tx: Transaction) => NodeId): NodeId {
    let id = '';
    this.relay.transact((tx) => (id = build(tx)));
    this.ann.merge(this.relay.since(this.ann.version));
    return id;
  }

  /** An edit of Ann's that the relay has not got. */
  edit(build: (tx: Transaction) => void): PendingChange {
    const stop = this.ann.subscribe(({ change, replaced }) => {
      if (change !== undefined) this.unsent.push({ change, replaced: replaced ?? [] });
    });
    this.ann.transact(build);
    stop();
    return this.unsent.at(-1)!;
  }

  /** Days pass at the relay, and what has lain in the trash since is purged. */
  pass(days: number): Time {
    this.nowMs += days * DAY_MS;
    this.relay.transact((tx) => tx.set(this.page, 'name', `after ${days} days`));
    const to = unixMsToTime(this.nowMs - 1);
    this.relay.raiseHorizon({ to, forget: 0 });
    return to;
  }

  /** Ann is back: she starts over from what the relay has, and the relay gets what she makes again. */
  comeBack(): Reissue {
    return this.#deliver(reissue(this.ann, this.unsent, { snapshot: this.relay.since(EMPTY_VERSION) }));
  }

  again(clockWasWrong: boolean): Reissue {
    return this.#deliver(reissue(this.ann, this.unsent, { clockWasWrong }));
  }

  #deliver(outcome: Reissue): Reissue {
    for (const { change } of outcome.made) expect(this.relay.apply(change)).toBe(true);
    expect(jsonOf(this.ann)).toBe(jsonOf(this.relay));
    return outcome;
  }
}

const leftOutOf = ({ leftOut }: Reissue): unknown[] =>
  leftOut.flatMap(({ code, change }) => change.assignments.map(([node, property]) => [code, node, property]));

const onPage = (document: Document, id: NodeId): Vector => transformPoint(document.pageMatrix(id), ZERO);

describe('D9 who was away for longer than the horizon', () => {
  test('D9, S2 makes again what can be made, in order, and what it made stands together', () => {
    const story = new Story();
    const shape = story.make((tx) => tx.create('rectangle', story.page));
    let frame = '';
    story.edit((tx) => tx.set(shape, 'width', 1));
    story.edit((tx) => (frame = tx.create('frame', story.page, { name: 'mine', position: { x: 10, y: 10 } })));
    story.edit((tx) => tx.move(shape, frame));
    story.edit((tx) => tx.set(shape, 'width', 2));
    const horizon = story.pass(40);
    const { made, leftOut } = story.comeBack();
    expect([made.length, leftOut]).toEqual([4, []]);
    expect(story.ann.get(shape, 'width')).toBe(2);
    const again = story.ann.parent(shape)!;
    expect([story.ann.get(again, 'name'), story.ann.parent(again)]).toEqual(['mine', story.page]);
    for (const { change } of made) expect(change.time).toBeGreaterThan(horizon);
  });

  test('D9 a node is made again under an id that nobody can take for a purged one, and all that names it follows', () => {
    const story = new Story();
    let frame = '';
    story.edit((tx) => (frame = tx.create('frame', story.page)));
    story.edit((tx) => void tx.create('rectangle', frame, { position: { x: 1, y: 1 } }));
    story.pass(40);
    story.comeBack();
    const [event] = story.events.slice(-1);
    const again = event!.reissued![0]!.renamed.get(frame)!;
    expect([story.ann.has(frame), story.ann.has(again), again > frame]).toEqual([false, true, true]);
    const [inside] = story.ann.children(again);
    expect(story.ann.get(inside!, 'position').space).toBe(again);
  });

  test('D9, S5 what names something purged is rejected as purged, and nothing else of the same change is', () => {
    const story = new Story();
    const [frame, stays] = [
      story.make((tx) => tx.create('frame', story.page)),
      story.make((tx) => tx.create('rectangle', story.page)),
    ];
    const inside = story.make((tx) => tx.create('rectangle', frame));
    story.edit((tx) => {
      tx.set(inside, 'width', 1);
      tx.set(stays, 'width', 2);
    });
    let lost = '';
    story.edit((tx) => (lost = tx.create('text', frame)));
    story.edit((tx) => tx.move(stays, frame));
    story.relay.transact((tx) => tx.trash(frame));
    story.pass(40);
    const outcome = story.comeBack();
    expect(leftOutOf(outcome)).toEqual([
      ['purged', inside, 'width'],
      ['purged', lost, 'type'],
      ['purged', lost, 'placement'],
      ['purged', stays, 'placement'],
    ]);
    expect([story.ann.get(stays, 'width'), story.ann.parent(stays)]).toEqual([2, story.page]);
    expect(outcome.leftOut.map(({ change }) => change.time)).toEqual(story.unsent.map(({ change }) => change.time));
  });

  test('D9 what others have written later stays theirs, as if the edits had come in time', () => {
    const story = new Story();
    const shape = story.make((tx) => tx.create('rectangle', story.page));
    story.edit((tx) => {
      tx.set(shape, 'width', 1);
      tx.set(shape, 'height', 1);
    });
    story.nowMs += 1000;
    story.relay.transact((tx) => tx.set(shape, 'width', 2));
    story.pass(40);
    const { made, leftOut } = story.comeBack();
    expect(made.map(({ change }) => change.assignments)).toEqual([[[shape, 'height', 1]]]);
    expect(leftOut).toEqual([]);
    expect([story.ann.get(shape, 'width'), story.ann.get(shape, 'height')]).toEqual([2, 1]);
  });

  test('D9 what the relay had got after all is not made twice', () => {
    const story = new Story();
    const { change } = story.edit((tx) => void tx.create('rectangle', story.page));
    story.relay.apply(change);
    story.pass(40);
    expect(story.comeBack()).toEqual({ made: [], leftOut: [] });
    expect(story.ann.children(story.page)).toHaveLength(1);
  });

  test.each([
    ['was made in that frame', true],
    ['was moved into that frame before', false],
  ])('D8, D9 a drag in a frame that was purged meanwhile lands where the hand let go: of what %s', (_, madeThere) => {
    const story = new Story();
    const at = (x: number): { position: Vector } => ({ position: { x, y: 5 } });
    const [frame, other] = [100, 700].map((x) => story.make((tx) => tx.create('frame', story.page, at(x))));
    const shape = story.make((tx) => tx.create('rectangle', madeThere ? frame! : story.page, at(1)));
    story.make((tx) => (tx.move(shape, frame!), tx.set(frame!, 'rotation', 30), shape));
    story.edit((tx) => tx.setPosition(shape, { x: 30, y: 40 }));
    const place = onPage(story.ann, shape);
    story.relay.transact((tx) => tx.move(shape, other!));
    story.relay.transact((tx) => tx.trash(frame!));
    story.pass(40);
    story.comeBack();
    expect(story.ann.parent(shape)).toBe(other);
    const now = onPage(story.ann, shape);
    expect([now.x, now.y]).toEqual([expect.closeTo(place.x, 6), expect.closeTo(place.y, 6)]);
  });

  test('D9, S1 subscribers hear of all of it at once, and own edits never stop showing', () => {
    const story = new Story();
    const shape = story.make((tx) => tx.create('rectangle', story.page));
    story.edit((tx) => tx.set(shape, 'width', 7));
    story.pass(40);
    story.events.length = 0;
    const seen: number[] = [];
    story.ann.subscribe(() => seen.push(story.ann.get(shape, 'width')));
    story.comeBack();
    expect([story.events.map(({ origin }) => origin), seen]).toEqual([['load'], [7]]);
  });

  test('D9 a running gesture goes on holding what it holds, of nodes that are there', () => {
    const story = new Story();
    const [stays, goes] = [0, 1].map(() => story.make((tx) => tx.create('rectangle', story.page)));
    const gesture = { label: 'Drag' };
    story.ann.transact((tx) => tx.set(stays!, 'width', 7), { gesture });
    story.ann.transact((tx) => tx.set(goes!, 'width', 7), { gesture });
    story.relay.transact((tx) => tx.trash(goes!));
    story.pass(40);
    reissue(story.ann, [], { snapshot: story.relay.since(EMPTY_VERSION) });
    expect([story.ann.get(stays!, 'width'), story.ann.read(goes!, 'width')]).toEqual([7, undefined]);
    story.ann.release(gesture);
    expect(story.ann.get(stays!, 'width')).toBe(100);
  });
});

describe('D14 undo', () => {
  test('D14, D9 takes back what was made again, as it would have taken back what was made', () => {
    const story = new Story();
    const history = new UndoHistory(story.ann);
    const shape = story.make((tx) => tx.create('rectangle', story.page));
    let frame = '';
    story.edit((tx) => tx.set(shape, 'width', 1));
    story.edit((tx) => (frame = tx.create('frame', story.page, { name: 'mine' })));
    story.edit((tx) => tx.move(shape, frame));
    story.edit((tx) => tx.set(frame, 'name', 'ours'));
    story.pass(40);
    story.comeBack();
    const again = story.ann.parent(shape)!;
    const names = (): unknown[] => [
      story.ann.get(again, 'name'),
      story.ann.parent(shape),
      story.ann.get(shape, 'width'),
    ];
    expect([again === frame, names()]).toEqual([false, ['ours', again, 1]]);
    const undone = Array.from({ length: 4 }, () => (history.undo(), [...names(), story.ann.isAlive(again)]));
    expect(undone).toEqual([
      ['mine', again, 1, true],
      ['mine', story.page, 1, true],
      ['mine', story.page, 1, false],
      ['mine', story.page, 100, false],
    ]);
    for (let steps = 0; steps < 4; steps++) history.redo();
    expect([names(), story.ann.isAlive(again)]).toEqual([['ours', again, 1], true]);
  });
});

describe('S5 what the relay refuses as it is', () => {
  test.each([
    ['ahead', 3 * 3_600_000],
    ['behind', -3 * 3_600_000],
  ])(
    'S5, D2 edits of a clock that was hours %s are stamped anew, show all the time and win for no hour',
    (_, offMs) => {
      const story = new Story();
      const shape = story.make((tx) => tx.create('rectangle', story.page));
      story.annAheadMs = offMs;
      let made = '';
      story.edit((tx) => tx.set(shape, 'width', 1));
      story.edit((tx) => (made = tx.create('rectangle', story.page)));
      story.edit((tx) => tx.set(made, 'name', 'mine'));
      expect([story.ann.get(shape, 'width'), story.ann.get(made, 'name')]).toEqual([1, 'mine']);
      story.nowMs += 1000;
      story.annAheadMs = 0;
      const outcome = story.again(true);
      expect(outcome.leftOut).toEqual([]);
      for (const { change } of outcome.made)
        expect(Math.abs(change.time - unixMsToTime(story.nowMs))).toBeLessThan(unixMsToTime(TEST_START_MS));
      expect(story.ann.clock.isAhead).toBe(false);
      const again = story.ann.children(story.page).at(-1)!;
      expect(story.ann.get(again, 'name')).toBe('mine');
      // A second later, somebody else.
      story.nowMs += 1000;
      const later = story.relay.transact((tx) => tx.set(shape, 'width', 2))!;
      story.ann.apply(later);
      expect(story.ann.get(shape, 'width')).toBe(2);
    },
  );

  test('S5 of a change that named something purged, the rest is made again, and so is all that came after it', () => {
    const story = new Story();
    const [gone, stays] = [0, 1].map(() => story.make((tx) => tx.create('rectangle', story.page)));
    story.edit((tx) => {
      tx.set(gone!, 'width', 1);
      tx.set(stays!, 'width', 1);
    });
    story.edit((tx) => tx.set(stays!, 'height', 2));
    story.edit((tx) => tx.set(stays!, 'width', 3));
    story.relay.transact((tx) => tx.trash(gone!));
    story.ann.merge(story.relay.since(story.ann.version));
    const raised = story.relay.raiseHorizon({ to: story.relay.clock.last, forget: 0 })!;
    story.nowMs += 1;
    story.ann.apply(raised);
    const outcome = story.again(false);
    expect(leftOutOf(outcome)).toEqual([['purged', gone, 'width']]);
    expect([story.ann.get(stays!, 'width'), story.ann.get(stays!, 'height')]).toEqual([3, 2]);
  });

  test('S5 a restored node that was purged meanwhile goes with its edits, and comes up among the rejected', () => {
    const story = new Story();
    const shape = story.make((tx) => tx.create('rectangle', story.page));
    story.make((tx) => (tx.trash(shape), shape));
    story.edit((tx) => tx.restore(shape));
    story.edit((tx) => tx.set(shape, 'width', 1));
    story.ann.apply(story.relay.raiseHorizon({ to: story.relay.clock.last, forget: 0 })!);
    expect(story.ann.isAlive(shape)).toBe(true);
    const outcome = story.again(false);
    expect(leftOutOf(outcome)).toEqual([
      ['purged', shape, 'placement'],
      ['purged', shape, 'width'],
    ]);
    expect([story.ann.has(shape), story.ann.children(TRASH)]).toEqual([false, []]);
  });
});
