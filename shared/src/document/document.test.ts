import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { exchange, jsonOf, Random, recordChanges, replica } from '../../testing/index.ts';
import { EMPTY_VERSION, versionsEqual } from '../clock/version-vector.ts';
import { decodeDelta, encodeDelta } from '../codec/delta.ts';
import type { NodeType } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { Change } from './change.ts';
import type { Document, DocumentEvent } from './document.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';

/** Replicas that share a page with one rectangle on it. */
function shared(...names: readonly string[]): { people: Document[]; page: NodeId; shape: NodeId } {
  const people = names.map((name) => replica(name));
  let [page, shape]: NodeId[] = ['', ''];
  people[0]!.transact((tx) => {
    page = tx.create('page', ROOT, { name: 'Page 1' });
    shape = tx.create('rectangle', page, { width: 10 });
  });
  exchange(...people);
  return { people, page: page!, shape: shape! };
}

function copyOf(document: Document, name = 'copy'): Document {
  const copy = replica(name);
  copy.merge(document.since(EMPTY_VERSION));
  return copy;
}

const events = (document: Document): DocumentEvent[] => {
  const heard: DocumentEvent[] = [];
  document.subscribe((event) => heard.push(event));
  return heard;
};

describe('D1 registers', () => {
  test('D1 the greater time wins, and at equal times the greater actor, whichever arrives first', () => {
    for (const late of [0, 1]) {
      const { people, shape } = shared('ann', 'bob');
      const [ann, bob] = people as [Document, Document];
      if (late === 1) ann.clock.observe(bob.clock.last + 1);
      const a = ann.transact((tx) => tx.set(shape, 'width', 1))!;
      const b = bob.transact((tx) => tx.set(shape, 'width', 2))!;
      expect(ann.get(shape, 'width')).toBe(1);
      ann.apply(b);
      bob.apply(a);
      expect([ann.get(shape, 'width'), bob.get(shape, 'width')]).toEqual(late === 1 ? [1, 1] : [2, 2]);
    }
  });

  test('D1 different properties of one node, set at once, are both kept', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    ann.transact((tx) => tx.set(shape, 'width', 50));
    bob.transact((tx) => tx.set(shape, 'opacity', 0.5));
    exchange(ann, bob);
    for (const document of people)
      expect([document.get(shape, 'width'), document.get(shape, 'opacity')]).toEqual([50, 0.5]);
  });

  test('D1 setting to null takes a property back to its default, and leaves the JSON without it', () => {
    const { people, shape } = shared('ann');
    people[0]!.transact((tx) => tx.set(shape, 'width', null));
    expect(people[0]!.get(shape, 'width')).toBe(100);
    expect(jsonOf(people[0]!)).not.toContain('width');
  });

  property.prop([fc.integer(), fc.array(fc.nat({ max: 30 }), { maxLength: 60 })])(
    'D1, D3 changes applied twice and in any order between actors give the same bytes as a delta',
    (seed, picks) => {
      const random = new Random(seed);
      const { people, page, shape } = shared('ann', 'bob', 'cid');
      const base = copyOf(people[0]!);
      const logs = people.map((document) => recordChanges(document));
      for (let i = 0; i < 12; i++) {
        const document = random.pick(people);
        document.transact((tx) => {
          const alive = [...document.nodes()].filter((id) => id !== page && document.isAlive(id));
          const id = random.chance(0.3) || alive.length === 0 ? tx.create('frame', page) : random.pick(alive);
          tx.set(id, 'width', random.below(100));
          if (random.chance(0.3) && id !== shape && document.isAlive(shape))
            tx.move(shape, id === shape || document.get(id, 'type') !== 'frame' ? page : id);
        });
        if (random.chance(0.2)) exchange(...people);
      }
      exchange(...people);
      const queues = logs.map((log) => [...log]);
      for (const pick of [...picks, ...Array.from({ length: 40 }, (_, i) => i)]) {
        const queue = queues[pick % queues.length]!;
        const change = queue.shift();
        if (change === undefined) continue;
        expect(base.apply(change)).toBe(true);
        expect(base.apply(change)).toBe(false);
      }
      for (const queue of queues) for (const change of queue) base.apply(change);
      for (const document of people) expect(jsonOf(document)).toBe(jsonOf(base));
    },
  );
});

