/** Results of the canvas in the terminal and in docs/canvas-benchmarks.md. */
import { writeFileSync } from 'node:fs';
import { thisRun } from '../results.mjs';
import { goalsOf, goalText } from './goals.mjs';

/** @import { Result } from './run.mjs' */

/** @param {number | undefined} value */
const digits = (value) => value?.toFixed(value < 10 ? 1 : 0) ?? '';

/** @param {Result} result */
export function print({ subject, shapes, view, firstMs, firstMainMs, sharpMs, heapMb, actions }) {
  console.log(
    `${subject}, ${shapes} shapes, ${view}: first paint ${digits(firstMs)} ms (main thread ${digits(firstMainMs)}), sharp ${digits(sharpMs)} ms after zooming, heap ${digits(heapMb)} MB`,
  );
  for (const [action, { fps, p95Ms, mainMs }] of Object.entries(actions))
    console.log(
      `  ${action.padEnd(8)} ${digits(fps)} fps, p95 ${digits(p95Ms)} ms, main thread ${digits(mainMs)} ms a frame`,
    );
}

/** @param {Result[]} results @param {{ actions: string[], frames: number, pixelRatio: number }} options */
export function write(results, { actions, frames, pixelRatio }) {
  const { date, commit, machine } = thisRun('wall');
  const head = [
    'shapes',
    'view',
    '',
    'first paint, ms',
    'main thread, ms',
    'sharp after zooming, ms',
    'heap, MB',
    'tiles, MB',
    ...actions,
  ];
  const rows = results.map(
    ({ subject, shapes, view, firstMs, firstMainMs, sharpMs, heapMb, tilesMb, actions: measured }) => [
      String(shapes),
      view,
      subject,
      digits(firstMs),
      digits(firstMainMs),
      digits(sharpMs),
      digits(heapMb),
      Number.isNaN(tilesMb) ? '' : digits(tilesMb),
      ...actions.map((action) => cell(measured[action])),
    ],
  );
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = `# Canvas benchmarks

Written by \`npm run bench -- canvas --write\`; do not edit. ${date}, commit ${commit}, ${machine}, Chromium without a graphics card, 1440 × 900 at pixel ratio ${pixelRatio},
${frames} frames an action, one event each. Cells: frames a second / 95th percentile of a frame in ms / main thread, ms of processor time a frame.

${table}

## Goals

${goalsOf(results, pixelRatio)
  .map((goal) => `- ${goalText(goal)}`)
  .join('\n')}
`;
  writeFileSync(new URL('../../docs/canvas-benchmarks.md', import.meta.url), text);
}

/** @param {import('./run.mjs').Measured | undefined} measured */
const cell = (measured) =>
  measured === undefined ? '' : [measured.fps, measured.p95Ms, measured.mainMs].map(digits).join(' / ');
