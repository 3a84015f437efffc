/** Joinery's own editor and canvas on a page of their own: no panels, no relay. */
import {
  decodeChanges,
  decodeDelta,
  Document,
  EMPTY_VERSION,
  encodeChanges,
  encodeDelta,
  must,
  randomActorId,
  ROOT,
  solid,
} from '@joinery/shared';
import { createStore } from 'zustand/vanilla';
import { browserMeasureText } from '../../../client/src/canvas/measure-text.ts';
import { mountCanvas } from '../../../client/src/canvas/mount-canvas.ts';
import { NOBODY } from '../../../client/src/collaboration/authors.ts';
import { titleAt } from '../../../client/src/editor/frame-titles.ts';
import { NO_PICTURES } from '../../../client/src/editor/ports.ts';
import { bindInput } from '../../../client/src/input/bind-input.ts';
import { createEditor } from '../../../client/src/tools/create-editor.ts';
import { boxOf, makeScene } from '../scene.mjs';
import { ACTIONS, gapOf, painted, rest } from './hands.mjs';

/** Hit-tests whose mean is told. */
const HITS = 20_000;

const newDocument = () => new Document({ actor: randomActorId(Math.random), wall: () => Date.now() });

/** @param {import('../scene.mjs').Item} item */
function propertiesOf(item, left = 0, top = 0) {
  return {
    position: { x: item.x - left, y: item.y - top },
    width: item.width,
    height: item.height,
    ...(item.rotation === 0 ? {} : { rotation: item.rotation }),
    ...(item.fill === null ? {} : { fills: [solid(item.fill)] }),
    ...(item.stroke === null ? {} : { strokes: [solid(item.stroke)], strokeWeight: item.strokeWidth }),
    ...(item.radius === 0 ? {} : { cornerRadius: item.radius }),
    ...(item.kind === 'text' ? { characters: item.text, fontSize: item.fontSize, fills: [solid('#1d1d22')] } : {}),
    ...(item.kind === 'path'
      ? {
          path: {
            data: `M0 ${item.height} C0 0 ${item.width / 2} 0 ${item.width / 2} ${item.height / 2} S${item.width} ${item.height} ${item.width} 0 V${item.height} Z`,
            width: item.width,
            height: item.height,
          },
        }
      : {}),
  };
}

/** @param {import('../scene.mjs').SceneFrame[]} scene @returns {Uint8Array} */
function bytesOf(scene) {
  const document = newDocument();
  document.transact((tx) => {
    const page = tx.create('page', ROOT, { name: 'Page 1' });
    for (const [i, { x, y, width, height, items }] of scene.entries()) {
      const frame = tx.create('frame', page, {
        name: `Frame ${i}`,
        position: { x, y },
        width,
        height,
        fills: [solid('#ffffff')],
      });
      for (const item of items) tx.create(item.kind, frame, propertiesOf(item, x, y));
    }
  });
  return encodeDelta(document.since(EMPTY_VERSION));
}

const ports = () => ({
  now: () => performance.now(),
  measureText: browserMeasureText(),
  clipboard: { write: async () => {}, read: async () => ({}) },
  pictures: NO_PICTURES,
  files: {
    save: () => {},
    rasterise: async () => new Uint8Array(),
    toSvg: async () => '',
    parseSvg: async () => ({ nodes: [], width: 0, height: 0, unsupported: [] }),
  },
});

const people = createStore(
  /** @returns {{ readonly people: readonly import('../../../client/src/collaboration/people.ts').Person[] }} */
  () => ({ people: [] }),
);
/** Nobody else is here, but while fifty drag. */
const alone = {
  people,
  authors: { of: () => NOBODY, subscribe: () => () => {} },
};
/** @type {import('../../../client/src/editor/editor.ts').Editor} */
let editor;
/** @type {import('../../../client/src/canvas/mount-canvas.ts').MountedCanvas} */
let canvas;
let scene = makeScene(0);
/** @type {Uint8Array} */
let bytes = new Uint8Array();

