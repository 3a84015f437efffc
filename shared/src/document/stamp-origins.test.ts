import { describe, expect, test } from 'vitest';
import { desks } from '../../testing/index.ts';
import { StampOrigins } from './stamp-origins.ts';
import { StepRecord } from './step-record.ts';
import { StepWriter } from './step-writer.ts';

const at = (time: number, node = 'n0') => ({ node, property: 'width', stamp: { time, actor: 'ann00000' } });

describe('origins of stamps', () => {
  test('D14 a stamp that history has not written is its own origin, one that it has is what it stands for, in its register only', () => {
    const origins = new StampOrigins();
    origins.set(at(7), origins.of(at(3)));
    expect(origins.of(at(7))).toBe(origins.of(at(3)));
    expect(origins.of(at(7, 'n1'))).not.toBe(origins.of(at(3, 'n1')));
    origins.set(at(9), origins.of(at(7)));
    expect(origins.of(at(9))).toBe(origins.of(at(3)));
    expect(origins.of({ ...at(9), stamp: undefined })).not.toBe(origins.of(at(9)));
  });

  test('D14 what neither stands nor is asked for is forgotten, the rest is kept', () => {
    const origins = new StampOrigins();
    for (let time = 1; time <= 20_000; time++) origins.set(at(time), 'first');
    origins.sweep(
      () => ({ time: 20_000, actor: 'ann00000' }),
      () => [at(5)],
    );
    expect([origins.size, origins.of(at(5)), origins.of(at(20_000))]).toEqual([2, 'first', 'first']);
  });

  test('D14 undoing and redoing for long adds up to nothing', () => {
    const { ann, shape } = desks();
    const origins = new StampOrigins();
    const writer = new StepWriter(ann.document, origins);
    let record = new StepRecord(origins);
    ann.document.subscribe(({ origin, change, replaced }) => {
      if (origin === 'local' && change && replaced) record.add({ change, replaced });
    });
    ann.document.transact((tx) => tx.set(shape, 'width', 20));
    let most = 0;
    for (let press = 0; press < 12_001; press++) {
      record = writer.write(record).inverse ?? record;
      origins.sweep(
        ({ node, property }) => ann.document.stamp(node, property),
        () => record.asked(),
      );
      most = Math.max(most, origins.size);
    }
    expect(ann.document.get(shape, 'width')).toBe(10);
    expect(most).toBeLessThanOrEqual(10_000);
  });
});
