import { fc, test as property } from '@fast-check/vitest';
import { generateKeyBetween } from 'fractional-indexing';
import { describe, expect, test } from 'vitest';
import { actorNamed, exchange, Random, replica } from '../../testing/index.ts';
import type { ActorId } from '../clock/stamp.ts';
import { ROOT } from './node-id.ts';
import { insertKeys, keyBetween, keysBetween, MAX_KEY_CHARACTERS } from './order.ts';

const ann = actorNamed('ann');
const bob = actorNamed('bob');
const ACTORS = [ann, bob, actorNamed('Zed'), '00000000', 'zzzzzzzz'];

/** A sibling list as the document keeps it; inserting re-keys in place. */
class Siblings {
  keys: string[];
  /** How often a sibling has been re-keyed. */
  moved = 0;

  constructor(keys: readonly string[] = []) {
    this.keys = [...keys];
  }

  insert(index: number, actor: ActorId, count = 1): void {
    const at = (i: number): string => this.keys[i]!;
    const { inserted, moved } = insertKeys({ length: this.keys.length, at }, index, count, actor);
    for (const [i, key] of moved) this.keys[i] = key;
    this.moved += moved.size;
    this.keys.splice(index, 0, ...inserted);
  }

  get ascending(): boolean {
    return this.keys.every((key, i) => i === 0 || this.keys[i - 1]! < key);
  }

  get longest(): number {
    return this.keys.reduce((longest, key) => Math.max(longest, key.length), 0);
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A list that several people have edited, each round without seeing what the others do in it. */
function editedList(random: Random): Siblings {
  let keys: string[] = [];
  for (let round = random.below(6); round > 0; round--) {
    const merged = new Set(keys);
    for (const actor of ACTORS.filter(() => random.chance(0.5))) {
      const mine = new Siblings(keys);
      const step = random.below(2);
      for (let i = random.between(1, 5), at = random.below(keys.length + 1); i > 0; i--) {
        mine.insert(at, actor);
        at = random.chance(0.3) ? random.below(mine.keys.length + 1) : at + step;
      }
      if (mine.moved === 0) for (const key of mine.keys) merged.add(key);
    }
    keys = [...merged].filter(() => random.chance(0.75)).sort(compare);
  }
  return new Siblings(keys);
}

type Way = (at: number, typed: number, random: Random) => number;
const FORWARDS: Way = (at, typed) => at + typed;
const BACKWARDS: Way = (at) => at;
const ALL_OVER: Way = (at, typed, random) => at + random.below(typed + 1);

/** Keys of a run at one place; undefined when siblings had to be re-keyed for it. */
function runOf(
  actor: ActorId,
  list: Siblings,
  at: number,
  { length, way }: { length: number; way: (i: number) => number },
) {
  const mine = new Siblings(list.keys);
  for (let i = 0; i < length; i++) mine.insert(way(i), actor);
  return mine.moved === 0 ? mine.keys.slice(at, at + length) : undefined;
}

/** How often one meets another's work on the way through. */
function switchesOf(runs: readonly (readonly string[])[]): number {
  const all = runs.flatMap((keys, by) => keys.map((key) => ({ key, by }))).sort((a, b) => compare(a.key, b.key));
  return all.filter(({ by }, i) => i > 0 && by !== all[i - 1]!.by).length;
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

  const place: Record<string, (count: number, random: Random) => number> = {
    'at the end': (count) => count,
    'at the start': () => 0,
    'behind the first': (count) => Math.min(1, count),
    'before the last': (count) => Math.max(0, count - 1),
    'always between the last two': (count) => count >> 1,
    anywhere: (count, random) => random.below(count + 1),
  };
  const crowd: Record<string, (i: number, random: Random) => ActorId> = {
    'by one person': () => ann,
    'by two in turn': (i) => (i % 2 === 0 ? ann : bob),
    'by many at random': (_, random) => random.pick(ACTORS),
    'by another every twenty': (i) => actorNamed(`${Math.floor(i / 20)}`),
  };
  const everybody = Object.keys(crowd);
  const longest: readonly [string, string, number][] = [
    ...['at the end', 'at the start'].flatMap((where) =>
      everybody.map((who): [string, string, number] => [where, who, 16]),
    ),
    ['behind the first', 'by one person', 16],
    ['before the last', 'by one person', 16],
    ...['behind the first', 'before the last'].flatMap((where) =>
      everybody.map((who): [string, string, number] => [where, who, 28]),
    ),
  ];
  test.each(longest)(
    'D6 10,000 inserts %s %s keep every key within %i characters, nothing re-keyed',
    (where, who, most) => {
      const random = new Random(6);
      const siblings = new Siblings();
      for (let i = 0; i < 10_000; i++) siblings.insert(place[where]!(i, random), crowd[who]!(i, random));
      expect(siblings.ascending).toBe(true);
      expect(siblings.longest).toBeLessThanOrEqual(most);
      expect(siblings.moved).toBe(0);
    },
  );

  const rekeyed = ['always between the last two', 'anywhere'].flatMap((where) =>
    everybody.map((who): [string, string, number] => [where, who, where === 'anywhere' ? 1 : 8]),
  );
  test.each(rekeyed)(
    'D6 10,000 inserts %s %s stay within 48 characters, re-keying at most %i others for each on average',
    (where, who, most) => {
      const random = new Random(6);
      const siblings = new Siblings();
      for (let i = 0; i < 10_000; i++) siblings.insert(place[where]!(i, random), crowd[who]!(i, random));
      expect(siblings.ascending).toBe(true);
      expect(siblings.longest).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
      expect(siblings.moved / 10_000).toBeLessThan(most);
    },
  );

  property.prop([fc.noShrink(fc.integer()), fc.integer({ min: 2, max: 4 })], { numRuns: 300 })(
    'D6 concurrent runs of 100 at one place do not interleave and share no key, however typed, by two, three or four',
    (seed, people) => {
      const random = new Random(seed);
      const list = editedList(random);
      const at = random.below(list.keys.length + 1);
      const runs: string[][] = [];
      for (let first = random.below(ACTORS.length), i = 0; i < people; i++) {
        const way = random.pick([FORWARDS, BACKWARDS, ALL_OVER]);
        const run = { length: 100, way: (typed: number) => way(at, typed, random) };
        const keys = runOf(ACTORS[(first + i) % ACTORS.length]!, list, at, run);
        // Rare: what is re-keyed are the neighbours themselves, and the later stamp decides where they are.
        if (keys === undefined) return;
        runs.push(keys);
      }
      expect(new Set(runs.flat()).size).toBe(people * 100);
      expect(switchesOf(runs)).toBe(people - 1);
    },
  );

  test('D6 concurrent runs hardly ever need re-keying', () => {
    let rekeyed = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = new Random(seed);
      const list = editedList(random);
      const at = random.below(list.keys.length + 1);
      const run = { length: 100, way: (typed: number) => ALL_OVER(at, typed, random) };
      if (runOf(random.pick(ACTORS), list, at, run) === undefined) rekeyed += 1;
    }
    expect(rekeyed).toBeLessThan(10);
  });

  test('D6 counting is that of fractional-indexing', () => {
    let [up, down, integerUp, integerDown] = [`${ann}a0`, `${ann}a0`, 'a0', 'a0'];
    let differ = false;
    for (let i = 0; i < 70_000; i++) {
      [up, integerUp] = [keyBetween(up, null, ann)!, generateKeyBetween(integerUp, null)];
      [down, integerDown] = [keyBetween(null, down, ann)!, generateKeyBetween(null, integerDown)];
      differ ||= up !== ann + integerUp || down !== ann + integerDown;
    }
    expect(differ).toBe(false);
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

  const pieces = [ann, bob, 'a0', 'a1', 'Zz', 'b00', '!', '*', '|', '~', '!!', 'z', 'zz', `z${'z'.repeat(26)}`];
  const strange = [`A${'0'.repeat(26)}`, `z${'0'.repeat(26)}`, '\u0000', 'é', '9'];
  const anyKey = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces, ...strange), { maxLength: 8 }).map((all) => all.join('')),
  );
  property.prop([fc.array(anyKey, { maxLength: 6 }), fc.nat(), fc.integer({ min: 1, max: 5 })], { numRuns: 2000 })(
    'D6 any neighbours will do, even keys that no replica of ours has written',
    (keys, at, count) => {
      const siblings = new Siblings(keys.sort(compare));
      const index = at % (siblings.keys.length + 1);
      siblings.insert(index, ann, count);
      const window = siblings.keys.slice(Math.max(0, index - 1), index + count + 1);
      expect(window.every((key, i) => i === 0 || window[i - 1]! < key)).toBe(true);
      expect(
        window
          .slice(index > 0 ? 1 : 0)
          .slice(0, count)
          .every((key) => key.length <= MAX_KEY_CHARACTERS),
      ).toBe(true);
    },
  );