describe('D3 changes', () => {
  test('D3 a change is atomic: subscribers hear of it once, with everything in it', () => {
    const { people, page } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    const [mine, theirs] = [events(ann), events(bob)];
    let made: NodeId = '';
    const change = ann.transact((tx) => {
      made = tx.create('frame', page, { name: 'F', position: { x: 1, y: 2 } });
      tx.set(made, 'width', 7);
      tx.set(made, 'width', 8);
    })!;
    bob.apply(change);
    for (const heard of [mine, theirs]) {
      expect(heard).toHaveLength(1);
      expect([...heard[0]!.touched.get(made)!].sort()).toEqual(['name', 'placement', 'position', 'type', 'width']);
    }
    expect([mine[0]!.origin, theirs[0]!.origin]).toEqual(['local', 'remote']);
    expect(change.assignments.filter(([, property]) => property === 'width')).toEqual([[made, 'width', 8]]);
    expect(new Set(change.assignments.map(([node, property]) => `${node}/${property}`)).size).toBe(
      change.assignments.length,
    );
  });

  test('D3 when building a change throws, nothing has happened, and the next one works', () => {
    const { people, page, shape } = shared('ann');
    const ann = people[0]!;
    const [before, version, heard] = [jsonOf(ann), new Map(ann.version), events(ann)];
    const build = (): unknown =>
      ann.transact((tx) => {
        const made = tx.create('frame', page);
        tx.set(shape, 'width', 77);
        tx.move(shape, made);
        tx.trash(made);
        throw new Error('on second thoughts');
      });
    expect(build).toThrow('on second thoughts');
    expect(jsonOf(ann)).toBe(before);
    expect(versionsEqual(ann.version, version)).toBe(true);
    expect(heard).toEqual([]);
    ann.transact((tx) => tx.set(shape, 'width', 78));
    expect(ann.get(shape, 'width')).toBe(78);
    expect(jsonOf(copyOf(ann))).toBe(jsonOf(ann));
  });

  test('D3 a transaction that writes nothing is no change, and writing what stands is nothing', () => {
    const { people, shape, page } = shared('ann');
    const ann = people[0]!;
    const heard = events(ann);
    expect(ann.transact(() => {})).toBeUndefined();
    expect(ann.transact((tx) => tx.set(shape, 'width', 10))).toBeUndefined();
    expect(ann.transact((tx) => tx.move(shape, page))).toBeUndefined();
    expect(heard).toEqual([]);
  });

  test('D3 neither a transaction nor a change may start inside another or inside a notification', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    const change = bob.transact((tx) => tx.set(shape, 'width', 3))!;
    expect(() => ann.transact(() => void ann.transact(() => {}))).toThrow('transacting');
    expect(() => ann.transact(() => void ann.apply(change))).toThrow('transacting');
    ann.subscribe(() => void ann.transact(() => {}));
    expect(() => ann.transact((tx) => tx.set(shape, 'width', 4))).toThrow('notifying');
  });

  test('D3 a subscriber that throws keeps neither the change nor the other subscribers from happening', () => {
    const errors: unknown[] = [];
    const { people, shape } = shared('ann');
    const copy = new (people[0]!.constructor as typeof Document)({
      actor: 'copy0000',
      wall: () => 0,
      onSubscriberError: (error) => errors.push(error),
    });
    copy.subscribe(() => {
      throw new Error('subscriber');
    });
    const heard = events(copy);
    copy.merge(people[0]!.since(EMPTY_VERSION));
    expect([heard.length, errors.length, copy.has(shape)]).toEqual([1, 1, true]);
  });

  test('D3 a wrong write throws and says what was expected', () => {
    const { people, shape, page } = shared('ann');
    const write = (build: Parameters<Document['transact']>[0]) => () => people[0]!.transact(build);
    expect(write((tx) => tx.set('nobody', 'width', 1))).toThrow('no node nobody');
    expect(write((tx) => tx.set(shape, 'width', -1))).toThrow('width must be a number from 0');
    expect(write((tx) => tx.set(shape, 'opacity', Number.NaN))).toThrow('opacity must be');
    expect(write((tx) => tx.create('page', page))).toThrow('cannot hold a page');
    expect(write((tx) => tx.create('rectangle', ROOT))).toThrow('cannot hold a rectangle');
    expect(write((tx) => tx.create('rectangle', shape))).toThrow('cannot hold a rectangle');
    expect(write((tx) => tx.move(shape, page, 'nobody'))).toThrow('no child');
    expect(write((tx) => tx.setPosition(shape, { x: 1e10, y: 0 }))).toThrow('position must be');
  });
});

