import { test } from 'vitest';
import { insertKeys } from '../document/order.ts';
test('measure', () => {
  for (const n of [200, 500, 1000, 2000]) {
    const keys: string[] = [];
    let moved = 0,
      rekeys = 0,
      most = 0;
    const t = performance.now();
    for (let i = 0; i < n; i++) {
      const index = keys.length >> 1;
      const r = insertKeys({ length: keys.length, at: (j) => keys[j]! }, index, 1, 'ann00000');
      if (r.moved.size) {
        rekeys++;
        moved += r.moved.size;
        most = Math.max(most, r.moved.size);
      }
      for (const [j, k] of r.moved) keys[j] = k;
      keys.splice(index, 0, ...r.inserted);
    }
    console.log(n, { rekeys, moved, most, ms: performance.now() - t });
  }
});
