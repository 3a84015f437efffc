/** Results as tables: one for the terminal beside the last complete run, one for docs/benchmarks.md. */
/** @import { Results } from './results.mjs' */
/** @import { Row } from './rows.mjs' */
import { writeFileSync } from 'node:fs';
import { figureOf, ratioOf } from './results.mjs';
import { SECTIONS } from './rows.mjs';

const DOCUMENT = new URL('../docs/benchmarks.md', import.meta.url);

const FOOT = `## Running them

\`npm run bench\` installs the peers into \`bench/\` (nothing else of Joinery needs them), runs everything and writes this page and \`bench/baseline.json\`.
\`npm run bench -- W2 W3 --runs 3\` runs a part and prints it beside the last complete run; \`--libraries joinery,yjs\` leaves others out; \`--clock cpu\` measures processor time, for a machine that is
shared; \`--write\` takes the part over into this page. \`npm run bench -- relay R500\` runs one scenario of the relays; \`NODE_FLAGS=--cpu-prof\` tells what a server spends its time on.`;

/** @type {Record<string, string>} */
const NAMES = {
  joinery: 'Joinery',
  yjs: 'Yjs',
  'yjs-v2': 'Yjs v2',
  loro: 'Loro',
  automerge: 'Automerge',
  limit: 'Map and JSON',
  'y-websocket': 'y-websocket',
  hocuspocus: 'Hocuspocus',
};

/** Three digits, thousands as k and millions as M. @param {number | undefined} value */
export function short(value) {
  if (value === undefined || Number.isNaN(value)) return '';
  for (const [unit, size] of /** @type {const} */ ([
    ['M', 1e6],
    ['k', 1e4],
  ]))
    if (Math.abs(value) >= size) return `${digits(value / (unit === 'M' ? 1e6 : 1e3))}${unit}`;
  return digits(value);
}

/** @param {number} value */
function digits(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e4) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.995 ? 2 : 3);
}

/** @param {Row} row @param {Results} results whether the goal is met; undefined without one */
export function met(row, results) {
  const ours = figureOf(results, row.workload, 'joinery', row.figure);
  if (row.absolute !== undefined) return ours === undefined ? undefined : ours <= row.absolute;
  const ratio = ratioOf(results, row);
  if (row.goal === undefined || ratio === undefined) return undefined;
  return row.better === 'more' ? ratio >= row.goal : ratio <= row.goal;
}

/** @param {Row} row */
function goalText({ goal, absolute, better, note }) {
  const aside = note === undefined ? '' : `, ${note}`;
  if (absolute !== undefined) return `≤ ${absolute}${aside}`;
  return goal === undefined ? '' : `${better === 'more' ? '≥' : '≤'} ${goal} ×${aside}`;
}

/** @param {number | undefined} ratio */
const times = (ratio) => (ratio === undefined ? '' : `${digits(ratio)} ×`);

/** @param {Results} results @param {Results | undefined} before */
export function printReport(results, before) {
  for (const { title, rows } of SECTIONS) {
    const known = rows.filter(({ workload }) => results.workloads[workload] !== undefined);
    if (known.length === 0) continue;
    console.log(`\n${title}`);
    for (const row of known) console.log(`  ${terminalLine(row, results, before)}`);
  }
}

/** @param {Row} row @param {Results} results @param {Results | undefined} before */
function terminalLine(row, results, before) {
  const { workload, figure, label, unit } = row;
  const cells = Object.keys(NAMES).map((library) => {
    const value = figureOf(results, workload, library, figure);
    return value === undefined ? undefined : `${NAMES[library]} ${short(value)}`;
  });
  const [ours, then] = [results, before].map((each) => each && figureOf(each, workload, 'joinery', figure));
  const change = ours && then ? `; before ${short(then)}, now ${times(ours / then)}` : '';
  const ratio = ratioOf(results, row);
  const goal = goalText(row);
  const verdict = goal === '' ? '' : ` (goal ${goal}${met(row, results) === false ? ', not yet' : ''})`;
  const against = ratio === undefined ? '' : ` → ${times(ratio)} of the best peer`;
  return `${label}${unit === '' ? '' : `, ${unit}`}: ${cells.filter(Boolean).join(' · ')}${against}${verdict}${change}`;
}

