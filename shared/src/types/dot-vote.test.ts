import { describe, expect, test } from 'vitest';
import { Gossip } from '../../testing/index.ts';
import { UndoHistory } from '../document/undo-history.ts';
import type { NodeId } from '../document/node-id.ts';
import { DotVote } from './dot-vote.ts';

const votes = new DotVote('votes');

/** The board is the rectangle of the gossip; what is voted on are ids. */
class Story extends Gossip<string> {
  readonly idea: NodeId = `ann00000${'0'.repeat(9)}`;

  vote(who: number): void {
    this.write(who, 'vote', (tx) => votes.vote(tx, this.node, this.idea));
  }

  takeBack(who: number): void {
    this.write(who, 'take back', (tx) => void votes.takeBack(tx, this.node, this.idea));
  }

  withdraw(who: number): void {
    this.write(who, 'withdraw', (tx) => votes.withdraw(tx, this.node, this.idea));
  }

  dots(who: number): number | undefined {
    return votes.dots(this.person(who), this.node).get(this.idea);
  }
}

describe('D10 a dot-vote, made of a set and counters', () => {
  test('D10 counts every dot, whoever votes at once', () => {
    const story = new Story();
    expect(story.dots(0)).toBeUndefined();
    for (let i = 0; i < 7; i++) story.vote(i);
    story.settle();
    expect([0, 1, 2].map((who) => story.dots(who))).toEqual([7, 7, 7]);
  });

  test('D10 takes back one’s own dots alone, so that there are never less than none', () => {
    const story = new Story();
    story.vote(0);
    story.settle();
    story.takeBack(0);
    story.takeBack(0);
    story.takeBack(1);
    story.settle();
    expect(story.dots(2)).toBe(0);
  });

  test('D10 a node withdrawn while somebody votes for it stays in the vote', () => {
    const story = new Story();
    story.vote(0);
    story.settle();
    story.withdraw(1);
    expect(story.dots(1)).toBeUndefined();
    story.vote(2);
    story.settle();
    expect(story.dots(1)).toBe(2);
  });

  test('D14 undoing a vote takes its dot back, and the node stays where others voted', () => {
    const story = new Story(2);
    const history = new UndoHistory(story.person(0));
    story.vote(0);
    story.settle();
    story.vote(1);
    story.settle();
    history.undo();
    story.settle();
    expect([story.dots(0), story.dots(1)]).toEqual([1, 1]);
    history.redo();
    expect(story.dots(0)).toBe(2);
  });
});
