/**
 * A person's hands on whatever page it is, as synthetic events: one for each frame, sent in a task of its own before the frame, since
 * what is sent inside an animation frame may be painted every second frame only and flatter.
 */

/** @typedef {{ x: number, y: number }} Point in CSS px of the window */

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

const channel = new MessageChannel();
/** @type {(() => void)[]} */
const waiting = [];
channel.port1.onmessage = () => waiting.shift()?.();
/** @returns {Promise<void>} */
const nextTask = () =>
  new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });

/**
 * Where a marquee can begin: in a gap near the top left, or, where the whole page is in view, beside it.
 * @param {{ x: number, y: number, zoom: number }} camera x, y: the page point at the window's top left
 * @returns {Point}
 */
export function gapOf({ x, y, zoom }) {
  if (zoom < 0.9) return { x: 24, y: 90 };
  const across = Math.ceil(x / 480) * 480 - 40;
  const down = Math.ceil(y / 380) * 380 - 40;
  return { x: Math.max(2, (across - x) * zoom), y: Math.max(90, (down - y) * zoom) };
}

/** @param {string} type @param {Point} at @param {number} buttons */
function pointer(type, { x, y }, buttons) {
  const target = type === 'pointerdown' ? document.elementFromPoint(x, y) : (held ?? document.elementFromPoint(x, y));
  const init = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, buttons };
  const button = type === 'pointermove' ? -1 : 0;
  target?.dispatchEvent(
    new PointerEvent(type, { ...init, button, pointerId: 1, pointerType: 'mouse', isPrimary: true }),
  );
  const mouse = type.replace('pointer', 'mouse');
  target?.dispatchEvent(new MouseEvent(mouse, { ...init, button: Math.max(0, button) }));
  if (type === 'pointerdown') held = target;
  if (type === 'pointerup') held = null;
}
/** @type {Element | null} what was pressed gets what follows, as with a captured pointer */
let held = null;

/** @param {Point} at @param {number} deltaX @param {number} deltaY @param {boolean} zooming */
function wheel({ x, y }, deltaX, deltaY, zooming) {
  const init = { bubbles: true, cancelable: true, clientX: x, clientY: y, deltaX, deltaY, ctrlKey: zooming };
  document.elementFromPoint(x, y)?.dispatchEvent(new WheelEvent('wheel', init));
}

/**
 * Does `step` before each of so many frames.
 * @param {number} frames @param {(i: number) => void} step
 * @returns {Promise<number[]>} the time between frames, in ms
 */
async function eachFrame(frames, step) {
  /** @type {number[]} */
  const times = [];
  for (let i = 0; i < frames; i++) {
    times.push(await nextFrame());
    await nextTask();
    step(i);
  }
  times.push(await nextFrame());
  return times.slice(1).map((time, i) => time - (times[i] ?? time));
}

/** There and back, so that the view stays where it was. @param {number} i @param {number} frames */
const sway = (i, frames) => (i < frames / 2 ? 1 : -1);

/** @param {Point} from @param {number} frames @param {(i: number) => Point} to */
async function press(from, frames, to) {
  pointer('pointermove', from, 0);
  await nextFrame();
  pointer('pointerdown', from, 1);
  await nextFrame();
  const intervals = await eachFrame(frames, (i) => pointer('pointermove', to(i), 1));
  pointer('pointerup', to(frames), 0);
  return intervals;
}

/** @param {Point} from @param {number} frames */
const dragAround = (from, frames) =>
  press(from, frames, (i) => ({
    x: from.x + 90 * Math.sin((i / 60) * 2 * Math.PI),
    y: from.y + 60 * (1 - Math.cos((i / 60) * 2 * Math.PI)),
  }));

/**
 * `also` is done before each frame beside what the hand does.
 * @type {Record<string, (points: { centre: Point, shape: Point, gap: Point }, frames: number, also?: (i: number) => void) => Promise<number[]>>}
 */
export const ACTIONS = {
  pan: ({ centre }, frames, also) =>
    eachFrame(frames, (i) => {
      also?.(i);
      wheel(centre, 9 * sway(i, frames), 6 * sway(i, frames), false);
    }),
  zoom: ({ centre }, frames) => eachFrame(frames, (i) => wheel(centre, 0, -4 * sway(i, frames), true)),
  hover: ({ centre }, frames) =>
    eachFrame(frames, (i) =>
      pointer('pointermove', { x: centre.x + 300 * Math.sin(i / 9), y: centre.y + 200 * Math.cos(i / 7) }, 0),
    ),
  drag1: ({ shape }, frames) => dragAround(shape, frames),
  drag100: ({ shape }, frames) => dragAround(shape, frames),
  dragAll: ({ shape }, frames) => dragAround(shape, frames),
  marquee: ({ gap }, frames) =>
    press(gap, frames, (i) => {
      const share = 0.5 - 0.5 * Math.cos((i / frames) * 2 * Math.PI);
      return { x: gap.x + 5 + (innerWidth - gap.x - 20) * share, y: gap.y + 5 + (innerHeight - gap.y - 20) * share };
    }),
};

/** Waits until no frame takes longer than usual: what was loaded is shown, and the machine rests. */
export async function rest(ms = 300) {
  const started = performance.now();
  while (performance.now() - started < ms) await nextFrame();
}

/** The first frame after which everything so far was painted. */
export async function painted() {
  await nextFrame();
  await nextTask();
  return performance.now();
}