describe('D4 versions', () => {
  property.prop([fc.integer()])(
    'D4 since(version) merged into a holder of that version equals the snapshot, byte for byte',
    (seed) => {
      const random = new Random(seed);
      const { people, page } = shared('ann', 'bob');
      const [ann, bob] = people as [Document, Document];
      const behind = copyOf(ann);
      for (let i = 0; i < 20; i++) {
        const document = random.pick(people);
        document.transact((tx) => {
          const id =
            random.chance(0.5) || document.children(page).length === 0
              ? tx.create('frame', page, { position: { x: i, y: -i } })
              : random.pick(document.children(page));
          tx.set(id, 'name', `n${random.below(5)}`);
          if (random.chance(0.2)) tx.trash(id);
        });
        if (random.chance(0.2)) exchange(ann, bob);
        if (random.chance(0.2)) behind.merge(bob.since(behind.version));
      }
      exchange(ann, bob);
      behind.merge(ann.since(behind.version));
      expect(jsonOf(behind)).toBe(jsonOf(ann));
      expect(jsonOf(behind)).toBe(jsonOf(copyOf(bob)));
      expect(versionsEqual(behind.version, ann.version)).toBe(true);
      expect(ann.since(behind.version).rows).toEqual([]);
    },
  );

  test('D4 a delta holds exactly the registers that its reader lacks', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    ann.transact((tx) => tx.set(shape, 'height', 5));
    const rows = ann.since(bob.version).rows;
    expect(rows.map(({ node, registers }) => [node, registers.map(([property]) => property)])).toEqual([
      [shape, ['height']],
    ]);
  });

  test('D4 the JSON is the same bytes whatever way a replica came to its version', () => {
    const { people, page } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    ann.transact((tx) =>
      tx.create('frame', page, { name: 'A', cornerRadius: [1, 2, 3, 4], rotation: 30, position: { x: 3, y: 4 } }),
    );
    bob.transact((tx) => tx.create('text', page, { characters: 'Grüße 👋', fills: [] }));
    exchange(ann, bob);
    const decoded = decodeDelta(encodeDelta(ann.since(EMPTY_VERSION)));
    if (!decoded.ok) throw new Error(decoded.reason);
    const third = replica('cid');
    third.merge(decoded.value, 'load');
    expect(new Set([ann, bob, third].map(jsonOf)).size).toBe(1);
  });

  test('D4 the JSON shows what is merged, not what a gesture holds', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    const gesture = { label: 'Rotate' };
    ann.transact((tx) => tx.set(shape, 'rotation', 20), { gesture });
    bob.merge(ann.since(bob.version));
    bob.transact((tx) => tx.set(shape, 'rotation', null));
    ann.merge(bob.since(ann.version));
    expect(ann.get(shape, 'rotation')).toBe(20);
    expect(jsonOf(ann)).toBe(jsonOf(bob));
  });
});

describe('D7 the trash', () => {
  test('D7 a frame deleted while somebody edits inside it keeps the edit, and restoring brings both back', () => {
    const { people, page } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    let [frame, inside]: NodeId[] = ['', ''];
    ann.transact((tx) => {
      frame = tx.create('frame', page);
      inside = tx.create('rectangle', frame);
    });
    exchange(ann, bob);
    ann.transact((tx) => tx.trash(frame!));
    bob.transact((tx) => tx.set(inside!, 'width', 321));
    exchange(ann, bob);
    for (const document of people) {
      expect(document.isAlive(inside!)).toBe(false);
      expect(document.parent(frame!)).toBe(TRASH);
      expect(document.parent(inside!)).toBe(frame);
    }
    bob.transact((tx) => tx.restore(frame!));
    exchange(ann, bob);
    for (const document of people) {
      expect(document.isAlive(inside!)).toBe(true);
      expect(document.get(inside!, 'width')).toBe(321);
      expect(document.parent(frame!)).toBe(page);
    }
  });

  test('D7 what comes back from the trash goes to the first page when its old place is gone', () => {
    const { people, page } = shared('ann');
    const ann = people[0]!;
    let [second, shape]: NodeId[] = ['', ''];
    ann.transact((tx) => {
      second = tx.create('page', ROOT);
      shape = tx.create('rectangle', second);
      tx.trash(shape);
      tx.trash(second);
    });
    ann.transact((tx) => tx.restore(shape!));
    expect(ann.parent(shape!)).toBe(page);
    ann.transact((tx) => tx.restore(second!));
    expect(ann.children(ROOT)).toEqual([page, second]);
  });
});

