import { expect, test } from 'vitest';
import { ROOT } from '../document/node-id.ts';
import { SetAside } from './set-aside.ts';

const change = (actor: string, time: number) => ({ actor, time, assignments: [[ROOT, 'name', time]] as const });
const [ann1, ben1, ann2, ben2] = [change('ann', 1), change('ben', 2), change('ann', 3), change('ben', 4)];

test('changes of who is apart wait, in order, until they are let in; all others pass', () => {
  const aside = new SetAside();
  expect(aside.pass([ann1, ben1])).toEqual([ann1, ben1]);
  expect(aside.become((actor) => actor === 'ann')).toEqual([]);
  expect(aside.pass([ann1, ben1])).toEqual([ben1]);
  expect(aside.pass([ann2, ben2])).toEqual([ben2]);
  expect(aside.become((actor) => actor === 'ben')).toEqual([ann1, ann2]);
  expect(aside.pass([ann1, ben1])).toEqual([ann1]);
  expect(aside.become(() => false)).toEqual([ben1]);
});

test('of who is found to be apart late nothing overtakes what waits, and what came by another way waits no more', () => {
  const aside = new SetAside();
  let apart = true;
  aside.become(() => apart);
  expect(aside.pass([ann1])).toEqual([]);
  apart = false;
  expect(aside.pass([ann2, ben2])).toEqual([ben2]);
  aside.clear();
  expect(aside.pass([ann2])).toEqual([ann2]);
  expect(aside.become(() => false)).toEqual([]);
});