/** @param {Results} results */
export function writeDocument(results) {
  const tables = SECTIONS.map((section) => sectionText(section, results)).filter((text) => text !== '');
  writeFileSync(DOCUMENT, `${[headText(results), ...tables, FOOT].join('\n\n')}\n`);
}

/** @param {Results} results */
function headText({ run, versions }) {
  const list = Object.entries(versions).map(([library, version]) => `${NAMES[library] ?? library} ${version}`);
  const clock =
    run.clock === 'cpu'
      ? 'Times are processor time of the whole process, garbage collection included, because the machine was shared while this ran.'
      : 'Times are wall-clock time.';
  return `# Benchmarks

Written by \`npm run bench\`; do not edit. Joinery's document beside its peers, doing the same work in the same run.

- ${run.date}, commit ${run.commit}, Node ${run.node}, ${run.machine}
- ${list.join(', ')}
- ${clock} Medians of at least five runs, unless a row says otherwise, in processes of their own, after warm-up where JavaScript does the work; byte figures are exact.
- The ratio is Joinery over the best peer on that row. "Map and JSON" is no library: a bare Map with stamps, for scale; it is no peer.
- ✓ goal met, ✗ not yet.

What to know when reading:

- The peers keep history; we keep state, and history is the relay's journal. So their files and loads carry more.
- Joinery's clock, tree, order of children and undo capture are on; its digest notes what is written, and hashes that only when a check asks, which is not timed here. The replica of the run before is kept, for all libraries: without a living document V8 forgets compiled code at each collection between runs. The peers run without undo, and Yjs and Automerge without a tree: parent and order key are plain values there, and the benchmark hands them ready-made order keys.
- Loro keeps its movable tree; its snapshot loads lazily, so load and read belong together. Automerge is driven by its wasm handle, without proxies, paints as one JSON text each.
- Memory is resident memory of the process, WebAssembly included.
- x and y are one register in Joinery and two in the peers; rates count two updates for all.`;
}

/** Says so where time allowed fewer than five runs of any library. @param {Row} row @param {Results} results */
function runsText({ workload, figure }, results) {
  const runs = Object.values(results.workloads[workload] ?? {}).map((figures) => figures[figure]?.runs ?? 5);
  const fewest = Math.min(...runs);
  return fewest < 5 && figure !== 'growth' ? ` (${fewest === 1 ? 'one run' : `${fewest} runs`})` : '';
}

/** @param {(typeof SECTIONS)[number]} section @param {Results} results */
function sectionText({ title, about, rows }, results) {
  const known = rows.filter(({ workload }) => results.workloads[workload] !== undefined);
  if (known.length === 0) return '';
  const libraries = Object.keys(NAMES).filter((library) =>
    known.some(({ workload, figure }) => figureOf(results, workload, library, figure) !== undefined),
  );
  const head = ['', ...libraries.map((library) => NAMES[library]), 'ratio', 'goal'];
  const lines = known.map((row) => {
    const { workload, figure, label, unit } = row;
    const verdict = met(row, results);
    const goal = [goalText(row), verdict === undefined ? '' : verdict ? '✓' : '✗'].join(' ').trim();
    const cells = libraries.map((library) => short(figureOf(results, workload, library, figure)));
    const few = runsText(row, results);
    return [`${label}${unit === '' ? '' : `, ${unit}`}${few}`, ...cells, times(ratioOf(results, row)), goal];
  });
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`);
  return `## ${title}\n\n${about}\n\n${table.join('\n')}`;
}