window.bench = {
  version: 'this tree',
  async prepare(shapes) {
    scene = makeScene(shapes);
    bytes = bytesOf(scene);
    await document.fonts.ready;
    await rest();
  },
  /** From the bytes of the file to the first whole picture. */
  async open(view) {
    const container = must(document.getElementById('canvas'), 'a canvas');
    const started = performance.now();
    const loaded = newDocument();
    const delta = decodeDelta(bytes);
    if (!delta.ok) throw new Error('the snapshot does not decode');
    loaded.merge(delta.value, 'load');
    editor = createEditor({ ...ports(), document: loaded });
    const { x, y, width, height } = boxOf(scene, view);
    const zoom = view === 'overview' ? Math.min((innerWidth - 96) / width, (innerHeight - 96) / height) : 1;
    const [left, top] = [(innerWidth / zoom - width) / 2, (innerHeight / zoom - height) / 2];
    editor.setCamera({ x: x - left, y: y - top, zoom });
    canvas = mountCanvas(container, editor, alone);
    do await painted();
    while (!canvas.exact);
    const done = performance.now();
    bindInput(container, editor);
    return { firstMs: done - started, visible: visibleCount() };
  },
  async run(action, frames) {
    choose(action);
    await rest();
    const states = new Set();
    const stop = editor.session.subscribe(({ toolState }) => states.add(toolState));
    const intervals =
      action === 'crowd'
        ? await hand('pan')(points(), frames, draggedByOthers(frames))
        : await hand(action)(points(), frames);
    stop();
    people.setState({ people: [] });
    // Everything is measured on the same page.
    if (action.startsWith('drag')) editor.undo();
    const meant = action.startsWith('drag')
      ? 'select.translating'
      : action === 'marquee'
        ? 'select.brushing'
        : undefined;
    if (meant !== undefined && !states.has(meant)) throw new Error(`${action} was ${[...states].join(', ')}`);
    return intervals;
  },
  /** How long after zooming every pixel is the exact one, in ms. */
  async sharpAfterZoom() {
    await hand('zoom')(points(), 21);
    const started = performance.now();
    do await painted();
    while (!canvas.exact);
    return performance.now() - started;
  },
  /** What a hit-test takes at the most central shapes, in ms. */
  hitMs() {
    const options = { page: editor.state.page, deep: true, scope: null, slack: 4 / editor.state.camera.zoom };
    const places = central().map(middle);
    const started = performance.now();
    for (let i = 0; i < HITS; i++) editor.scene.hitTest(places[i % places.length] ?? { x: 0, y: 0 }, options);
    return (performance.now() - started) / HITS;
  },
  tileBytes: () => canvas.tileBytes,
  /** From where the camera is to one shape and back, so many times. */
  async zoomAround(times) {
    const { camera } = editor.state;
    const { x, y } = middle(must(central()[0], 'a shape'));
    for (let i = 0; i < times; i++) {
      for (const zoom of [camera.zoom * 4, 2, 8]) {
        editor.setCamera({ x: x - innerWidth / zoom / 2, y: y - innerHeight / zoom / 2, zoom });
        await rest(150);
      }
      editor.setCamera(camera);
      await rest(150);
    }
    do await painted();
    while (!canvas.exact);
  },
  rest,
};

/** How many others drag a shape each while I pan, and every how many frames each of them is heard of. */
const OTHERS = 50;
const HEARD = 2;

/**
 * Fifty people, each dragging a shape in view thirty times a second, their pointers with it. What they do is ready before, as bytes.
 * @param {number} frames
 */