describe('D13 what only newer clients know', () => {
  test('D13 an unknown property is kept, merged, shown in the JSON and passed on', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    const value: Value = { kind: 'noise', seed: 7, list: [1, 'two', null, { deep: true }] };
    ann.transact((tx) => {
      tx.setRaw(shape, 'blur', value);
      tx.setRaw(shape, 'votes/ann', 1);
    });
    exchange(ann, bob);
    expect(bob.read(shape, 'blur')).toEqual(value);
    expect(bob.read(shape, 'votes/ann')).toBe(1);
    expect(jsonOf(copyOf(bob))).toBe(jsonOf(ann));
  });

  test('D13 a node of a type that only newer writers know is kept, with all that lies in it, and passed on', () => {
    const { people, page, shape } = shared('newer', 'older', 'reader');
    const [newer, older, reader] = people as [Document, Document, Document];
    let hologram: NodeId = '';
    newer.transact((tx) => {
      hologram = tx.create('hologram' as NodeType, page, { name: 'Deep', position: { x: 5, y: 6 }, rotation: 90 });
      tx.setRaw(hologram, 'depth', { layers: [1, 2] });
      tx.move(shape, hologram);
    });
    // The older one edits it, moves it about, and hands it on by snapshot.
    exchange(newer, older);
    const seen = older.pageMatrix(shape);
    older.transact((tx) => tx.set(hologram, 'name', 'Deeper'));
    older.transact((tx) => tx.move(shape, page));
    older.transact((tx) => tx.move(shape, hologram, null));
    older.transact((tx) => tx.trash(hologram));
    older.transact((tx) => tx.restore(hologram));
    expect(older.pageMatrix(shape)).toEqual(seen);
    reader.merge(older.since(reader.version));
    exchange(newer, older);
    for (const document of [newer, reader]) {
      expect(document.get(hologram, 'type')).toBe('hologram');
      expect(document.read(hologram, 'depth')).toEqual({ layers: [1, 2] });
      expect(document.children(hologram)).toEqual([shape]);
      expect(jsonOf(document)).toBe(jsonOf(older));
    }
  });

  test.each(['id', 'children', '__proto__', 'constructor', 'toString'])(
    'D13 an unknown property named %s hides nothing and is not lost',
    (name) => {
      const { people, page, shape } = shared('ann', 'bob');
      const [ann, bob] = people as [Document, Document];
      ann.transact((tx) => tx.setRaw(shape, name, 'x'));
      exchange(ann, bob);
      expect(bob.read(shape, name)).toBe('x');
      const json = JSON.parse(jsonOf(bob)) as {
        pages: { id: string; children: { id: string; children: unknown[] }[] }[];
      };
      expect(json.pages[0]!.id).toBe(page);
      expect(json.pages[0]!.children[0]!.id).toBe(shape);
      expect(json.pages[0]!.children[0]!.children).toEqual([]);
      expect(name === 'id' || name === 'children' || jsonOf(bob).includes(`"${name}":"x"`)).toBe(true);
    },
  );

  const deep = (levels: number): Value => (levels === 0 ? 0 : [deep(levels - 1)]);
  const refused: readonly [string, string, Value][] = [
    ['a number that is not finite', 'blur', Number.POSITIVE_INFINITY],
    ['a number that is not finite, deep inside', 'blur', { a: [Number.NaN] }],
    ['a value nested too deeply', 'blur', deep(40)],
    ['no name', '', 1],
    ['a name too long', 'x'.repeat(201), 1],
    ['a name with half a character', 'a\ud800', 1],
  ];
  test.each(refused)('D13 what could not travel is refused at once: %s', (_, name, value) => {
    const { people, shape } = shared('ann');
    expect(() => people[0]!.transact((tx) => tx.setRaw(shape, name, value))).toThrow(RangeError);
  });

  test('D13 half a character, as a cut string leaves it, is the same on every replica, however deep it stands', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    ann.transact((tx) => {
      tx.set(shape, 'name', 'a\ud800');
      tx.setRaw(shape, 'blur', { 'k\udc00': ['x\ud83d'] });
    });
    const decoded = decodeDelta(encodeDelta(ann.since(bob.version)));
    if (!decoded.ok) throw new Error(decoded.reason);
    bob.merge(decoded.value);
    expect(jsonOf(bob)).toBe(jsonOf(ann));
  });
});

