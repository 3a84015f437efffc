import { describe, expect, test } from 'vitest';
import { Gossip } from '../../testing/index.ts';
import { UndoHistory } from '../document/undo-history.ts';
import { PnCounter } from './pn-counter.ts';

const likes = new PnCounter('likes');

class Story extends Gossip<number> {
  count(who: number, by: number): void {
    this.write(who, by, (tx) => likes.add(tx, this.node, by));
  }

  value(who: number): number {
    return likes.value(this.person(who), this.node);
  }
}

describe('D10 a counter', () => {
  test('D10 loses nothing of what several add and take away at once', () => {
    const story = new Story();
    for (let i = 0; i < 30; i++) story.count(i, i % 2 === 0 ? 3 : -1);
    story.settle();
    expect([0, 1, 2].map((who) => story.value(who))).toEqual([30, 30, 30]);
    expect(likes.valueOf(story.person(1), story.node, story.person(0).actor)).toBe(10);
  });

  test('D14 undoing an increment takes back mine alone, and redoing adds to what others did meanwhile', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.count(0, 1);
    story.count(0, 5);
    story.count(1, 10);
    story.settle();
    history.undo();
    expect(story.value(0)).toBe(11);
    story.count(1, 10);
    story.settle();
    history.undo();
    expect(story.value(0)).toBe(20);
    history.redo();
    history.redo();
    expect(story.value(0)).toBe(26);
  });

  test('D14 the increments of one gesture are one step', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    const gesture = { label: 'Count' };
    for (let i = 0; i < 4; i++) story.person(0).transact((tx) => likes.add(tx, story.node), { gesture });
    story.person(0).release(gesture);
    expect(story.value(0)).toBe(4);
    history.undo();
    expect(story.value(0)).toBe(0);
  });

  test('D10 counters of several keys under one name, and a set beside them, stay apart', () => {
    const story = new Story();
    const [a, b, ab] = [new PnCounter('n', 'a'), new PnCounter('n', 'b'), new PnCounter('n', 'a', 'b')];
    story.person(0).transact((tx) => {
      a.add(tx, story.node, 1);
      b.add(tx, story.node, 2);
      ab.add(tx, story.node, 4);
    });
    const read = (counter: PnCounter): number => counter.value(story.person(0), story.node);
    expect([read(new PnCounter('n')), read(a), read(b), read(ab)]).toEqual([0, 1, 2, 4]);
  });

  test.each([0.5, Number.NaN, Infinity, 2 ** 53])('D10 counts in whole numbers, not by %d', (by) => {
    const story = new Story();
    expect(() => story.count(0, by)).toThrow(RangeError);
    expect(story.value(0)).toBe(0);
  });

  test('D10 counts to 2⁵³ − 1 and refuses to go beyond; adding nothing writes nothing', () => {
    const story = new Story();
    story.count(0, Number.MAX_SAFE_INTEGER);
    expect(() => story.count(0, 1)).toThrow(/not beyond/);
    expect(story.value(0)).toBe(Number.MAX_SAFE_INTEGER);
    expect(story.person(0).transact((tx) => likes.add(tx, story.node, 0))).toBeUndefined();
  });

  test('D13 what other programs leave in its registers counts nothing; under the name of a property it is refused', () => {
    const story = new Story();
    const set = (name: string): unknown => story.person(0).transact((tx) => tx.setRaw(story.node, name, -3));
    set('likes/+bob00000');
    expect(story.value(0)).toBe(0);
    expect(() => set('width/+bob00000')).toThrow(/^width\/\+bob00000 must be a whole number, 0 or greater/);
  });

  test.each([[['']], [['a/b']], [['a', '']], [['a', 'x'.repeat(190)]]])('D10 has no name like %j', (name) => {
    expect(() => new PnCounter(...(name as [string]))).toThrow(RangeError);
  });
});