function draggedByOthers(frames) {
  const theirs = newDocument();
  theirs.merge(editor.document.since(EMPTY_VERSION));
  const shapes = central().slice(0, OTHERS);
  const starts = shapes.map((id) => editor.document.position(id));
  /** @param {number} at @param {number} i */
  const moved = (at, i) => {
    const { x, y } = must(starts[at], 'where each began');
    return { x: x + 40 * Math.sin(i / 9 + at), y: y + 30 * Math.cos(i / 7 + at) };
  };
  const messages = Array.from({ length: frames }, (_, i) =>
    shapes.flatMap((id, at) =>
      at % HEARD === i % HEARD
        ? [
            encodeChanges([
              must(
                theirs.transact((tx) => tx.setPosition(id, moved(at, i))),
                'a move',
              ),
            ]),
          ]
        : [],
    ),
  );
  const { page } = editor.state;
  /** @param {number} i */
  return (i) => {
    for (const message of messages[i] ?? []) {
      const changes = decodeChanges(message);
      if (changes.ok) for (const change of changes.value) editor.document.apply(change);
    }
    const others = shapes.map((id, at) => ({
      session: `other ${at}`,
      person: `person ${at}`,
      name: `Person ${at}`,
      color: '#e5484d',
      status: /** @type {const} */ ('online'),
      active: true,
      self: false,
      page,
      cursor: middle(id),
      selection: [id],
      caret: null,
      viewport: null,
      following: null,
      spotlight: false,
      chat: '',
    }));
    people.setState({ people: others });
  };
}

/** @param {string} action */
const hand = (action) => must(ACTIONS[action], `there is no ${action}`);

function visibleCount() {
  const { camera, viewport, page } = editor.state;
  const { x, y, zoom } = camera;
  const right = x + viewport.width / zoom;
  const bottom = y + viewport.height / zoom;
  return editor.scene.nodesIn({ left: x, top: y, right, bottom }, page).length;
}

/** Shapes near the middle, nearest first, no lines: those are hard to hit. */
function central() {
  const { camera, viewport } = editor.state;
  const centre = { x: camera.x + viewport.width / 2 / camera.zoom, y: camera.y + viewport.height / 2 / camera.zoom };
  const { document } = editor;
  const all = document.children(editor.state.page).filter((id) => document.get(id, 'type') === 'frame');
  const frames = all.map((id) => {
    const { left, top, right, bottom } = editor.scene.pageBox(id);
    return { id, far: Math.hypot((left + right) / 2 - centre.x, (top + bottom) / 2 - centre.y) };
  });
  frames.sort((a, b) => a.far - b.far);
  return frames.slice(0, 12).flatMap(({ id }) => editor.document.children(id));
}

/** @param {string} action */
function choose(action) {
  const shapes = central();
  if (action === 'drag100') editor.select(shapes.slice(0, 100));
  else if (action === 'dragAll') editor.select(editor.document.children(editor.state.page));
  else editor.select([]);
}

function points() {
  const { camera } = editor.state;
  /** @param {{ x: number, y: number }} point */
  const toWindow = ({ x, y }) => ({ x: (x - camera.x) * camera.zoom, y: (y - camera.y) * camera.zoom });
  const shape = toWindow(middle(grabbed(toWindow)));
  return { centre: { x: innerWidth / 2, y: innerHeight / 2 }, shape, gap: gapOf(camera) };
}

/**
 * One of the most central shapes, and where a press takes it: what is small lies under its neighbours' slack, or under a title.
 * @param {(point: { x: number, y: number }) => { x: number, y: number }} toWindow
 */
function grabbed(toWindow) {
  const shapes = central().slice(0, 100);
  const options = { page: editor.state.page, deep: true, scope: null, slack: 4 / editor.state.camera.zoom };
  const found = shapes.find(
    (id) =>
      shapes.includes(editor.scene.hitTest(middle(id), options) ?? '') &&
      titleAt(editor, toWindow(middle(id))) === undefined,
  );
  if (found === undefined) throw new Error('no shape can be taken');
  return found;
}

/** @param {string} id */
function middle(id) {
  const { left, top, right, bottom } = editor.scene.pageBox(id);
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}
