/** Excalidraw as its package gives it, with the same scene: plain style, no roughness, frames as rectangles. */
import '@excalidraw/excalidraw/index.css';
import { CaptureUpdateAction, convertToExcalidrawElements, Excalidraw } from '@excalidraw/excalidraw';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { boxOf, makeScene } from '../scene.mjs';
import { ACTIONS, gapOf, painted, rest } from './hands.mjs';

const PLAIN = { roughness: 0, fillStyle: 'solid', strokeStyle: 'solid' };

/** @param {import('../scene.mjs').Item} item @param {number} i */
function skeleton({ kind, x, y, width, height, fill, stroke, strokeWidth, radius, rotation, text, fontSize }, i) {
  const place = { ...PLAIN, id: `s${i}`, x, y, angle: (rotation * Math.PI) / 180 };
  const look = { backgroundColor: fill ?? 'transparent', strokeColor: stroke ?? 'transparent', strokeWidth };
  if (kind === 'text') return { ...place, type: 'text', text, fontSize, fontFamily: 2, strokeColor: '#1d1d22' };
  if (kind === 'line')
    return {
      ...place,
      ...look,
      type: 'line',
      points: [
        [0, 0],
        [width, 0],
      ],
    };
  if (kind === 'path') {
    const points = [
      [0, 0],
      [width / 2, -height],
      [width, -height],
      [width, 0],
      [0, 0],
    ];
    return { ...place, ...look, y: y + height, type: 'line', points, roundness: { type: 2 } };
  }
  return { ...place, ...look, type: kind, width, height, roundness: radius === 0 ? null : { type: 3 } };
}

/** @param {import('../scene.mjs').SceneFrame[]} scene */
function elementsOf(scene) {
  let i = 0;
  const skeletons = scene.flatMap(({ x, y, width, height, items }, at) => [
    {
      ...PLAIN,
      id: `f${at}`,
      type: 'rectangle',
      x,
      y,
      width,
      height,
      backgroundColor: '#ffffff',
      strokeColor: 'transparent',
    },
    ...items.map((item) => skeleton(item, i++)),
  ]);
  return convertToExcalidrawElements(skeletons, { regenerateIds: false });
}

/** @type {any} */
let api;
let scene = makeScene(0);
/** @type {any[]} */
let elements = [];
let zoom = 1;
let scroll = { x: 0, y: 0 };

window.bench = {
  version: 'excalidraw',
  async prepare(shapes) {
    scene = makeScene(shapes);
    elements = elementsOf(scene);
    await rest();
  },
  async open(view) {
    const { x, y, width, height } = boxOf(scene, view);
    zoom = view === 'overview' ? Math.min((innerWidth - 96) / width, (innerHeight - 96) / height) : 1;
    scroll = { x: (innerWidth / zoom - width) / 2 - x, y: (innerHeight / zoom - height) / 2 - y };
    const appState = { zoom: { value: zoom }, scrollX: scroll.x, scrollY: scroll.y, viewBackgroundColor: '#ececef' };
    const started = performance.now();
    await new Promise((resolve) => {
      createRoot(document.getElementById('canvas')).render(
        createElement(Excalidraw, {
          excalidrawAPI: (given) => resolve((api = given)),
          initialData: { elements, appState, scrollToContent: false },
        }),
      );
    });
    while (api.getSceneElements().length < elements.length) await painted();
    const done = await painted();
    return { firstMs: done - started, visible: elements.length };
  },
  async run(action, frames) {
    choose(action);
    await rest();
    return ACTIONS[action](points(), frames);
  },
  rest,
};

/** Shapes near the middle, nearest first. */
function central() {
  const {
    scrollX,
    scrollY,
    zoom: { value },
  } = api.getAppState();
  const centre = { x: innerWidth / 2 / value - scrollX, y: innerHeight / 2 / value - scrollY };
  const far = (/** @type {any} */ { x, y, width, height }) =>
    Math.hypot(x + width / 2 - centre.x, y + height / 2 - centre.y);
  return api
    .getSceneElements()
    .filter((element) => element.id.startsWith('s'))
    .sort((a, b) => far(a) - far(b));
}

/** @param {string} action */
function choose(action) {
  const chosen = action === 'drag100' ? central().slice(0, 100) : action === 'dragAll' ? api.getSceneElements() : [];
  const selectedElementIds = Object.fromEntries(chosen.map(({ id }) => [id, true]));
  api.updateScene({ appState: { selectedElementIds }, captureUpdate: CaptureUpdateAction.NEVER });
}

function points() {
  const {
    scrollX,
    scrollY,
    zoom: { value },
  } = api.getAppState();
  const toWindow = ({ x, y }) => ({ x: (x + scrollX) * value, y: (y + scrollY) * value });
  const on = central().find(({ type }) => type === 'rectangle');
  return {
    centre: { x: innerWidth / 2, y: innerHeight / 2 },
    shape: toWindow({ x: on.x + on.width / 2, y: on.y + on.height / 2 }),
    gap: gapOf({ x: -scrollX, y: -scrollY, zoom: value }),
  };
}