  test('D6 among keys as they were written before there were slots, inserting works as among others', () => {
    const older = [`!${bob}a0`, `${ann}a0`, `${ann}a0${bob}a0`, `${ann}a0~${ann}a0`, `${ann}a0~${ann}a1`, `${ann}a1`];
    for (let index = 0; index <= older.length; index++) {
      const siblings = new Siblings(older);
      for (const actor of ACTORS) siblings.insert(index, actor);
      expect(siblings.ascending).toBe(true);
      expect(siblings.longest).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
    }
  });

  test('D6 when an insert re-keys its neighbours all stand as they stood, also in the document', () => {
    const [first, second] = [replica('ann'), replica('bob')];
    let page = '';
    first.transact((tx) => void (page = tx.create('page', ROOT)));
    let last: string | null = null;
    let moved = 0;
    first.subscribe(({ touched, origin }) => void (origin === 'local' && (moved += touched.size - 1)));
    for (let i = 0; i < 160; i++) {
      exchange(first, second);
      const document = i % 4 < 2 ? first : second;
      const before = [...document.children(page)];
      const at = last === null ? 0 : before.indexOf(last) + (i % 2);
      document.transact((tx) => void (last = tx.create('rectangle', page, {}, before[at] ?? null)));
      expect(document.children(page)).toEqual(before.toSpliced(at, 0, last!));
    }
    expect(moved).toBeGreaterThan(0);
  });

  test('D6 several nodes inserted at once stand one after the other', () => {
    const keys = keysBetween(null, null, 100, ann)!;
    expect(new Siblings(keys).ascending).toBe(true);
    const between = keysBetween(keys[3]!, keys[4]!, 100, bob)!;
    expect([keys[3]!, ...between, keys[4]!].every((key, i, all) => i === 0 || all[i - 1]! < key)).toBe(true);
  });
});
