import { describe, expect, test } from 'vitest';
import { actorNamed, exchange, jsonOf, replica, TEST_START_MS } from '../../testing/index.ts';
import { EPOCH_MS, type Time, unixMsToTime } from '../clock/stamp.ts';
import { covers, EMPTY_VERSION, floorOf } from '../clock/version-vector.ts';
import { decodeDelta, encodeDelta } from '../codec/delta.ts';
import type { Vector } from '../geometry/vector.ts';
import { convertPoint } from './position.ts';
import type { Document } from './document.ts';
import { type NodeId, nodeIdOf, ROOT, TRASH } from './node-id.ts';
import { UndoHistory } from './undo-history.ts';

const HOUR = 3_600_000;
/** Creations and deletions in a row. A million take about as many seconds as there are thousands here. */
const EDITS = Number(process.env['EDITS'] ?? 25_000);

/** Replicas under one clock that the story moves, and a relay that everybody is in step with. */
class World {
  nowMs = TEST_START_MS;
  readonly relay = this.#replica('relay');
  readonly ann = this.#replica('ann');
  readonly bob = this.#replica('bob');
  readonly page: NodeId;

  constructor() {
    this.page = this.create('page', ROOT);
  }

  create(type: 'page' | 'frame' | 'rectangle', parent: NodeId, at: Vector = { x: 10, y: 20 }): NodeId {
    let id = '';
    this.ann.transact((tx) => (id = tx.create(type, parent, type === 'page' ? {} : { position: at })));
    this.meet();
    return id;
  }

  /** Everybody learns everything. */
  meet(): void {
    exchange(this.relay, this.ann, this.bob);
  }

  later(ms: number = HOUR): Time {
    this.nowMs += ms;
    return unixMsToTime(this.nowMs);
  }

  /** Everything until `to` is settled, and everybody hears of it. */
  raise(to: Time = this.later()): void {
    this.meet();
    const change = this.relay.raiseHorizon({ to, forget: 0 });
    if (change === undefined) return;
    this.ann.apply(change);
    this.bob.apply(change);
  }

  #replica(name: string): Document {
    return replica(name, () => this.nowMs);
  }
}

const rowsOf = (document: Document): NodeId[] => [...document.nodes()].sort();

const onPage = (document: Document, id: NodeId): Vector =>
  convertPoint(document, document.position(id), document.parent(id) ?? '', document.pageOf(id) ?? '');

