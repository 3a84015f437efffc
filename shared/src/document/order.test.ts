import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { actorNamed, exchange, Random, replica } from '../../testing/index.ts';
import { ROOT } from './node-id.ts';
import { insertKeys, keyBetween, keysBetween, MAX_KEY_CHARACTERS } from './order.ts';

const ann = actorNamed('ann');
const bob = actorNamed('bob');
const ACTORS = [ann, bob, actorNamed('Zed'), '00000000', 'zzzzzzzz'];

/** A sibling list as the document keeps it; inserting re-keys in place. */
class Siblings {
  keys: string[];

  constructor(keys: string[] = []) {
    this.keys = keys;
  }

  insert(index: number, actor: string, count = 1): void {
    const at = (i: number): string => this.keys[i]!;
    const { inserted, moved } = insertKeys({ length: this.keys.length, at }, index, count, actor);
    for (const [i, key] of moved) this.keys[i] = key;
    this.keys.splice(index, 0, ...inserted);
  }

  get ascending(): boolean {
    return this.keys.every((key, i) => i === 0 || this.keys[i - 1]! < key);
  }

  get longest(): number {
    return this.keys.reduce((longest, key) => Math.max(longest, key.length), 0);
  }
}

describe('D6 order keys', () => {
  property.prop([fc.array(fc.record({ at: fc.nat(), who: fc.nat() }), { maxLength: 60 })])(
    'D6 a key lies strictly between its neighbours, whoever inserts where',
    (steps) => {
      const siblings = new Siblings();
      for (const { at, who } of steps) {
        const index = at % (siblings.keys.length + 1);
        const [left, right] = [siblings.keys[index - 1] ?? null, siblings.keys[index] ?? null];
        const key = keyBetween(left, right, ACTORS[who % ACTORS.length]!);
        if (key !== undefined) {
          expect(left === null || left < key).toBe(true);
          expect(right === null || key < right).toBe(true);
        }
        siblings.insert(index, ACTORS[who % ACTORS.length]!);
      }
      expect(siblings.ascending).toBe(true);
      expect(siblings.longest).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
    },
  );

  const places: readonly [string, (count: number, random: Random) => number][] = [
    ['at the end', (count) => count],
    ['at the start', () => 0],
    ['behind the first', (count) => Math.min(1, count)],
    ['before the last', (count) => Math.max(0, count - 1)],
    ['in the middle', (count) => count >> 1],
    ['anywhere', (count, random) => random.below(count + 1)],
  ];
  test.each(places)('D6 10,000 inserts %s stay within 48 characters', (_, place) => {
    const random = new Random(6);
    const siblings = new Siblings();
    for (let i = 0; i < 10_000; i++) siblings.insert(place(i, random), i % 500 === 0 ? bob : ann);
    expect(siblings.ascending).toBe(true);
    expect(siblings.longest).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
  });

  test('D6 10,000 inserts always between the last two, by taking turns, stay within 48 characters', () => {
    const siblings = new Siblings();
    siblings.insert(0, ann);
    siblings.insert(1, bob);
    let low = 0;
    for (let i = 0; i < 10_000; i++) {
      siblings.insert(low + 1, i % 2 === 0 ? ann : bob);
      if (i % 2 === 0) low += 1;
    }
    expect(siblings.ascending).toBe(true);
    expect(siblings.longest).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
  });

  const crowds: readonly [string, (i: number) => string][] = [
    ['by one person', () => ann],
    ['by two in turn', (i) => (i % 2 === 0 ? ann : bob)],
  ];
  test.each(crowds)(
    'D6 re-keying touches a few neighbours, not the whole list, when all insert in the middle %s',
    (_, who) => {
      const siblings = new Siblings(keysBetween(null, null, 2000, ann));
      let moved = 0;
      for (let i = 0; i < 2000; i++) {
        const before = [...siblings.keys];
        siblings.insert(1000 + (i >> 1), who(i));
        const after = new Set(siblings.keys);
        moved += before.filter((key) => !after.has(key)).length;
      }
      expect(moved / 2000).toBeLessThan(12);
    },
  );

  property.prop([
    fc.array(fc.nat({ max: 2 }), { maxLength: 8 }),
    fc.nat(),
    fc.constantFrom('up', 'down'),
    fc.constantFrom('up', 'down'),
  ])('D6 concurrent runs of 100 at one place do not interleave and share no key', (base, at, annsWay, bobsWay) => {
    const start = new Siblings();
    base.forEach((who, i) => start.insert(i, ACTORS[who]!));
    const index = at % (start.keys.length + 1);
    const run = (actor: string, way: 'up' | 'down'): string[] => {
      const mine = new Siblings([...start.keys]);
      for (let i = 0; i < 100; i++) mine.insert(way === 'up' ? index + i : index, actor);
      return mine.keys.slice(index, index + 100);
    };
    const all = [
      ...run(ann, annsWay).map((key) => ({ key, by: ann })),
      ...run(bob, bobsWay).map((key) => ({ key, by: bob })),
    ];
    expect(new Set(all.map(({ key }) => key)).size).toBe(200);
    const order = all.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ by }) => by);
    expect(order.filter((by, i) => i > 0 && by !== order[i - 1]).length).toBe(1);
  });

  test('D6 between equal neighbours, as a restored sibling leaves them, there is room after re-keying', () => {
    const key = keyBetween(null, null, ann)!;
    for (const index of [0, 1, 2, 3]) {
      const siblings = new Siblings([key, key, key]);
      siblings.insert(index, bob);
      expect(siblings.keys).toHaveLength(4);
      const [left, mine, right] = [siblings.keys[index - 1], siblings.keys[index]!, siblings.keys[index + 1]];
      expect(left === undefined || left < mine).toBe(true);
      expect(right === undefined || mine < right).toBe(true);
    }
  });

  property.prop([fc.array(fc.string({ maxLength: 60 }), { maxLength: 6 }), fc.nat(), fc.integer({ min: 1, max: 5 })])(
    'D6 any neighbours will do, even keys that no replica of ours has written',
    (keys, at, count) => {
      const siblings = new Siblings(keys.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
      const index = at % (siblings.keys.length + 1);
      siblings.insert(index, ann, count);
      const window = siblings.keys.slice(Math.max(0, index - 1), index + count + 1);
      expect(window.every((key, i) => i === 0 || window[i - 1]! < key)).toBe(true);
    },
  );

  test('D6 when an insert re-keys its neighbours all stand as they stood, also in the document', () => {
    const [first, second] = [replica('ann'), replica('bob')];
    let page = '';
    first.transact((tx) => void (page = tx.create('page', ROOT)));
    let last: string | null = null;
    for (let i = 0; i < 60; i++) {
      exchange(first, second);
      const document = i % 2 === 0 ? first : second;
      const before = [...document.children(page)];
      const at = last === null ? 0 : before.indexOf(last) + (i % 4 === 0 ? 1 : 0);
      document.transact((tx) => void (last = tx.create('rectangle', page, {}, before[at] ?? null)));
      expect(document.children(page)).toEqual(before.toSpliced(at, 0, last!));
    }
  });

  test('D6 several nodes inserted at once stand one after the other', () => {
    const keys = keysBetween(null, null, 100, ann)!;
    expect(new Siblings(keys).ascending).toBe(true);
    const between = keysBetween(keys[3]!, keys[4]!, 100, bob)!;
    expect([keys[3]!, ...between, keys[4]!].every((key, i, all) => i === 0 || all[i - 1]! < key)).toBe(true);
  });
});
