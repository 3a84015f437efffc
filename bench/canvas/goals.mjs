/** What the canvas is to reach, held against what was measured: goals whose scenes were not measured are left out. */

/** @import { Result } from './run.mjs' */
/** @typedef {{ what: string, value: number, goal: number, better: 'less' | 'more', unit: string }} Goal */

/** 128 MiB, and a few bitmaps that are kept to be used again. */
const TILES_MB = 148;
const MOVING = ['pan', 'zoom', 'drag1', 'drag100', 'marquee'];
/** Main thread, ours ÷ Excalidraw's at 10,000 shapes. @type {Record<string, Record<string, number>>} */
const RATIOS = {
  overview: { pan: 0.1, zoom: 0.15, marquee: 0.1 },
  working: { pan: 0.6, drag1: 0.4, drag100: 0.4, marquee: 0.3 },
};

/** @param {readonly Result[]} results @param {number} pixelRatio @returns {Goal[]} */
export function goalsOf(results, pixelRatio) {
  /** @type {Goal[]} */
  const goals = [];
  for (const result of results) {
    if (result.subject !== 'joinery') continue;
    const peer = results.find(
      ({ subject, shapes, view }) => subject === 'excalidraw' && shapes === result.shapes && view === result.view,
    );
    const add = adder(goals, `${result.shapes} shapes, ${result.view}`);
    if (pixelRatio === 1) addAbsolute(add, result);
    if (pixelRatio === 2 && result.shapes === 10_000 && result.view === 'overview') {
      add('pan at pixel ratio 2', result.actions['pan']?.fps, 59, 'more', 'fps');
      add('zoom at pixel ratio 2', result.actions['zoom']?.fps, 50, 'more', 'fps');
    }
    if (pixelRatio === 1 && peer !== undefined) addRatios(add, result, peer);
  }
  return goals;
}

/** @typedef {(what: string, value: number | undefined, goal: number, better: 'less' | 'more', unit: string) => void} Add */

/** @param {Goal[]} goals @param {string} scene @returns {Add} */
const adder = (goals, scene) => (what, value, goal, better, unit) => {
  if (value !== undefined) goals.push({ what: `${scene}: ${what}`, value, goal, better, unit });
};

/** @param {Add} add @param {Result} result */
function addAbsolute(add, { shapes, actions, firstMs, sharpMs, hitMs, heapMb, tilesMb, growthMb }) {
  for (const action of MOVING) {
    if (shapes === 50_000) add(`${action}, 95th percentile of a frame`, actions[action]?.p95Ms, 17, 'less', 'ms');
    if (shapes === 50_000) add(`${action}, main thread a frame`, actions[action]?.mainMs, 10, 'less', 'ms');
    if (shapes === 100_000) add(action, actions[action]?.fps, 55, 'more', 'fps');
  }
  if (shapes === 50_000) {
    add('bytes arrived to first complete picture', firstMs, 500, 'less', 'ms');
    add('sharp after zooming', sharpMs, 300, 'less', 'ms');
    add('JavaScript heap', heapMb, 60, 'less', 'MB');
  }
  if (shapes === 10_000) {
    add('pan while 50 people drag, 95th percentile of a frame', actions['crowd']?.p95Ms, 17, 'less', 'ms');
    add('all selected and moved', actions['dragAll']?.fps, 30, 'more', 'fps');
  }
  add('tiles', tilesMb, TILES_MB, 'less', 'MB');
  add('JavaScript heap, growth by 20 times in and out', growthMb, 1, 'less', 'MB');
  if (shapes === 100_000) add('hit-test', hitMs, 0.05, 'less', 'ms');
}

/** @param {Add} add @param {Result} ours @param {Result} peer */
function addRatios(add, ours, peer) {
  if (ours.shapes === 50_000) add('first picture, Excalidraw ÷ ours', peer.firstMs / ours.firstMs, 50, 'more', '×');
  if (ours.shapes !== 10_000) return;
  for (const [action, goal] of Object.entries(RATIOS[ours.view] ?? {})) {
    const [own, theirs] = [ours.actions[action], peer.actions[action]];
    if (own !== undefined && theirs !== undefined)
      add(`${action}, main thread, ours ÷ Excalidraw`, own.mainMs / theirs.mainMs, goal, 'less', '×');
  }
}

/** @param {number} value */
const rounded = (value) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(2));

/** @param {Goal} goal */
export function goalText({ what, value, goal, better, unit }) {
  const met = better === 'less' ? value <= goal : value >= goal;
  return `${met ? '✓' : '✗'} ${what}: ${rounded(value)} ${unit} (goal ${better === 'less' ? '≤' : '≥'} ${goal})`;
}