describe('D9 the horizon', () => {
  test('D9 what has lain in the trash since before it is purged with all it holds, on every replica, whatever way it heard', () => {
    const world = new World();
    const frame = world.create('frame', world.page);
    const inside = world.create('rectangle', frame);
    const outside = world.create('rectangle', world.page);
    const behind = replica('behind', () => world.nowMs);
    world.bob.transact((tx) => tx.trash(frame));
    world.meet();
    behind.merge(world.relay.since(EMPTY_VERSION));
    world.raise();
    behind.merge(world.relay.since(behind.version));
    const fresh = replica('fresh', () => world.nowMs);
    const decoded = decodeDelta(encodeDelta(world.relay.since(EMPTY_VERSION)));
    if (decoded.ok) fresh.merge(decoded.value);
    for (const document of [world.relay, world.ann, world.bob, behind, fresh]) {
      expect(rowsOf(document)).toEqual([world.page, outside].sort());
      expect(document.has(frame) || document.has(inside) || document.row(inside) !== undefined).toBe(false);
      expect(document.children(TRASH)).toEqual([]);
      expect(jsonOf(document)).toBe(jsonOf(world.relay));
      expect(document.since(EMPTY_VERSION).rows.map(({ node }) => node)).not.toContain(inside);
    }
  });

  test('D9 who hears of the purge is told of every node that goes', () => {
    const world = new World();
    const frame = world.create('frame', world.page);
    const inside = world.create('rectangle', frame);
    world.ann.transact((tx) => tx.trash(frame));
    world.meet();
    const touched = new Map<NodeId, ReadonlySet<string>>();
    world.bob.subscribe((event) => event.touched.forEach((properties, id) => touched.set(id, properties)));
    world.raise();
    expect([...(touched.get(inside) ?? [])].sort()).toEqual(['placement', 'position', 'type']);
    expect(touched.get(frame)?.has('placement')).toBe(true);
  });

  test('D9 what was deleted later stays whole, and can be taken back', () => {
    const world = new World();
    const frame = world.create('frame', world.page);
    const inside = world.create('rectangle', frame);
    const to = world.later();
    world.nowMs += 1;
    world.ann.transact((tx) => tx.trash(frame));
    world.raise(to);
    world.bob.transact((tx) => tx.restore(frame));
    world.meet();
    for (const document of [world.relay, world.ann]) expect(document.isAlive(inside)).toBe(true);
  });

  test('D9 what was put into a deleted frame later is in the trash itself when the frame goes, and comes back to where it was', () => {
    const world = new World();
    const [frame, home] = [world.create('frame', world.page), world.create('frame', world.page)];
    const shape = world.create('rectangle', home);
    world.bob.transact((tx) => tx.move(shape, frame));
    world.ann.transact((tx) => tx.trash(frame));
    const to = world.later();
    world.nowMs += 1;
    world.bob.transact((tx) => tx.move(shape, home));
    world.bob.transact((tx) => tx.move(shape, frame));
    world.raise(to);
    for (const document of [world.relay, world.ann, world.bob]) {
      expect(document.has(frame)).toBe(false);
      expect([document.parent(shape), document.children(TRASH)]).toEqual([TRASH, [shape]]);
    }
    world.ann.transact((tx) => tx.restore(shape));
    expect(world.ann.parent(shape)).toBe(home);
    world.ann.transact((tx) => tx.trash(shape));
    world.raise();
    expect(world.bob.has(shape)).toBe(false);
  });

  test('D8, D9 nothing that stays jumps when the frame in whose coordinates it was placed is purged', () => {
    const world = new World();
    const frame = world.create('frame', world.page, { x: 100, y: 50 });
    const [dragged, deleted] = [world.create('rectangle', frame), world.create('rectangle', frame)];
    world.ann.transact((tx) => tx.set(frame, 'rotation', 30));
    world.meet();
    world.ann.transact((tx) => tx.move(dragged, world.page));
    world.bob.transact((tx) => tx.setPosition(dragged, { x: 70, y: 7 }));
    world.meet();
    world.ann.transact((tx) => tx.trash(frame));
    world.ann.transact((tx) => tx.move(deleted, world.page));
    const to = world.later();
    world.nowMs += 1;
    world.bob.transact((tx) => tx.trash(deleted));
    world.meet();
    const place = onPage(world.ann, dragged);
    world.raise(to);
    expect(world.ann.has(frame)).toBe(false);
    for (const document of [world.ann, world.bob]) {
      const now = onPage(document, dragged);
      expect([now.x, now.y]).toEqual([expect.closeTo(place.x, 6), expect.closeTo(place.y, 6)]);
    }
  });

  test('D9 undo and redo leave alone what was purged, and put nothing into it', () => {
    const world = new World();
    const [frame, shape] = [world.create('frame', world.page), world.create('rectangle', world.page)];
    const history = new UndoHistory(world.ann);
    world.ann.transact((tx) => tx.set(shape, 'width', 1));
    world.ann.transact((tx) => tx.move(shape, frame));
    world.ann.transact((tx) => tx.move(shape, world.page));
    world.ann.transact((tx) => tx.set(frame, 'name', 'gone'));
    world.ann.transact((tx) => tx.trash(frame));
    world.raise();
    expect(world.ann.has(frame)).toBe(false);
    while (history.undo() !== undefined) {
      expect(world.ann.isAlive(shape)).toBe(true);
      expect(world.ann.has(frame)).toBe(false);
    }
    expect(world.ann.get(shape, 'width')).toBe(100);
    while (history.redo() !== undefined) expect(world.ann.isAlive(shape)).toBe(true);
    expect(world.ann.get(shape, 'width')).toBe(1);
    expect(rowsOf(world.ann)).toEqual([world.page, shape].sort());
  });

  test('D9 what a running gesture holds goes with its node', () => {
    const world = new World();
    const shape = world.create('rectangle', world.page);
    const gesture = { label: 'Drag' };
    world.ann.transact((tx) => tx.setPosition(shape, { x: 1, y: 1 }), { gesture });
    world.bob.transact((tx) => tx.trash(shape));
    world.raise();
    expect([world.ann.has(shape), world.ann.read(shape, 'position')]).toEqual([false, undefined]);
    world.ann.release(gesture);
    expect(rowsOf(world.ann)).toEqual([world.page]);
  });

  test('D9 an own edit that the relay refused, since its node was purged, is taken back and the node goes here, too', () => {
    const world = new World();
    const frame = world.create('frame', world.page);
    const [stays, leaves] = [world.create('rectangle', frame), world.create('rectangle', frame)];
    world.ann.transact((tx) => tx.trash(frame));
    world.meet();
    const to = world.later();
    world.nowMs += 1;
    const before = world.bob.row(frame)?.get('placement');
    const restored = world.bob.transact((tx) => tx.restore(frame))!;
    const placed = world.bob.row(leaves)?.get('placement');
    const moved = world.bob.transact((tx) => tx.move(leaves, world.page))!;
    const raised = world.relay.raiseHorizon({ to, forget: 0 })!;
    world.bob.apply(raised);
    expect([frame, stays, leaves].map((id) => world.bob.isAlive(id))).toEqual([true, true, true]);
    world.bob.retract(restored, [before]);
    expect([frame, stays, leaves].map((id) => world.bob.has(id))).toEqual([false, false, true]);
    expect(world.bob.isAlive(leaves)).toBe(true);
    world.bob.retract(moved, [placed]);
    expect(jsonOf(world.bob)).toBe(jsonOf(world.relay));
    expect(rowsOf(world.bob)).toEqual([world.page]);
  });

  test('D9 raising it writes nothing where there is nothing to collect, and never lowers it', () => {
    const world = new World();
    world.raise();
    const { at } = world.relay.horizon;
    expect(world.relay.raiseHorizon({ to: at - 1, forget: 0 })).toBeUndefined();
    expect(world.relay.raiseHorizon({ to: at + 1, forget: 0 })).toBeUndefined();
    expect(world.relay.horizon.at).toBe(at);
  });

  test('D9 it never passes the newest edit, however wrong the relay’s clock is: new edits are always above it', () => {
    const world = new World();
    const shape = world.create('rectangle', world.page);
    const { time } = world.ann.transact((tx) => tx.trash(shape))!;
    world.meet();
    world.relay.raiseHorizon({ to: world.later(365 * 24 * HOUR), forget: 0 });
    expect([world.relay.horizon.at, world.relay.has(shape)]).toEqual([time, false]);
    expect(world.bob.transact((tx) => tx.set(world.page, 'name', 'on'))!.time).toBeGreaterThan(time);
  });

  test('D9 it tells of what was purged by each actor’s latest placement, until that is forgotten', () => {
    const world = new World();
    const shapes = [world.create('rectangle', world.page), world.create('rectangle', world.page)];
    const trashed = world.bob.transact((tx) => tx.trash(shapes[0]!))!;
    world.raise();
    const first = world.relay.horizon;
    expect(first).toEqual({ at: first.at, before: 0, purged: [[world.bob.actor, trashed.time, first.at]] });
    world.ann.transact((tx) => tx.trash(shapes[1]!));
    world.meet();
    world.relay.raiseHorizon({ to: world.later(), forget: first.at });
    const { before, purged } = world.relay.horizon;
    expect([before, purged.map(([actor]) => actor)]).toEqual([first.at, [world.ann.actor]]);
  });

  test('D9 creating and deleting without end under a moving horizon leaves behind what is alive, and nothing else', () => {
    const world = new World();
    const alive = Array.from({ length: 100 }, () => world.create('rectangle', world.page));
    const { ann, relay } = world;
    const each = 500;
    const rounds = EDITS / each / 2;
    const sizes = new Set<number>();
    for (let round = 0; round < rounds; round++) {
      const made: NodeId[] = [];
      ann.transact((tx) => {
        for (let i = 0; i < each; i++) made.push(tx.create('rectangle', world.page, { position: { x: i, y: round } }));
      });
      ann.transact((tx) => made.forEach((id) => tx.trash(id)));
      const to = world.later();
      relay.merge(ann.since(relay.version));
      ann.apply(relay.raiseHorizon({ to, forget: to - unixMsToTime(EPOCH_MS + HOUR) })!);
      for (const document of [ann, relay]) {
        expect(rowsOf(document)).toEqual([world.page, ...alive].sort());
        expect(document.children(TRASH)).toEqual([]);
        expect(document.version.size + document.horizon.purged.length).toBeLessThanOrEqual(4);
        sizes.add(encodeDelta(document.since(EMPTY_VERSION)).length);
      }
    }
    expect(Math.max(...sizes)).toBeLessThan(Math.min(...sizes) * 1.05);
  });
});

