import { expect, test } from 'vitest';
import { TestTimers } from '../../testing/test-timers.ts';
import { Leases } from './leases.ts';

const LEASE_MS = 1000;

function world() {
  const timers = new TestTimers(0);
  const ended: string[] = [];
  return { timers, ended, leases: new Leases(timers, LEASE_MS, (session) => ended.push(session)) };
}

test('P4 each session keeps its lease for its full length, and not longer', async () => {
  const { timers, ended, leases } = world();
  leases.begin('ada');
  leases.begin('ben');
  await timers.advance(LEASE_MS / 2);
  leases.begin('cleo');
  leases.begin('ada');
  await timers.advance(LEASE_MS / 2 - 1);
  expect(ended).toEqual([]);
  await timers.advance(1);
  expect(ended).toEqual(['ada', 'ben']);
  await timers.advance(LEASE_MS / 2);
  expect(ended).toEqual(['ada', 'ben', 'cleo']);
});

test('P4 who comes back has no lease, and a whole one when the link breaks again', async () => {
  const { timers, ended, leases } = world();
  leases.begin('ada');
  await timers.advance(LEASE_MS - 1);
  leases.end('ada');
  leases.begin('ada');
  await timers.advance(LEASE_MS - 1);
  expect(ended).toEqual([]);
  await timers.advance(1);
  expect(ended).toEqual(['ada']);
  leases.begin('ben');
  leases.dispose();
  await timers.advance(2 * LEASE_MS);
  expect(ended).toEqual(['ada']);
});
