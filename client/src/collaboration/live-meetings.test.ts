import { must, type NodeId } from '@joinery/shared';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../editor/testing/test-editor.ts';
import { type LiveMeetings, watchMeetings } from './live-meetings.ts';

let world: TestWorld;
let now: number;
let due: (() => void)[];
let meetings: LiveMeetings;
let card: NodeId;

const [ADA, BEN] = [0, 1];
const person = (which: number) => must(world.people[which], 'a person');
const sets = (which: number, property: 'width' | 'height', value: number): void => {
  person(which).document.transact((tx) => tx.set(card, property, value));
  world.sync();
};
const met = () => meetings.getState().meetings.map(({ node, property, actor }) => ({ node, property, actor }));

beforeEach(() => {
  world = new TestWorld(2);
  [now, due] = [0, []];
  card = person(ADA).make('rectangle');
  world.sync();
  now = 10_000;
  const after = (_: number, run: () => void) => (due.push(run), () => {});
  meetings = watchMeetings(person(ADA).document, { now: () => now, after, random: () => 0 });
});

describe('what two people change within two seconds of each other', () => {
  it('is told with whom I met, whoever was first', () => {
    sets(ADA, 'width', 10);
    now += 1900;
    sets(BEN, 'width', 20);
    expect(met()).toEqual([{ node: card, property: 'width', actor: 'tester01' }]);
    sets(BEN, 'height', 5);
    now += 500;
    sets(ADA, 'height', 6);
    expect(met()).toHaveLength(2);
    for (const run of due) run();
    expect(met()).toEqual([]);
  });

  it('is nothing when they were further apart, or changed other properties, or it was I twice', () => {
    sets(ADA, 'width', 10);
    sets(ADA, 'width', 11);
    sets(BEN, 'height', 5);
    now += 2001;
    sets(BEN, 'width', 20);
    expect(met()).toEqual([]);
  });
});
