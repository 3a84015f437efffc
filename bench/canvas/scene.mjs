/**
 * A page as designers make them, from a seed: frames in a grid with about twenty shapes each, a fifth of them text, a third with strokes.
 * Plain data, which each subject turns into its own document.
 *
 * @typedef {object} Item
 * @property {'rectangle' | 'ellipse' | 'line' | 'path' | 'text'} kind
 * @property {number} x on the page
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string | null} fill `#rrggbb`
 * @property {string | null} stroke
 * @property {number} strokeWidth
 * @property {number} radius
 * @property {number} rotation degrees, clockwise
 * @property {string} text
 * @property {number} fontSize
 *
 * @typedef {{ x: number, y: number, width: number, height: number, items: Item[] }} SceneFrame
 */

export const FRAME = { width: 400, height: 300, gap: 80, items: 20 };

const COLORS = ['#4361ee', '#f72585', '#2a9d8f', '#e9c46a', '#f4a261', '#264653', '#8338ec', '#adb5bd', '#ffffff'];
const WORDS = 'Sign in,Continue,Your basket is empty,Settings,Search for anything,Total 42.00,New,Edit profile'.split(
  ',',
);

/** Small, fast, and the same everywhere (mulberry32). @param {number} seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** @param {number} shapes frames are not counted @returns {SceneFrame[]} */
export function makeScene(shapes, seed = 1) {
  const random = randomFrom(seed);
  const frames = Math.ceil(shapes / FRAME.items);
  const columns = Math.ceil(Math.sqrt(frames * 1.25));
  return Array.from({ length: frames }, (_, i) => {
    const x = (i % columns) * (FRAME.width + FRAME.gap);
    const y = Math.floor(i / columns) * (FRAME.height + FRAME.gap);
    const count = Math.min(FRAME.items, shapes - i * FRAME.items);
    const items = Array.from({ length: count }, () => makeItem(random, x, y));
    return { x, y, width: FRAME.width, height: FRAME.height, items };
  });
}

/** @param {() => number} random @param {number} left @param {number} top @returns {Item} */
function makeItem(random, left, top) {
  const kind = kindFor(random());
  const width = Math.round(16 + random() * 110);
  const height = kind === 'line' ? 0 : kind === 'text' ? 20 : Math.round(12 + random() * 70);
  const stroked = kind === 'line' || random() < 0.3;
  const color = () => COLORS[Math.floor(random() * COLORS.length)] ?? '#000000';
  return {
    kind,
    x: left + Math.round(random() * (FRAME.width - width)),
    y: top + Math.round(random() * (FRAME.height - height)),
    width,
    height,
    fill: kind === 'line' ? null : color(),
    stroke: stroked ? color() : null,
    strokeWidth: 1 + Math.floor(random() * 3),
    radius: kind === 'rectangle' && random() < 0.5 ? 6 : 0,
    rotation: random() < 0.1 ? Math.round(random() * 90) : 0,
    text: kind === 'text' ? (WORDS[Math.floor(random() * WORDS.length)] ?? '') : '',
    fontSize: 12 + Math.floor(random() * 6),
  };
}

/** @param {number} at 0 to 1 @returns {Item['kind']} */
function kindFor(at) {
  if (at < 0.45) return 'rectangle';
  if (at < 0.65) return 'ellipse';
  if (at < 0.73) return 'line';
  return at < 0.8 ? 'path' : 'text';
}

/** What a view shows, in page coordinates. @param {SceneFrame[]} scene @param {'overview' | 'working'} view */
export function boxOf(scene, view) {
  const right = Math.max(...scene.map(({ x, width }) => x + width));
  const bottom = Math.max(...scene.map(({ y, height }) => y + height));
  if (view === 'overview') return { x: 0, y: 0, width: right, height: bottom };
  // About ten frames in the middle; beginning in a gap, where a marquee can start.
  const [across, down] = [FRAME.width + FRAME.gap, FRAME.height + FRAME.gap];
  const x = Math.max(0, Math.floor(right / across / 2) - 1) * across - FRAME.gap / 2;
  const y = Math.max(0, Math.floor(bottom / down / 2) - 1) * down - FRAME.gap / 2;
  return { x, y, width: 1440, height: 900 };
}
