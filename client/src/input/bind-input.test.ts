// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testEditor } from '../editor/testing/test-editor.ts';
import { bindInput } from './bind-input.ts';

let alice: ReturnType<typeof testEditor>;
let canvas: HTMLElement;
let unbind: () => void;

beforeEach(() => {
  alice = testEditor();
  canvas = document.createElement('div');
  canvas.setPointerCapture = () => undefined;
  document.body.append(canvas);
  unbind = bindInput(canvas, alice.editor);
});

afterEach(() => {
  unbind();
  document.body.replaceChildren();
});

const key = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', {
    key,
    code: `Key${key.toUpperCase()}`,
    bubbles: true,
    cancelable: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};

const pointer = (type: string, x: number, y: number, init: PointerEventInit = {}): void => {
  canvas.dispatchEvent(
    new PointerEvent(type, {
      clientX: x,
      clientY: y,
      pointerId: 1,
      pointerType: 'mouse',
      button: 0,
      bubbles: true,
      ...init,
    }),
  );
};

describe('keys', () => {
  it('run commands, and what they ran is the browser’s no more', () => {
    expect(key('r').defaultPrevented).toBe(true);
    expect(alice.editor.state.tool).toBe('rectangle');
    const shape = alice.make('rectangle');
    alice.editor.select([shape]);
    key('d', { ctrlKey: true });
    expect(alice.document.children(alice.page)).toHaveLength(2);
  });

  it('make a shape without a mouse: Enter places one of the usual size in the middle of the view', () => {
    key('r');
    key('Enter');
    const { viewport } = alice.editor.state;
    expect(alice.rect(alice.selected)).toEqual([viewport.width / 2, viewport.height / 2, 100, 100]);
    expect(alice.editor.state.tool).toBe('select');
    const made = alice.document.children(alice.page).length;
    key('Enter');
    expect(alice.document.children(alice.page)).toHaveLength(made);
  });

  it('belong to a field that is typed in', () => {
    const field = document.createElement('input');
    document.body.append(field);
    alice.editor.select([alice.make('rectangle')]);
    expect(key('r', {}, field).defaultPrevented).toBe(false);
    key('Backspace', { code: 'Backspace' }, field);
    key('Escape', { code: 'Escape' }, field);
    expect(alice.editor.state.tool).toBe('select');
    expect(alice.selection).toHaveLength(1);
  });

  it('style the letters while a text is typed', () => {
    const text = alice.make('text', { characters: 'a' });
    alice.editor.text.begin(text);
    const area = document.createElement('textarea');
    canvas.append(area);
    key('b', { ctrlKey: true }, area);
    expect(alice.document.get(text, 'fontWeight')).toBe(700);
    expect(alice.editor.state.editingText).toBe(text);
  });

  it('that move the focus or press what has it belong to the canvas only while the focus is there', () => {
    const button = document.createElement('button');
    document.body.append(button);
    alice.editor.select([alice.make('rectangle')]);
    expect(key('Tab', { code: 'Tab' }, button).defaultPrevented).toBe(false);
    expect(key('Enter', { code: 'Enter' }, button).defaultPrevented).toBe(false);
    expect(key('Tab', { code: 'Tab' }, canvas).defaultPrevented).toBe(true);
    alice.editor.select([]);
    expect(key('Tab', { code: 'Tab' }, canvas).defaultPrevented).toBe(false);
  });

  it('in dialogs and menus are theirs; Escape closes a dialog that has not taken the focus yet', () => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    document.body.append(dialog);
    key('r', {}, dialog);
    expect(alice.editor.state.tool).toBe('select');
    alice.run('show-keys');
    key('Escape', { code: 'Escape' });
    expect(alice.editor.state.dialog).toBeNull();
  });

  it('for copy, cut and paste are left to the browser, whose events carry the clipboard', () => {
    alice.editor.select([alice.make('rectangle')]);
    for (const letter of ['c', 'x', 'v']) expect(key(letter, { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(alice.document.children(alice.page)).toHaveLength(1);
  });

  it('Escape cancels what the hand is doing, and Shift is followed in the middle of it', () => {
    const shape = alice.make('rectangle');
    pointer('pointerdown', 50, 50);
    pointer('pointermove', 150, 90);
    pointer('pointermove', 160, 90, { pointerId: 9 });
    alice.move({ x: 150, y: 90 });
    expect(alice.rect(shape).slice(0, 2)).toEqual([100, 40]);
    key('Shift', { shiftKey: true, code: 'ShiftLeft' });
    expect(alice.rect(shape).slice(0, 2)).toEqual([100, 0]);
    key('Escape', { code: 'Escape' });
    expect(alice.rect(shape).slice(0, 2)).toEqual([0, 0]);
  });
});

describe('the pointer', () => {
  it('presses, and takes the focus from a field', () => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    const shape = alice.make('rectangle');
    pointer('pointerdown', 50, 50);
    pointer('pointerup', 50, 50);
    expect(alice.selection).toEqual([shape]);
    expect(document.activeElement).toBe(canvas);
  });

  it('the wheel pans the page, and does not scroll the browser', () => {
    const wheel = new WheelEvent('wheel', { deltaY: 30, bubbles: true, cancelable: true });
    canvas.dispatchEvent(wheel);
    expect(alice.editor.state.camera.y).toBe(30);
    expect(wheel.defaultPrevented).toBe(true);
  });

  it('a window that loses the person lets everything go', () => {
    const shape = alice.make('rectangle');
    pointer('pointerdown', 50, 50);
    alice.move({ x: 150, y: 50 });
    expect(alice.rect(shape)[0]).toBe(100);
    window.dispatchEvent(new Event('blur'));
    expect(alice.rect(shape)[0]).toBe(0);
  });

  it('after it ended, nothing is heard any more', () => {
    unbind();
    key('r');
    expect(alice.editor.state.tool).toBe('select');
  });
});
