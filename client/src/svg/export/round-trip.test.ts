import { fc, test as property } from '@fast-check/vitest';
import {
  boxOfPoints,
  type DocumentReader,
  isGradient,
  type NodeId,
  type Paint,
  solid,
  transformPoint,
  type Vector,
} from '@joinery/shared';
import { describe, expect } from 'vitest';
import type { SvgNode } from '../../editor/svg-import.ts';
import { type DrawnDocument, drawnDocument, exportPage } from '../testing/drawn-document.ts';
import { readSvg } from '../testing/read-svg.ts';

const SIZE = { width: 1000, height: 1000 };
const hundredths = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);
const place = hundredths(-200, 800);
const size = hundredths(1, 300);
const turn = fc.oneof(fc.constant(0), hundredths(-179, 180));
const color = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);
const share = fc.integer({ min: 1, max: 100 }).map((value) => value / 100);
const part = hundredths(-1, 2);
const gradient = fc.record({
  type: fc.constantFrom('linear' as const, 'radial' as const),
  opacity: share,
  visible: fc.constant(true),
  stops: fc.tuple(color, color, share).map(([from, to, opacity]) => [
    { offset: 0, color: from, opacity },
    { offset: 1, color: to, opacity: 1 },
  ]),
  handles: fc
    .tuple(part, part, part, part, part, part)
    .filter(([a, b, c, d, e, f]) => Math.abs((c - a) * (f - b) - (d - b) * (e - a)) > 0.2),
});
const paint: fc.Arbitrary<Paint> = fc.oneof(
  fc.tuple(color, share).map(([value, opacity]) => solid(value, opacity)),
  gradient,
);
/** Across a line nothing is seen of a gradient. */
const along = fc
  .tuple(paint, part)
  .map(([each, start]): Paint =>
    !isGradient(each) ? each : { ...each, type: 'linear', handles: [start, 0, start + 1, 0, start, 1] },
  );
const shared = {
  position: fc.record({ x: place, y: place }),
  rotation: turn,
  opacity: share,
  width: size,
  height: size,
  fills: fc.tuple(paint),
  strokes: fc.oneof(fc.constant([]), fc.tuple(paint)),
  strokeWeight: hundredths(1, 20),
};

const path = fc.array(fc.tuple(hundredths(0, 50), hundredths(0, 50)), { minLength: 3, maxLength: 6 }).map((points) => {
  const bounds = boxOfPoints(points.map(([x, y]) => ({ x, y })))!;
  const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top];
  return { data: `M${points.map(([x, y]) => `${x - bounds.left} ${y - bounds.top}`).join('L')}Z`, width, height };
});

const leaf: fc.Arbitrary<SvgNode> = fc.oneof(
  fc.record({
    type: fc.constant('rectangle' as const),
    properties: fc.record({ ...shared, cornerRadius: fc.oneof(fc.constant(0), hundredths(0, 1)) }),
    children: fc.constant([]),
  }),
  fc.record({ type: fc.constant('ellipse' as const), properties: fc.record(shared), children: fc.constant([]) }),
  fc.record({
    type: fc.constant('line' as const),
    properties: fc.record({ ...shared, height: fc.constant(0), fills: fc.constant([]), strokes: fc.tuple(along) }),
    children: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('path' as const),
    properties: fc.record({ ...shared, path: path.filter(({ width, height }) => width > 1 && height > 1) }),
    children: fc.constant([]),
  }),
);
const { tree } = fc.letrec<{ tree: SvgNode; group: SvgNode }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, leaf, tie('group')),
  group: fc.record({
    type: fc.constant('group' as const),
    properties: fc.record({ name: fc.constant('group'), position: shared.position, rotation: turn }),
    children: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
  }),
}));

interface Seen {
  readonly type: string;
  readonly corners: readonly Vector[];
  readonly weight: number;
  readonly fill: unknown;
  readonly stroke: unknown;
}

/** Leaves of a document in paint order, as they are seen on the page. */
function seenIn({ document, page }: DrawnDocument): Seen[] {
  const leaves = (id: NodeId): NodeId[] =>
    document.get(id, 'type') === 'group' ? document.children(id).flatMap(leaves) : [id];
  return document
    .children(page)
    .flatMap(leaves)
    .map((id): Seen => {
      const strokes = document.get(id, 'strokes');
      return {
        type: document.get(id, 'type'),
        corners: cornersOf(document, id),
        weight: strokes.length === 0 ? 0 : document.get(id, 'strokeWeight'),
        fill: document.get(id, 'fills').map((each) => seenPaint(document, id, each)),
        stroke: strokes.map((each) => seenPaint(document, id, each)),
      };
    });
}

function cornersOf(document: DocumentReader, id: NodeId): Vector[] {
  const [width, height] = [document.get(id, 'width'), document.get(id, 'height')];
  return [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ].map(([x = 0, y = 0]) => transformPoint(document.pageMatrix(id), { x, y }));
}

/** A gradient by where its colours lie, for which the cross axis of a linear one may slide along. */
function seenPaint(document: DocumentReader, id: NodeId, each: Paint): unknown {
  if (!isGradient(each)) return each;
  const { handles, ...rest } = each;
  const [w, h] = [Math.max(document.get(id, 'width'), 1e-3), Math.max(document.get(id, 'height'), 1e-3)];
  const [x0, y0, x1, y1, x2, y2] = handles;
  const [a, b, c, d] = [(x1 - x0) * w, (y1 - y0) * h, (x2 - x0) * w, (y2 - y0) * h];
  const det = a * d - b * c;
  const slope =
    each.type === 'linear'
      ? [d / det, document.get(id, 'height') === 0 ? 0 : -c / det]
      : [a * a + c * c, a * b + c * d, b * b + d * d].map((value) => value / 1e4);
  return { ...rest, slope, origin: each.type === 'radial' ? [x0 * w, y0 * h] : (x0 * w * d - y0 * h * c) / det };
}

/** Numbers may differ by what is lost in writing them; everything else is equal. */
function near(actual: unknown, expected: unknown, path = ''): void {
  const wrong = (): never => {
    throw new Error(`${path} is ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
  };
  if (typeof expected === 'number') {
    if (!(Math.abs((actual as number) - expected) < 0.01 + Math.abs(expected) * 1e-4)) wrong();
  } else if (typeof expected === 'object' && expected !== null) {
    if (Object.keys(actual as object).join() !== Object.keys(expected).join()) wrong();
    for (const [key, value] of Object.entries(expected))
      near((actual as Record<string, unknown>)[key], value, `${path}/${key}`);
  } else if (actual !== expected) wrong();
}

describe('export and import', { timeout: 60_000 }, () => {
  property.prop([fc.array(tree, { minLength: 1, maxLength: 4 })], { numRuns: 60 })(
    'bring back the same shapes in the same places with the same paint',
    (nodes) => {
      const before = drawnDocument(nodes);
      const read = readSvg(exportPage(before, SIZE));
      expect(read.unsupported).toEqual([]);
      near(seenIn(drawnDocument(read.nodes)), seenIn(before));
    },
  );

  property.prop([fc.array(tree, { minLength: 1, maxLength: 3 })], { numRuns: 30 })(
    'give the same text the second time',
    (nodes) => {
      const first = exportPage(drawnDocument(nodes), SIZE);
      const second = exportPage(drawnDocument(readSvg(first).nodes), SIZE);
      const third = exportPage(drawnDocument(readSvg(second).nodes), SIZE);
      const shape = (text: string): string[] => text.match(/<\w+|fill="#\w+"|opacity="[\d.]+"/g) ?? [];
      expect(shape(third)).toEqual(shape(second));
    },
  );
});
