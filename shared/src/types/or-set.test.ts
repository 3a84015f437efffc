import { describe, expect, test } from 'vitest';
import { exchange, Gossip } from '../../testing/index.ts';
import { UndoHistory } from '../document/undo-history.ts';
import { OrSet } from './or-set.ts';

const tags = new OrSet('tags');

class Story extends Gossip<string> {
  add(who: number, element: string): void {
    this.write(who, element, (tx) => tags.add(tx, this.node, element));
  }

  remove(who: number, element: string): void {
    this.write(who, element, (tx) => tags.remove(tx, this.node, element));
  }

  elements(who: number): readonly string[] {
    return tags.elements(this.person(who), this.node);
  }

  hears(to: number, from: number): void {
    this.hear({ kind: 'delta', to, from });
  }
}

describe('D10 a set', () => {
  test('D10 holds what anybody added, in the order of its characters, until it is removed', () => {
    const story = new Story();
    story.add(0, 'red');
    story.add(1, 'blue');
    story.settle();
    expect(story.elements(2)).toEqual(['blue', 'red']);
    story.remove(2, 'blue');
    story.settle();
    expect(story.elements(0)).toEqual(['red']);
    expect(tags.has(story.person(0), story.node, 'blue')).toBe(false);
  });

  test('D10 an addition wins over a removal at the same time, also of an element that was there, whoever comes later', () => {
    for (const [adds, removes] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const story = new Story();
      story.add(2, 'red');
      story.settle();
      story.remove(removes, 'red');
      story.add(adds, 'red');
      story.settle();
      expect(story.elements(2)).toEqual(['red']);
    }
  });

  test('D10 an element that was added again survives a later removal by somebody who only knew of the first time', () => {
    const story = new Story();
    story.add(0, 'red');
    story.hears(1, 0);
    story.remove(0, 'red');
    story.add(0, 'red');
    // Bob's stamp is the greater one.
    for (let i = 0; i < 9; i++) story.add(1, 'other');
    story.remove(1, 'red');
    story.settle();
    expect(story.elements(2)).toEqual(['other', 'red']);
  });

  test('D10 an element added and removed a hundred times takes one register for each actor', () => {
    const story = new Story();
    for (let i = 0; i < 100; i++) {
      story.person(i).transact((tx) => tags.add(tx, story.node, 'red'));
      if (i % 3 === 0) exchange(...story.people);
      story.person(i + 1).transact((tx) => tags.remove(tx, story.node, 'red'));
    }
    exchange(...story.people);
    const keys = [...(story.person(0).row(story.node)?.keys() ?? [])].filter((name) => name.startsWith('tags/'));
    expect(keys).toHaveLength(3);
  });

  test('D10 removing what is not there writes nothing', () => {
    const story = new Story();
    expect(story.person(0).transact((tx) => tags.remove(tx, story.node, 'red'))).toBeUndefined();
  });

  test('D14 undoing a removal puts the element back, undoing an addition leaves it where others added it too', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.add(1, 'red');
    story.hears(0, 1);
    story.remove(0, 'red');
    history.undo();
    expect(story.elements(0)).toEqual(['red']);
    story.add(0, 'red');
    story.add(1, 'red');
    story.hears(0, 1);
    history.undo();
    expect(story.elements(0)).toEqual(['red']);
  });

  test.each(['', 'a/b', 'x'.repeat(186), 'a\ud800'])('D10 holds no element like %j', (element) => {
    const story = new Story();
    expect(() => story.add(0, element)).toThrow(RangeError);
  });

  test('D13 under the name of a property, as under any other, it holds what its registers say is in it', () => {
    const story = new Story();
    const fills = new OrSet('fills');
    story.person(0).transact((tx) => fills.add(tx, story.node, 'red'));
    expect(fills.elements(story.person(0), story.node)).toEqual(['red']);
    const set = (): unknown =>
      story.person(0).transact((tx) => tx.setRaw(story.node, 'fills/red/@bob00000', [1, 'yes', {}]));
    expect(set).toThrow(/^fills\/red\/@bob00000 must be true or false/);
  });
});