describe('D4 versions fold', () => {
  test('D4 a document touched by 100,000 actors keeps a vector of those active since the horizon', () => {
    const world = new World();
    const shape = world.create('rectangle', world.page);
    const { relay } = world;
    const [actors, perDay] = [100_000, 1000];
    for (let number = 0; number < actors; number++) {
      if (number % perDay === 0) {
        world.later(24 * HOUR);
        relay.raiseHorizon({ to: unixMsToTime(world.nowMs - 5 * 24 * HOUR), forget: 0 });
      }
      const actor = actorNamed(`a${number}x`);
      relay.apply({ actor, time: unixMsToTime(world.nowMs) + number, assignments: [[shape, 'width', number]] });
    }
    expect(relay.version.size).toBeLessThan(7 * perDay);
    expect(relay.version.size).toBeGreaterThan(5 * perDay);
    expect(covers(relay.version, { actor: actorNamed('a0x'), time: 0 })).toBe(true);
    expect(floorOf(relay.version)).toBe(relay.horizon.at);
    const reader = replica('reader', () => world.nowMs);
    reader.merge(relay.since(EMPTY_VERSION));
    expect(reader.version.size).toBe(relay.version.size);
    expect(reader.get(shape, 'width')).toBe(actors - 1);
    expect(relay.since(reader.version).rows).toEqual([]);
  });

  test('D4, D9 a change that comes after the horizon has passed it is taken for known: the relay is not to admit it', () => {
    const world = new World();
    const shape = world.create('rectangle', world.page);
    world.raise();
    const { at } = world.relay.horizon;
    const late = { actor: actorNamed('late'), time: at, assignments: [[shape, 'width', 7] as const] };
    expect(world.relay.apply(late)).toBe(false);
    expect(world.relay.apply({ ...late, time: at + 1 })).toBe(true);
    expect(nodeIdOf(late) < nodeIdOf({ ...late, time: at + 1 })).toBe(true);
  });
});
