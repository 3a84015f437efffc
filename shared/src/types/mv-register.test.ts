import { describe, expect, test } from 'vitest';
import { Gossip } from '../../testing/index.ts';
import { UndoHistory } from '../document/undo-history.ts';
import type { Value } from '../schema/value.ts';
import { MvRegister } from './mv-register.ts';

const mood = new MvRegister('mood');

class Story extends Gossip<Value> {
  say(who: number, value: Value): void {
    this.write(who, value, (tx) => mood.set(tx, this.node, value));
  }

  values(who: number): readonly Value[] {
    return mood.values(this.person(who), this.node);
  }

  hears(to: number, from: number): void {
    this.hear({ kind: 'delta', to, from });
  }
}

describe('D10 a multi-value register', () => {
  test('D10 keeps what was written at once, the latest first, until somebody chooses', () => {
    const story = new Story();
    story.say(0, 'calm');
    story.say(1, 'wild');
    story.settle();
    expect(story.values(2)).toEqual(['wild', 'calm']);
    expect(mood.siblings(story.person(2), story.node).map(({ actor }) => actor.slice(0, 3))).toEqual(['bob', 'ann']);
    story.say(2, 'calm');
    story.settle();
    expect([0, 1, 2].map((who) => story.values(who))).toEqual([['calm'], ['calm'], ['calm']]);
  });

  test('D10 says one value where all wrote the same, and is not written again when it stands alone', () => {
    const story = new Story();
    story.say(0, { a: 1 });
    story.say(1, { a: 1 });
    story.settle();
    expect(story.values(0)).toEqual([{ a: 1 }]);
    expect(mood.siblings(story.person(0), story.node)).toHaveLength(2);
    story.say(0, { a: 1 });
    expect(mood.siblings(story.person(0), story.node)).toHaveLength(1);
    expect(story.person(0).transact((tx) => mood.set(tx, story.node, { a: 1 }))).toBeUndefined();
  });

  test('D10 a choice leaves alone what its maker had not seen', () => {
    const story = new Story();
    story.say(0, 'calm');
    story.say(1, 'wild');
    story.hears(0, 1);
    story.say(2, 'grey');
    story.say(0, 'calm');
    story.settle();
    expect(new Set(story.values(1))).toEqual(new Set(['calm', 'grey']));
  });

  test('D14 undoing a choice brings back what it replaced, but not over what somebody wrote knowing of it', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.say(0, 'calm');
    story.say(1, 'wild');
    story.hears(0, 1);
    story.say(0, 'both');
    history.undo();
    expect(story.values(0)).toEqual(['wild', 'calm']);
    history.redo();
    expect(story.values(0)).toEqual(['both']);
    story.hears(1, 0);
    story.say(1, 'mine');
    story.hears(0, 1);
    history.undo();
    story.hears(1, 0);
    expect([story.values(0), story.values(1)]).toEqual([['mine'], ['mine']]);
  });

  test('D14 what somebody has replaced does not come back by undoing and redoing it', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.say(0, 'one');
    story.hears(1, 0);
    story.say(1, 'two');
    history.undo();
    story.hears(1, 0);
    story.say(1, 'three');
    history.redo();
    story.hears(1, 0);
    expect(story.values(1)).toEqual(['three']);
  });

  test('D10 what undo has brought back can be written over like anything else', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.say(0, 'one');
    story.say(0, 'two');
    story.hears(1, 0);
    story.say(1, 'theirs');
    history.undo();
    story.say(0, 'three');
    story.hears(1, 0);
    expect(new Set(story.values(1))).toEqual(new Set(['theirs', 'three']));
  });

  test('D13 under the name of a property it takes what the property takes', () => {
    const story = new Story();
    const width = new MvRegister('width');
    const set = (value: Value) => () => story.person(0).transact((tx) => width.set(tx, story.node, value));
    set(12)();
    expect(width.values(story.person(0), story.node)).toEqual([12]);
    expect(set(-1)).toThrow(/^width\/@ann00000 must be a number/);
    set(null)();
    expect(width.values(story.person(0), story.node)).toEqual([null]);
  });

  const nonsense: readonly [string, Value][] = [
    ['no list', 'calm'],
    ['too short a list', [1, 'calm']],
    ['a time that is none', [-1, 'calm', {}]],
    ['something seen that is no time', [1, 'calm', { ann00000: 'x' }]],
    ['something seen by nobody', [1, 'calm', { ann: 1 }]],
  ];
  test.each(nonsense)('D13 what other programs leave in its registers is passed over: %s', (_, value) => {
    const story = new Story();
    story.say(0, 'calm');
    story.person(0).transact((tx) => tx.setRaw(story.node, 'mood/@bob00000', value));
    expect(story.values(0)).toEqual(['calm']);
  });

  test('D13 nobody can write later than now, or see what is not written: it would hide what others write for ever', () => {
    const story = new Story();
    const late = Number.MAX_SAFE_INTEGER;
    story
      .person(0)
      .transact((tx) =>
        tx.setRaw(story.node, 'mood/@bob00000', [late, 'late', { ann00000: late - 1, cat00000: late }]),
      );
    story.say(0, 'calm');
    expect(story.values(0)).toEqual(['calm']);
    story.settle();
    story.say(2, 'cats');
    expect(story.values(2)).toEqual(['cats']);
  });

  test.each(['', 'a/b', 'x'.repeat(191), 'a\ud800'])('D10 has no name like %j', (name) => {
    expect(() => new MvRegister(name)).toThrow(RangeError);
  });
});
