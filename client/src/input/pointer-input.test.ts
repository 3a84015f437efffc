import { describe, expect, it } from 'vitest';
import type { Vector } from '@joinery/shared';
import { testEditor } from '../editor/testing/test-editor.ts';
import { PointerInput, type PointerSample } from './pointer-input.ts';
import { turned } from './wheel.ts';

type Over = Partial<PointerSample>;

function hands() {
  const alice = testEditor();
  const frames: (() => void)[] = [];
  let now = 0;
  const waiting = new Map<() => void, number>();
  const longPresses: Vector[] = [];
  const input = new PointerInput(alice.editor, {
    requestFrame: (callback) => {
      frames.push(callback);
      return () => frames.splice(frames.indexOf(callback), 1);
    },
    now: () => now,
    after: (ms, callback) => {
      waiting.set(callback, now + ms);
      return () => waiting.delete(callback);
    },
    onLongPress: (point) => longPresses.push(point),
  });
  const sample = (x: number, y: number, over: Over = {}): PointerSample => ({
    id: 1,
    point: { x, y },
    button: 0,
    pointerType: 'mouse',
    shift: false,
    alt: false,
    mod: false,
    ...over,
  });
  return {
    alice,
    input,
    sample,
    frame: () => frames.splice(0).forEach((callback) => callback()),
    pending: () => frames.length,
    longPresses,
    wait: (ms: number) => {
      now += ms;
      for (const [callback, at] of waiting) {
        if (at > now) continue;
        waiting.delete(callback);
        callback();
      }
    },
    press: (x: number, y: number, over?: Over) => {
      input.down(sample(x, y, over));
      input.up(sample(x, y, over));
    },
  };
}

