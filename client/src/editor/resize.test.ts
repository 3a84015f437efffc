import { fc, test } from '@fast-check/vitest';
import { distance, multiply, rotation, rotationOf, transformPoint, translation, type Vector } from '@joinery/shared';
import { describe, expect } from 'vitest';
import { pageMap, type ResizeHandle, resized, scalingTo } from './resize.ts';
import type { SelectionBox } from './scene.ts';

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true });
const size = fc.double({ min: 2, max: 3000, noNaN: true });
const degrees = fc.integer({ min: -179, max: 180 });
const boxes: fc.Arbitrary<SelectionBox> = fc
  .record({ x: coordinate, y: coordinate, turn: degrees, width: size, height: size })
  .map(({ x, y, turn, width, height }) => ({ matrix: multiply(translation(x, y), rotation(turn)), width, height }));
const corner = fc.constantFrom<ResizeHandle>({ x: -1, y: -1 }, { x: 1, y: -1 }, { x: 1, y: 1 }, { x: -1, y: 1 });
const anyHandle = fc.oneof(
  corner,
  fc.constantFrom<ResizeHandle>({ x: 0, y: -1 }, { x: 1, y: 0 }, { x: 0, y: 1 }, { x: -1, y: 0 }),
);
const points: fc.Arbitrary<Vector> = fc.record({ x: coordinate, y: coordinate });

const at = ({ matrix, width, height }: SelectionBox, { x, y }: { readonly x: number; readonly y: number }): Vector =>
  transformPoint(matrix, { x: ((x + 1) / 2) * width, y: ((y + 1) / 2) * height });

/** The box of one node after resizing it: the node is the box. */
const resizeNode = (
  box: SelectionBox,
  handle: ResizeHandle,
  target: Vector,
  options = { keepRatio: false, fromCentre: false },
) => {
  const scaling = scalingTo(box, handle, target, options);
  return { scaling, node: resized({ ...box, directed: false }, pageMap(box, scaling), box.matrix) };
};

const near = (a: Vector, b: Vector, tolerance = 1e-3): void => expect(distance(a, b)).toBeLessThan(tolerance);

describe('the arithmetic of resizing', () => {
  test.prop([boxes, anyHandle, points])(
    'E7 the opposite corner or side stays put, however the node is turned',
    (box, handle, target) => {
      const { scaling, node } = resizeNode(box, handle, target);
      // Mirrored, the node lies on the other side of what stays.
      const fixed = { x: -handle.x, y: -handle.y };
      const after = { x: scaling.x < 0 ? handle.x : -handle.x, y: scaling.y < 0 ? handle.y : -handle.y };
      near(at(node, after), at(box, fixed));
    },
  );

  test.prop([boxes, corner, points])('the dragged corner goes where it is wanted', (box, handle, target) => {
    const { scaling, node } = resizeNode(box, handle, target);
    const dragged = { x: scaling.x < 0 ? -handle.x : handle.x, y: scaling.y < 0 ? -handle.y : handle.y };
    near(at(node, dragged), target);
  });

  test.prop([boxes, anyHandle, points])(
    'the node keeps its direction, and gets no negative size',
    (box, handle, target) => {
      const { node } = resizeNode(box, handle, target);
      expect(node.width).toBeGreaterThanOrEqual(0);
      expect(node.height).toBeGreaterThanOrEqual(0);
      if (node.width > 1e-3) expect(Math.abs(rotationOf(node.matrix) - rotationOf(box.matrix)) % 360).toBeCloseTo(0, 4);
    },
  );

  test.prop([boxes, anyHandle, points])('Alt keeps the centre', (box, handle, target) => {
    const { node } = resizeNode(box, handle, target, { keepRatio: false, fromCentre: true });
    near(at(node, { x: 0, y: 0 }), at(box, { x: 0, y: 0 }));
  });

  test.prop([boxes, anyHandle, points])('Shift keeps the ratio', (box, handle, target) => {
    const { node } = resizeNode(box, handle, target, { keepRatio: true, fromCentre: false });
    const scale = node.width / box.width;
    expect(Math.abs(node.height - box.height * scale)).toBeLessThan(1e-3);
  });

  test.prop([boxes, boxes, anyHandle, points])(
    'what is turned against the box keeps its middle where the map puts it',
    (box, inner, handle, target) => {
      const map = pageMap(box, scalingTo(box, handle, target, { keepRatio: false, fromCentre: false }));
      const node = resized({ ...inner, directed: false }, map, box.matrix);
      near(at(node, { x: 0, y: 0 }), transformPoint(map, at(inner, { x: 0, y: 0 })), 1e-2);
    },
  );

  test.prop([boxes, anyHandle, points, fc.double({ min: 0, max: 500, noNaN: true }), degrees])(
    'both ends of a line go where the map puts them',
    (box, handle, target, length, turn) => {
      const line = { matrix: multiply(box.matrix, rotation(turn)), width: length, height: 0, directed: true };
      const map = pageMap(box, scalingTo(box, handle, target, { keepRatio: false, fromCentre: false }));
      const node = resized(line, map, box.matrix);
      near(
        transformPoint(node.matrix, { x: node.width, y: 0 }),
        transformPoint(map, transformPoint(line.matrix, { x: length, y: 0 })),
        1e-2,
      );
    },
  );
});
