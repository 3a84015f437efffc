import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import {
  fit,
  MAX_ZOOM,
  MIN_ZOOM,
  pageToScreen,
  screenToPage,
  visibleBox,
  zoomAt,
  zoomStepIn,
  zoomStepOut,
} from './camera.ts';
import { testEditor } from './testing/test-editor.ts';

const number = fc.double({ min: -1e5, max: 1e5, noNaN: true });
const zoom = fc.double({ min: 0.02, max: 200, noNaN: true });
const cameras = fc.record({ x: number, y: number, zoom });
const points = fc.record({ x: fc.integer({ min: 0, max: 2000 }), y: fc.integer({ min: 0, max: 2000 }) });

describe('the camera', () => {
  test.prop([cameras, points, zoom])('zooming keeps what is under the pointer there', (camera, point, to) => {
    const fixed = pageToScreen(zoomAt(camera, point, to), screenToPage(camera, point));
    expect(fixed.x).toBeCloseTo(point.x, 3);
    expect(fixed.y).toBeCloseTo(point.y, 3);
  });

  it('steps double and halve through 100 %, and end at the limits', () => {
    expect([0.3, 0.5, 1, 1.2].map(zoomStepIn)).toEqual([0.5, 1, 2, 2]);
    expect([0.3, 0.5, 1, 1.2].map(zoomStepOut)).toEqual([0.25, 0.25, 0.5, 1]);
    expect([zoomStepIn(MAX_ZOOM), zoomStepOut(MIN_ZOOM)]).toEqual([MAX_ZOOM, MIN_ZOOM]);
  });

  it('fitting shows all of it, in the middle', () => {
    const viewport = { width: 1000, height: 800 };
    const target = { left: 100, top: 100, right: 4100, bottom: 1100 };
    const seen = visibleBox(fit(target, viewport), viewport);
    expect(seen.left).toBeLessThanOrEqual(100);
    expect(seen.right).toBeGreaterThanOrEqual(4100);
    expect((seen.left + seen.right) / 2).toBeCloseTo(2100);
    expect((seen.top + seen.bottom) / 2).toBeCloseTo(600);
  });

  it('the commands zoom around the middle of the view, and fit page and selection', () => {
    const alice = testEditor();
    alice.run('zoom-in');
    expect(alice.editor.state.camera).toEqual({ x: 250, y: 200, zoom: 2 });
    alice.run('zoom-100');
    expect(alice.editor.state.camera).toEqual({ x: 0, y: 0, zoom: 1 });
    const shape = alice.make('rectangle', { position: { x: 5000, y: 5000 } });
    alice.run('zoom-fit');
    expect(visibleBox(alice.editor.state.camera, alice.editor.state.viewport).left).toBeGreaterThan(4000);
    alice.editor.select([shape]);
    alice.run('zoom-selection');
    expect(alice.editor.state.camera.zoom).toBeGreaterThan(1);
  });
});
