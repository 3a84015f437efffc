/**
 * The canvas in a real browser: `npm run bench -- canvas [--shapes 1000,10000,50000] [--views overview,working] [--actions pan,…]
 * [--subjects joinery,excalidraw] [--pixel-ratio 1] [--frames 90] [--around] [--peers-up-to 10000]
 * [--write]`, where the
 * actions `crowd` (fifty people drag while I pan) and `dragAll` are known too, and `--around` zooms in and out twenty times. Frames are the browser's own; main-thread time is
 * processor time of the page's main thread, so that a busy machine spoils the frames but not that.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/browser.mjs';
import { buildPages, servePages } from './build.mjs';
import { goalsOf, goalText } from './goals.mjs';
import { print, write } from './report.mjs';

/** @typedef {{ fps: number, p95Ms: number, mainMs: number }} Measured */
/** @typedef {{ subject: string, shapes: number, view: string, firstMs: number, firstMainMs: number, sharpMs: number | undefined, hitMs: number | undefined, heapMb: number, tilesMb: number | undefined, growthMb: number | undefined, actions: Record<string, Measured> }} Result */

const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SIZE = { width: 1440, height: 900 };
/** What takes longer for one scene is left out, with what was measured until then. */
const LONGEST_MS = 240_000;

/** @param {string[]} args */
export async function benchCanvas(args) {
  const { values } = parseArgs({
    args,
    options: {
      shapes: { type: 'string', default: '1000,10000,50000' },
      views: { type: 'string', default: 'overview,working' },
      actions: { type: 'string', default: 'pan,zoom,drag1,drag100,marquee,hover' },
      subjects: { type: 'string', default: 'joinery' },
      'pixel-ratio': { type: 'string', default: '1' },
      frames: { type: 'string', default: '90' },
      around: { type: 'boolean', default: false },
      'peers-up-to': { type: 'string', default: 'Infinity' },
      write: { type: 'boolean', default: false },
    },
  });
  const options = {
    actions: values.actions.split(','),
    frames: Number(values.frames),
    around: values.around,
    pixelRatio: Number(values['pixel-ratio']),
  };
  const subjects = values.subjects.split(',');
  const folder = mkdtempSync(join(tmpdir(), 'joinery-bench-canvas-'));
  const [pages, browser] = [
    await servePages(folder),
    await chromium.launch({ executablePath: await findBrowser(), args: ARGS }),
  ];
  try {
    await buildPages(folder, subjects);
    /** @type {Result[]} */
    const results = [];
    for (const shapes of values.shapes.split(',').map(Number))
      for (const view of values.views.split(','))
        for (const subject of subjects) {
          if (subject !== 'joinery' && shapes > Number(values['peers-up-to'])) continue;
          const url = `${pages.url}/${subject}/${subject}.html`;
          const result = await measureScene(browser, url, { subject, shapes, view, ...options });
          print(result);
          results.push(result);
        }
    for (const goal of goalsOf(results, options.pixelRatio)) console.log(goalText(goal));
    if (values.write) write(results, options);
  } finally {
    await browser.close();
    pages.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {import('@playwright/test').Browser} browser @param {string} url
 * @param {{ subject: string, shapes: number, view: string, actions: string[], frames: number, around: boolean, pixelRatio: number }} options
 * @returns {Promise<Result>}
 */
async function measureScene(browser, url, { subject, shapes, view, actions, frames, around, pixelRatio }) {
  const context = await browser.newContext({ viewport: SIZE, deviceScaleFactor: pixelRatio });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${subject}: ${error.message}`));
  page.setDefaultTimeout(LONGEST_MS);
  await page.goto(url);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const deadline = Date.now() + LONGEST_MS;
  await page.evaluate((count) => window.bench.prepare(count), shapes);
  const before = await mainThreadMs(session);
  const { firstMs } = await page.evaluate((seen) => window.bench.open(seen), view);
  const firstMainMs = (await mainThreadMs(session)) - before;
  await page.evaluate(() => window.bench.rest(1500));
  /** @type {Record<string, Measured>} */
  const measured = {};
  for (const action of actions) {
    // The peer has nobody else in its file.
    if (Date.now() > deadline || (action === 'crowd' && subject !== 'joinery')) break;
    measured[action] = await measureAction(page, session, action, frames);
    await page.evaluate(() => window.bench.rest(500));
  }
  const sharpMs = await page.evaluate(() => window.bench.sharpAfterZoom?.());
  const hitMs = await page.evaluate(() => window.bench.hitMs?.());
  const heapMb = await heapOf(session);
  const growthMb = around && view === 'overview' ? await growthOf(page, session) : undefined;
  const tilesMb = await page.evaluate(() => (window.bench.tileBytes?.() ?? Number.NaN) / 1e6);
  await context.close();
  return { subject, shapes, view, firstMs, firstMainMs, sharpMs, hitMs, heapMb, tilesMb, growthMb, actions: measured };
}

/**
 * @param {import('@playwright/test').Page} page @param {import('@playwright/test').CDPSession} session
 * @param {string} action @param {number} frames @returns {Promise<Measured>}
 */
async function measureAction(page, session, action, frames) {
  // Once before, briefly: code is compiled, caches are warm, as they are for whoever works.
  await page.evaluate((name) => window.bench.run(name, 20), action);
  const before = await mainThreadMs(session);
  const intervals = await page.evaluate(
    ([name, count]) => window.bench.run(name, count),
    /** @type {const} */ ([action, frames]),
  );
  const mainMs = (await mainThreadMs(session)) - before;
  const sorted = intervals.toSorted((a, b) => a - b);
  const total = intervals.reduce((sum, ms) => sum + ms, 0);
  return {
    fps: (1000 * intervals.length) / total,
    p95Ms: sorted[Math.floor(0.95 * sorted.length)] ?? Number.NaN,
    mainMs: mainMs / intervals.length,
  };
}

/**
 * How much more memory is taken after twenty times from all of the page to one shape and back than after the first time, in MB.
 * @param {import('@playwright/test').Page} page @param {import('@playwright/test').CDPSession} session
 */
async function growthOf(page, session) {
  if (!(await page.evaluate(() => window.bench.zoomAround !== undefined))) return undefined;
  await page.evaluate(() => window.bench.zoomAround?.(1));
  const before = await heapOf(session);
  await page.evaluate(() => window.bench.zoomAround?.(20));
  return (await heapOf(session)) - before;
}

/** @param {import('@playwright/test').CDPSession} session @returns {Promise<number>} */
async function mainThreadMs(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
}

/** @param {import('@playwright/test').CDPSession} session @returns {Promise<number>} */
async function heapOf(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1e6;
}
