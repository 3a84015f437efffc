import { describe, expect, test } from 'vitest';
import type { Change, Register } from '../document/change.ts';
import { PendingChanges } from './pending-changes.ts';

const change = (time: number, ...properties: string[]): Change => ({
  actor: 'ann00000',
  time,
  assignments: properties.map((property) => ['node', property, time]),
});
const register = (time: number, actor = 'ann00000'): Register => ({ value: time, time, actor });
const times = (pending: PendingChanges): number[] => pending.changes().map(({ time }) => time);

describe('S2 pending changes', () => {
  test('S2 changes are taken in order, again after a new link, until they are acknowledged', () => {
    const pending = new PendingChanges();
    for (const one of [change(1, 'x'), change(2, 'y'), change(3, 'z')]) pending.load({ change: one, replaced: [] });
    expect(pending.take(2, 1e6).map(({ time }) => time)).toEqual([1, 2]);
    expect(pending.take(2, 1e6).map(({ time }) => time)).toEqual([3]);
    expect(pending.take(2, 1e6)).toEqual([]);
    expect(pending.acknowledge(1)).toBe(1);
    pending.rewind();
    expect(pending.take(9, 1e6).map(({ time }) => time)).toEqual([2, 3]);
    expect(pending.acknowledge(9)).toBe(2);
    expect(pending.size).toBe(0);
    expect(pending.acknowledge(9)).toBe(0);
  });

  test('S2 a push stays below the length that is asked for, but a change that is longer goes alone', () => {
    const pending = new PendingChanges();
    const long = (time: number): Change => ({
      actor: 'ann00000',
      time,
      assignments: [['node', 'name', 'x'.repeat(1000)]],
    });
    for (const one of [long(1), change(2, 'x'), change(3, 'x'), long(4), long(5)])
      pending.load({ change: one, replaced: [] });
    const taken = Array.from({ length: 4 }, () => pending.take(9, 3200).map(({ time }) => time));
    expect(taken).toEqual([[1, 2, 3], [4], [5], []]);
  });

  test('S2 a drag’s newer change takes the place of an unsent one that set the same registers, never of a sent one', () => {
    const pending = new PendingChanges();
    expect(pending.add({ change: change(1, 'x', 'y'), replaced: [register(0), undefined] })).toBeUndefined();
    expect(pending.add({ change: change(2, 'x', 'y', 'z'), replaced: [register(1), register(1), register(0)] })).toBe(
      1,
    );
    expect(times(pending)).toEqual([2]);
    pending.take(1, 1e6);
    expect(pending.add({ change: change(3, 'x', 'y', 'z'), replaced: [] })).toBeUndefined();
    expect(pending.add({ change: change(4, 'y', 'x', 'z'), replaced: [] })).toBeUndefined();
    expect(pending.add({ change: change(5, 'y'), replaced: [] })).toBeUndefined();
    expect(times(pending)).toEqual([2, 3, 4, 5]);
    expect(pending.remove(2)?.replaced).toEqual([register(0), undefined, register(0)]);
  });

  test('S2 a change that was sent on an earlier link is not squashed: the relay may have it', () => {
    const pending = new PendingChanges();
    pending.add({ change: change(1, 'x'), replaced: [] });
    pending.take(1, 1e6);
    pending.rewind();
    expect(pending.add({ change: change(2, 'x'), replaced: [] })).toBeUndefined();
    expect(pending.add({ change: change(3, 'x'), replaced: [] })).toBe(2);
    expect(times(pending)).toEqual([1, 3]);
    pending.acknowledge(1);
    expect(pending.add({ change: change(4, 'x'), replaced: [] })).toBe(3);
  });

  test('S2 what was kept before a reload is not squashed: it may have been sent one by one', () => {
    const pending = new PendingChanges();
    for (const one of [change(1, 'x'), change(2, 'x')]) pending.load({ change: one, replaced: [] });
    expect(times(pending)).toEqual([1, 2]);
  });

  test('S5 what lost against a change that waits is what stands should it be rejected, the latest of it', () => {
    const pending = new PendingChanges();
    pending.add({ change: change(10, 'x', 'y'), replaced: [register(1), undefined] });
    pending.take(1, 1e6);
    pending.add({ change: change(20, 'x'), replaced: [register(10)] });
    pending.arrived([
      ['node', 'x', register(5, 'bob00000')],
      ['node', 'x', register(4, 'cid00000')],
      ['node', 'x', register(15, 'bob00000')],
      ['node', 'x', register(30, 'bob00000')],
      ['other', 'x', register(6, 'bob00000')],
    ]);
    expect(pending.remove(10)?.replaced).toEqual([register(5, 'bob00000'), undefined]);
    expect(pending.remove(20)?.replaced).toEqual([register(15, 'bob00000')]);
  });

  test('S5 a squashed change restores what somebody else set between the two', () => {
    const pending = new PendingChanges();
    pending.add({ change: change(10, 'x', 'y'), replaced: [register(1), register(2)] });
    pending.add({ change: change(20, 'x', 'y'), replaced: [register(15, 'bob00000'), register(10)] });
    expect(pending.remove(20)?.replaced).toEqual([register(15, 'bob00000'), register(2)]);
  });

  test('S5 a rejected change that is taken out never was: a later one replaced what stood before it', () => {
    const pending = new PendingChanges();
    pending.add({ change: change(1, 'x'), replaced: [register(0, 'bob00000')] });
    pending.take(1, 1e6);
    pending.add({ change: change(2, 'x', 'y'), replaced: [register(1), register(0)] });
    pending.take(1, 1e6);
    expect(pending.remove(1)?.change.time).toBe(1);
    expect(pending.remove(1)).toBeUndefined();
    expect(pending.unsent).toBe(0);
    expect(pending.remove(2)?.replaced).toEqual([register(0, 'bob00000'), register(0)]);
  });

  test('S5 of several that are taken out at once the later ones forget as well, and keep what others set between', () => {
    const pending = new PendingChanges();
    pending.load({ change: change(1, 'x', 'y'), replaced: [register(0), undefined] });
    pending.load({ change: change(3, 'x', 'y'), replaced: [register(2, 'bob00000'), register(1)] });
    pending.load({ change: change(4, 'x', 'y'), replaced: [register(3), register(3)] });
    expect(pending.takeUpTo(3).map((item) => item.change.time)).toEqual([1, 3]);
    expect([times(pending), pending.takeUpTo(3)]).toEqual([[4], []]);
    expect(pending.remove(4)?.replaced).toEqual([register(2, 'bob00000'), undefined]);
  });
});
