import { describe, expect, test } from 'vitest';
import type { Change, Register } from './change.ts';
import { StampOrigins } from './stamp-origins.ts';
import { type OwnChange, StepRecord } from './step-record.ts';

const ME = 'ann00000';
const SHAPES = Array.from({ length: 9 }, (_, i) => `n${i}`);

/** A person's changes to one document, each with what it replaced. */
class Hand {
  readonly #standing = new Map<string, Register>();
  #time = 0;

  sets(
    nodes: readonly string[],
    { property = 'position', actor = ME }: { property?: string; actor?: string } = {},
  ): OwnChange {
    this.#time += 1;
    const change: Change = {
      actor,
      time: this.#time,
      assignments: nodes.map((node) => [node, property, this.#time]),
    };
    const replaced = nodes.map((node) => this.#standing.get(`${node}/${property}`));
    for (const node of nodes) this.#standing.set(`${node}/${property}`, { value: this.#time, time: this.#time, actor });
    return { change, replaced };
  }
}

const valuesOf = (record: StepRecord): unknown[] => [...record.entries().values()].map(({ value }) => value);

describe('what a gesture remembers', () => {
  test('D14 a drag of any length remembers the registers that it drags, once', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    for (let frame = 0; frame < 10_000; frame++) record.add(hand.sets(SHAPES));
    expect(record.size).toBe(SHAPES.length);
    expect(record.entries().size).toBe(SHAPES.length);
  });

  test('D14 a gesture that sets now this, now that, remembers no more for being long', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    let most = 0;
    for (let frame = 0; frame < 2000; frame++) {
      record.add(
        hand.sets(frame % 2 === 0 ? SHAPES : SHAPES.slice(0, 3), { property: frame % 3 === 0 ? 'width' : 'position' }),
      );
      most = Math.max(most, record.size);
    }
    expect(most).toBeLessThan(SHAPES.length * 40);
    expect(record.entries().size).toBe(SHAPES.length * 2);
    expect(valuesOf(record).every((value) => value === undefined)).toBe(true);
  });

  test('D14 a drag that somebody writes into with every frame remembers no more for being long, and goes back to the last of theirs', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    for (let frame = 0; frame < 2000; frame++) {
      record.add(hand.sets(['n0']));
      hand.sets(['n0'], { actor: 'bob00000' });
    }
    record.add(hand.sets(['n0']));
    expect(record.size).toBeLessThan(40);
    expect(valuesOf(record)).toEqual([4000]);
  });

  test('D14 what stood before the first frame is what is remembered, and the last frame is what has to stand', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    hand.sets(['n0', 'n1'], { actor: 'bob00000' });
    for (let frame = 0; frame < 5; frame++) record.add(hand.sets(['n0', 'n1']));
    record.add(hand.sets(['n1']));
    expect([...record.entries().values()]).toMatchObject([
      { node: 'n0', value: 1, stood: '1/bob00000', expected: `6/${ME}` },
      { node: 'n1', value: 1, stood: '1/bob00000', expected: `7/${ME}` },
    ]);
  });

  test('D14 what was asked in between changes nothing', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    for (let frame = 0; frame < 5; frame++) {
      record.add(hand.sets(['n0']));
      record.entries();
    }
    expect([...record.entries().values()]).toMatchObject([{ value: undefined, stood: 'none', expected: `5/${ME}` }]);
  });

  test('D14 a placement that was written as it was seen is no move of mine, whatever came before or comes after', () => {
    const [hand, record] = [new Hand(), new StepRecord(new StampOrigins())];
    const settled = new Set(['n1']);
    record.add({ ...hand.sets(['n0', 'n1'], { property: 'placement' }), settled });
    expect(valuesOf(record)).toEqual([undefined]);
    record.add(hand.sets(['n0', 'n1'], { property: 'placement' }));
    expect(valuesOf(record)).toEqual([undefined, 1]);
  });
});
