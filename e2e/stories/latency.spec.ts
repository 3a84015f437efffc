/**
 * Not part of `npm test`, since it measures time: `MEASURE=1 npm run e2e -- latency`. The figure wanted is 100 ms at the 99th
 * percentile on one machine; what is asserted is loose, what was measured is printed.
 */
import { type NodeId, ROOT } from '@joinery/shared';
import { HeadlessPerson } from '../support/headless-person.ts';
import { expect, story } from '../support/story.ts';

declare global {
  interface Window {
    /** Per remote edit the ms from its making to the frame that shows it. */
    paintDelays?: number[];
  }
}

/** With Ada ten. */
const CROWD = 9;
const EDITS = 60;
const EDIT_EVERY_MS = 100;
const LOOSE_P99_MS = 1000;

const measured = { tag: '@measure' };

story('a remote edit is painted soon, with ten people editing', measured, async ({ ada, relay, file }, info) => {
  const crowd = Array.from(
    { length: CROWD },
    (_, index) => new HeadlessPerson(`Person ${index}`, { origin: relay.origin, file }),
  );
  await Promise.all(crowd.map((person) => person.arrives()));
  await ada.asks(measurePaintDelays);
  const herShape = await ada.makes('ellipse', { position: { x: 400, y: 300 } });
  const from = await ada.grabs(herShape);
  const herHand = (step: number) => ada.hand.movesTo({ x: from.x + step * 2, y: from.y + step });
  const drags = crowd.map((person, index) => dragsAbout(person, index));
  for (let step = 0; step < EDITS; step += 1) await herHand(step);
  await ada.hand.letsGo();
  for (const shape of await Promise.all(drags)) {
    await ada.seesNode(shape).toMatchObject({ properties: { width: EDITS } });
  }
  for (const person of crowd) person.leaves();
  const sorted = (await ada.page.evaluate(() => window.paintDelays ?? [])).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? Infinity;
  const figures = `${sorted.length} edits: p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
  info.annotations.push({ type: 'measured', description: figures });
  console.log(figures);
  expect(at(0.99)).toBeLessThan(LOOSE_P99_MS);
});

/** Drags a shape, each step named after the moment at which it was made. @returns the shape */
async function dragsAbout({ document, sync }: HeadlessPerson, index: number): Promise<NodeId> {
  const [page = ''] = document.children(ROOT);
  let shape = '';
  for (let step = 1; step <= EDITS; step += 1) {
    document.transact((tx) => {
      if (step === 1) shape = tx.create('rectangle', page, { height: 20 });
      tx.setPosition(shape, { x: step * 5, y: index * 30 });
      tx.set(shape, 'width', step);
      tx.set(shape, 'name', String(Date.now()));
    });
    await new Promise((resolve) => setTimeout(resolve, EDIT_EVERY_MS));
  }
  await expect.poll(() => sync.pendingCount, { intervals: [20] }).toBe(0);
  return shape;
}

/** Runs in the page. */
function measurePaintDelays({ editor: { document } }: NonNullable<Window['joinery']>): void {
  const delays: number[] = (window.paintDelays = []);
  document.subscribe(({ origin, touched }) => {
    if (origin !== 'remote') return;
    const made = [...touched.keys()].map((id) => Number(document.get(id, 'name'))).filter((time) => time > 0);
    // The frame's own callbacks run first, then it is painted, then the message comes.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => delays.push(...made.map((time) => Date.now() - time)));
      port1.start();
      port2.postMessage(null);
    });
  });
}