describe('S1 what is seen at once', () => {
  test('S1 an own edit is visible at once, also after seeing stamps from a clock that runs ahead', () => {
    const { people, shape } = shared('ann');
    const [ann] = people as [Document];
    const ahead = replica('bob', () => 1_767_225_600_000 + 50_000);
    ahead.merge(ann.since(EMPTY_VERSION));
    ann.apply(ahead.transact((tx) => tx.set(shape, 'width', 1))!);
    ann.transact((tx) => tx.set(shape, 'width', 2));
    expect(ann.get(shape, 'width')).toBe(2);
    ahead.merge(ann.since(ahead.version));
    expect(ahead.get(shape, 'width')).toBe(2);
  });

  test('S1 while a gesture runs, what it sets follows the hand; the winner shows when it ends', () => {
    const { people, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    const gesture = { label: 'Resize' };
    ann.transact((tx) => tx.set(shape, 'width', 20), { gesture });
    bob.merge(ann.since(bob.version));
    const theirs = bob.transact((tx) => tx.set(shape, 'width', 99))!;
    const heard = events(ann);
    ann.apply(theirs);
    expect(ann.get(shape, 'width')).toBe(20);
    expect(heard[0]!.touched.get(shape)).toBeUndefined();
    ann.release(gesture);
    expect(ann.get(shape, 'width')).toBe(99);
    expect(heard[1]!.touched.get(shape)).toContain('width');
    ann.release(gesture);
    expect(heard).toHaveLength(2);
  });

  test('S1 a gesture whose values still stand when it ends changes nothing by ending', () => {
    const { people, shape } = shared('ann');
    const ann = people[0]!;
    const gesture = { label: 'Drag' };
    for (const x of [1, 2, 3]) ann.transact((tx) => tx.setPosition(shape, { x, y: 0 }), { gesture });
    const heard = events(ann);
    ann.release(gesture);
    expect(heard).toEqual([]);
    expect(ann.position(shape)).toMatchObject({ x: 3, y: 0 });
  });

  test('S1 a held position follows its node into the parent that somebody else gave it', () => {
    const { people, page, shape } = shared('ann', 'bob');
    const [ann, bob] = people as [Document, Document];
    let frame: NodeId = '';
    ann.transact((tx) => void (frame = tx.create('frame', page, { position: { x: 100, y: 100 } })));
    exchange(ann, bob);
    const gesture = { label: 'Drag' };
    ann.transact((tx) => tx.setPosition(shape, { x: 150, y: 150 }), { gesture });
    ann.apply(bob.transact((tx) => tx.move(shape, frame))!);
    expect(ann.parent(shape)).toBe(frame);
    expect(ann.position(shape)).toEqual({ x: 50, y: 50 });
    ann.transact((tx) => tx.setPosition(shape, { x: 60, y: 60 }), { gesture });
    ann.release(gesture);
    exchange(ann, bob);
    expect(bob.position(shape)).toMatchObject({ x: 60, y: 60 });
  });

  test('S1 a transaction reads what it has written itself, not what its gesture holds from before', () => {
    const { people, shape } = shared('ann');
    const ann = people[0]!;
    const gesture = { label: 'Resize' };
    ann.transact((tx) => tx.set(shape, 'width', 20), { gesture });
    ann.transact(
      (tx) => {
        tx.set(shape, 'width', 30);
        expect(ann.get(shape, 'width')).toBe(30);
        tx.set(shape, 'height', ann.get(shape, 'width') * 2);
        tx.set(shape, 'width', 20);
      },
      { gesture },
    );
    expect([ann.get(shape, 'width'), ann.get(shape, 'height')]).toEqual([20, 60]);
  });

  test('S1 an edit that does not belong to the gesture is shown at once, too', () => {
    const { people, shape } = shared('ann');
    const ann = people[0]!;
    const gesture = { label: 'Resize' };
    ann.transact((tx) => tx.set(shape, 'width', 20), { gesture });
    ann.transact((tx) => tx.set(shape, 'width', 30));
    expect(ann.get(shape, 'width')).toBe(30);
  });
});

test('D2 a node’s id says who made it and when', () => {
  const { people, shape } = shared('ann');
  expect(shape.startsWith(people[0]!.actor)).toBe(true);
});

test('D3 a change from before a reload is taken in as loaded, and new ones come after it', () => {
  const { people, shape } = shared('ann');
  const ann = people[0]!;
  const kept: Change = ann.transact((tx) => tx.set(shape, 'width', 42))!;
  const reloaded = replica('ann', () => 0);
  reloaded.merge(copyOf(ann).since(EMPTY_VERSION), 'load');
  expect(reloaded.apply(kept, 'load')).toBe(false);
  const next = reloaded.transact((tx) => tx.set(shape, 'width', 43))!;
  expect(next.time).toBeGreaterThan(kept.time);
});
