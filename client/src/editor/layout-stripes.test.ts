import type { StripeGrid } from '@joinery/shared';
import { describe, expect, it } from 'vitest';
import { stripesOf } from './layout-stripes.ts';

const grid = (more: Partial<StripeGrid>): StripeGrid => ({
  type: 'columns',
  visible: true,
  color: '#ff0000',
  opacity: 0.1,
  count: 3,
  gutter: 20,
  margin: 10,
  align: 'stretch',
  size: 50,
  ...more,
});

describe('stripes of a layout grid', () => {
  it('share out the room that margins and gutters leave', () => {
    expect(stripesOf(grid({}), 240)).toEqual([
      [10, 70],
      [90, 150],
      [170, 230],
    ]);
  });

  it('stand at the near edge, at the far one, or in the middle', () => {
    expect(stripesOf(grid({ align: 'start' }), 400)[0]).toEqual([10, 60]);
    expect(stripesOf(grid({ align: 'end' }), 400).at(-1)).toEqual([340, 390]);
    expect(stripesOf(grid({ align: 'center', count: 1 }), 400)).toEqual([[175, 225]]);
  });

  it('are none where there is no room, and only those that the frame has something of', () => {
    expect(stripesOf(grid({ margin: 200 }), 240)).toEqual([]);
    expect(stripesOf(grid({ align: 'start', count: 10 }), 100)).toHaveLength(2);
  });
});
