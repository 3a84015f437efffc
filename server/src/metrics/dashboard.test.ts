/** The dashboard and the runbooks speak of metrics that there are, and leave none out (R9). */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Served } from '../../testing/served.ts';

const textOf = (path: string): string => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), 'utf8');
const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/\b(?:joinery|nodejs|process)_[a-z0-9_]+/g)].map(([name]) =>
      name.replace(/_(bucket|sum|count)$/, ''),
    ),
  );

let served: Served;
let exported: ReadonlySet<string>;
beforeAll(async () => {
  served = await Served.start();
  const text = await (await served.request('GET', '/metrics')).text();
  exported = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
});
afterAll(() => served.stop());

test.each(['grafana/joinery.json', 'runbooks.md'])('R9 %s names only metrics that there are', (path) => {
  const names = namesIn(textOf(path));
  expect(names.size).toBeGreaterThan(5);
  expect([...names].filter((name) => !exported.has(name))).toEqual([]);
});

test('R9 every metric of ours is on the dashboard', () => {
  const shown = namesIn(textOf('grafana/joinery.json'));
  const ours = [...exported].filter((name) => name.startsWith('joinery_'));
  expect(ours.filter((name) => !shown.has(name))).toEqual(['joinery_digests_compared', 'joinery_draining']);
});
