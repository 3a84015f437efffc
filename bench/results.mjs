/**
 * What a run of the benchmarks found, as it is kept: figures by workload and library, and where they come from.
 *
 * @typedef {{ median: number, least: number, most: number, runs: number }} Figure
 * @typedef {Record<string, Figure>} Measured
 *
 * @typedef {object} Results
 * @property {{ date: string, commit: string, machine: string, node: string, clock: string }} run
 * @property {Record<string, string>} versions library → version
 * @property {Record<string, Record<string, Measured>>} workloads workload → library → figures
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { root } from '../scripts/root.mjs';
import { median } from './statistics.mjs';

const BASELINE = new URL('baseline.json', import.meta.url);

/** @param {readonly Record<string, number>[]} runs @returns {Measured} */
export function summary(runs) {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const values = runs.map((run) => run[name] ?? Number.NaN);
      return [
        name,
        { median: median(values), least: Math.min(...values), most: Math.max(...values), runs: runs.length },
      ];
    }),
  );
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

/** @param {string} clock @returns {Results['run']} */
export const thisRun = (clock) => ({
  date: new Date().toISOString().slice(0, 10),
  commit: commit(),
  machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`,
  node: process.version,
  clock,
});

/** @returns {Results | undefined} what the last complete run found */
export function readBaseline() {
  try {
    return JSON.parse(readFileSync(BASELINE, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Results} results */
export const writeBaseline = (results) => writeFileSync(BASELINE, `${JSON.stringify(rounded(results), null, 2)}\n`);

/** Four digits are more than any of this is worth. @param {Results} results @returns {Results} */
const rounded = (results) =>
  JSON.parse(
    JSON.stringify(results, (_, value) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value,
    ),
  );

/** Figures that follow from others. @param {Results} results */
export function derive({ workloads: { W6, W9 } }) {
  for (const [library, figures] of Object.entries(W9 ?? {})) {
    const [before, after] = [W6?.[library]?.['bytes'], figures['bytes']];
    if (before === undefined || after === undefined) continue;
    const growth = after.median / before.median;
    figures['growth'] = { median: growth, least: growth, most: growth, runs: 1 };
  }
}

/** @param {Results} results @param {string} workload @param {string} library @param {string} figure */
export const figureOf = (results, workload, library, figure) =>
  results.workloads[workload]?.[library]?.[figure]?.median;

export const PEERS = ['yjs', 'yjs-v2', 'loro', 'automerge', 'y-websocket', 'hocuspocus'];

/** The best figure of any peer. @param {Results} results @param {import('./rows.mjs').Row} row */
export function bestPeer(results, { workload, figure, better }) {
  const peers = workload === 'W7' && figure === 'ms' ? ['yjs', 'yjs-v2'] : PEERS;
  const figures = peers
    .map((library) => figureOf(results, workload, library, figure))
    .filter((value) => value !== undefined);
  if (figures.length === 0) return undefined;
  return better === 'more' ? Math.max(...figures) : Math.min(...figures);
}

/** Ours over the best peer's. @param {Results} results @param {import('./rows.mjs').Row} row */
export function ratioOf(results, row) {
  const ours = figureOf(results, row.workload, 'joinery', row.figure);
  const best = bestPeer(results, row);
  return ours === undefined || best === undefined || best === 0 ? undefined : ours / best;
}
