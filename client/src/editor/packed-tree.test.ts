import { Random } from '@joinery/shared/testing';
import RBush from 'rbush';
import { expect, test } from 'vitest';
import { packedTree } from './packed-tree.ts';

const random = new Random(1);

function itemsOf(count: number) {
  return Array.from({ length: count }, (_, id) => {
    const [minX, minY] = [random.next() * 1000 - 500, random.next() * 1000 - 500];
    return { id, minX, minY, maxX: minX + random.next() * 40, maxY: minY + random.next() * 40 };
  });
}

test('a packed tree finds what lies in a box, before and after items come and go', () => {
  for (const count of [0, 1, 16, 17, 300, 5000]) {
    const items = itemsOf(count);
    const tree = new RBush<(typeof items)[0]>(16);
    tree.fromJSON(packedTree(items, 16));
    for (const gone of items.splice(0, count / 4)) tree.remove(gone);
    for (const added of itemsOf(50)) {
      items.push(added);
      tree.insert(added);
    }
    for (let i = 0; i < 20; i++) {
      const [minX, minY] = [random.next() * 1000 - 500, random.next() * 1000 - 500];
      const seen = { minX, minY, maxX: minX + 150, maxY: minY + 150 };
      const meets = (item: (typeof items)[0]): boolean =>
        item.minX <= seen.maxX && item.maxX >= minX && item.minY <= seen.maxY && item.maxY >= minY;
      expect(new Set(tree.search(seen))).toEqual(new Set(items.filter(meets)));
    }
  }
});

test('items at one place, or in a line, are packed too', () => {
  const items = Array.from({ length: 100 }, (_, at) => ({ minX: 5, minY: at, maxX: 5, maxY: at }));
  const tree = new RBush<(typeof items)[0]>(16);
  tree.fromJSON(packedTree(items, 16));
  expect(tree.search({ minX: 0, minY: 10, maxX: 9, maxY: 19 })).toHaveLength(10);
});
