/** A relay whose clock jumps, and one that stands still for a while. */
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { Crowd } from './crowd.ts';
import { bundleRelay } from './relay-process.ts';

const TROUBLES = fileURLToPath(new URL('troubles.mjs', import.meta.url));
const HOUR_MS = 3_600_000;

// What is waited for has limits of its own, and says what it waited for.
vi.setConfig({ testTimeout: 300_000 });

let main: string;
let crowd: Crowd | undefined;
beforeAll(async () => {
  main = await bundleRelay();
});
afterEach(() => crowd?.goes());

/** Everybody edits, something happens, and soon everybody's edits reach the others as before. */
async function editsFlowOver(happens: (crowd: Crowd) => void | Promise<void>): Promise<Crowd> {
  crowd = await Crowd.gathers(main, { people: 5, preload: [TROUBLES] });
  // Who comes back is told the time, and goes by it.
  for (const person of crowd.people) person.edits(30, 700);
  await crowd.promises(100);
  await happens(crowd);
  await crowd.promises(300);
  await crowd.rests();
  return crowd;
}

test.each([
  ['back', -HOUR_MS],
  ['forward', HOUR_MS],
])('R1, S2 the relay’s clock jumps an hour %s: edits flow on, and nothing is lost or refused', async (_, jumpMs) => {
  const { relay } = await editsFlowOver((all) => all.relay.tell({ jumpMs }));
  expect(relay.errors).toEqual([]);
});

test('R1, S2 the clock is put back an hour while no relay runs: edits flow on, and nothing is lost or refused', async () => {
  await editsFlowOver(async (all) => {
    all.relay.tell({ jumpMs: HOUR_MS });
    await all.promises(200);
    await all.relay.kill();
    // The next process goes by the machine's clock again, an hour behind what was journalled last.
    await all.relay.start().ready;
  });
});

test('R1, S2 the relay stands still for two seconds: whoever stays or comes back goes on, and nothing is lost', async () => {
  const { relay } = await editsFlowOver((all) => all.relay.tell({ blockMs: 2000 }));
  expect(relay.errors).toEqual([]);
});