describe('pointers', () => {
  it('E2 many moves in one frame are one change', () => {
    const { alice, input, sample, frame } = hands();
    const shape = alice.make('rectangle');
    input.down(sample(50, 50));
    input.move(sample(90, 50));
    frame();
    const before = alice.changes.length;
    for (let x = 91; x <= 150; x++) input.move(sample(x, 50));
    expect(alice.changes.length).toBe(before);
    frame();
    expect(alice.changes.length).toBe(before + 1);
    input.up(sample(150, 50));
    expect(alice.rect(shape)[0]).toBe(100);
  });

  it('letting go in the same frame loses nothing of the way', () => {
    const { alice, input, sample } = hands();
    const shape = alice.make('rectangle');
    input.down(sample(50, 50));
    input.move(sample(100, 50));
    input.up(sample(130, 50));
    expect(alice.rect(shape)[0]).toBeGreaterThan(0);
  });

  it('two clicks within 450 ms at one place are a double click, slower ones are not', () => {
    const { alice, press, wait } = hands();
    const text = alice.make('text', { characters: 'hi', width: 16, height: 20 });
    press(8, 10);
    wait(500);
    press(8, 10);
    expect(alice.editor.state.editingText).toBeNull();
    wait(400);
    press(9, 10);
    expect(alice.editor.state.editingText).toBe(text);
  });

  it('the middle button, and Space, push the page; the cursor comes back', () => {
    const { alice, input, sample, frame } = hands();
    input.down(sample(100, 100, { button: 1 }));
    expect(alice.editor.state.cursor).toBe('grabbing');
    input.move(sample(150, 130, { button: 1 }));
    frame();
    input.up(sample(150, 130, { button: 1 }));
    expect(alice.editor.state.camera).toMatchObject({ x: -50, y: -30 });
    expect(alice.editor.state.cursor).toBe('default');
    input.space(true);
    expect(alice.editor.state.cursor).toBe('grab');
    input.down(sample(0, 0));
    input.move(sample(-50, -30));
    input.space(false);
    input.up(sample(-50, -30));
    expect(alice.editor.state.camera).toMatchObject({ x: 0, y: 0 });
    expect(alice.editor.state.cursor).toBe('default');
  });

  it('a second finger takes back what the first began; two push and zoom', () => {
    const { alice, input, sample, frame } = hands();
    const finger = (id: number, x: number, y: number): PointerSample => sample(x, y, { id, pointerType: 'touch' });
    const shape = alice.make('rectangle');
    input.down(finger(1, 50, 50));
    input.move(finger(1, 80, 50));
    frame();
    expect(alice.rect(shape)[0]).toBe(30);
    input.down(finger(2, 180, 50));
    expect(alice.rect(shape)[0]).toBe(0);
    input.move(finger(1, 30, 50));
    input.move(finger(2, 230, 50));
    frame();
    expect(alice.editor.state.camera).toEqual({ x: 65, y: 25, zoom: 2 });
    input.up(finger(2, 230, 50));
    input.up(finger(1, 30, 50));
    expect(alice.editor.state.toolState).toBe('select.idle');
  });

  it('a finger held still asks for the menu, once; going up then selects and draws nothing', () => {
    const { alice, input, sample, frame, wait, longPresses } = hands();
    const finger = (x: number, y: number): PointerSample => sample(x, y, { pointerType: 'touch' });
    const shape = alice.make('rectangle');
    input.down(finger(50, 50));
    input.move(finger(53, 52));
    frame();
    wait(499);
    expect(longPresses).toEqual([]);
    wait(1);
    expect(longPresses).toEqual([{ x: 50, y: 50 }]);
    input.move(finger(200, 200));
    frame();
    input.up(finger(200, 200));
    wait(1000);
    expect(longPresses).toHaveLength(1);
    expect(alice.rect(shape)[0]).toBe(0);
    expect(alice.editor.state.toolState).toBe('select.idle');
  });

  it('no menu comes for a finger that moves, goes up, or is joined by another, nor for a mouse', () => {
    const { input, sample, wait, longPresses } = hands();
    const finger = (id: number, x: number, y: number): PointerSample => sample(x, y, { id, pointerType: 'touch' });
    input.down(finger(1, 50, 50));
    input.move(finger(1, 60, 50));
    wait(600);
    input.up(finger(1, 60, 50));
    input.down(finger(1, 50, 50));
    input.up(finger(1, 50, 50));
    wait(600);
    input.down(finger(1, 50, 50));
    input.down(finger(2, 150, 50));
    wait(600);
    input.up(finger(2, 150, 50));
    input.up(finger(1, 50, 50));
    input.down(sample(50, 50));
    wait(600);
    input.up(sample(50, 50));
    expect(longPresses).toEqual([]);
  });

  it('blur cancels the drag and lets Space go', () => {
    const { alice, input, sample, frame } = hands();
    const shape = alice.make('rectangle');
    input.space(true);
    input.interrupt();
    expect(alice.editor.state.cursor).toBe('default');
    input.down(sample(50, 50));
    input.move(sample(150, 50));
    frame();
    input.interrupt();
    expect(alice.rect(shape)[0]).toBe(0);
    input.up(sample(150, 50));
    expect(alice.editor.state.toolState).toBe('select.idle');
  });

  it('dragging at the edge moves the view on, frame by frame, and what is dragged with it', () => {
    const { alice, input, sample, frame, pending } = hands();
    const shape = alice.make('rectangle', { position: { x: 800, y: 300 } });
    input.down(sample(850, 350));
    input.move(sample(999, 350));
    frame();
    expect(pending()).toBe(1);
    frame();
    frame();
    const { x } = alice.editor.state.camera;
    expect(x).toBeGreaterThan(20);
    expect(alice.rect(shape)[0]).toBeCloseTo(800 + 149 + x, -1);
    input.up(sample(999, 350));
    frame();
    expect(pending()).toBe(0);
  });
});

describe('the wheel', () => {
  const camera = { x: 0, y: 0, zoom: 1 };
  const turn = { point: { x: 100, y: 100 }, deltaX: 0, deltaY: 0, deltaMode: 0, shiftKey: false, zooming: false };

  it('pans, in lines too, sideways with Shift', () => {
    expect(turned(camera, { ...turn, deltaX: 5, deltaY: 10 })).toEqual({ x: 5, y: 10, zoom: 1 });
    expect(turned(camera, { ...turn, deltaY: 2, deltaMode: 1 })).toEqual({ x: 0, y: 32, zoom: 1 });
    expect(turned(camera, { ...turn, deltaY: 10, shiftKey: true })).toEqual({ x: 10, y: 0, zoom: 1 });
  });

  it('zooms at the pointer, a notch of a mouse not too far', () => {
    const zoomed = turned(camera, { ...turn, deltaY: -120, zooming: true });
    expect(zoomed.zoom).toBeCloseTo(Math.exp(0.4));
    expect((100 - 0) / 1).toBeCloseTo((100 / zoomed.zoom + zoomed.x) * 1);
  });
});
