import { must } from '@joinery/shared';
import { expect, it } from 'vitest';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { authorshipOf } from './authorship.ts';

it('D2 who set what, and when, is read off the stamps, the latest first', () => {
  const world = new TestWorld(2);
  const [ada, ben] = world.people;
  const card = must(ada, 'Ada').make('rectangle', { width: 40 });
  world.sync();
  world.clock.now += 5 * 60_000;
  must(ben, 'Ben').document.transact((tx) => tx.set(card, 'opacity', 0.5));
  must(ben, 'Ben').document.transact((tx) => tx.set(card, 'width', 60));
  world.sync();
  const told = authorshipOf(must(ada, 'Ada').document, card);
  expect(told.map(({ actor, labels, created }) => [actor, [...labels].sort(), created])).toEqual([
    ['tester01', ['Opacity', 'Width'], false],
    ['tester00', ['Fill', 'Place'], true],
  ]);
  expect(told[0]?.time).toBeGreaterThan(told[1]?.time ?? Infinity);
});
