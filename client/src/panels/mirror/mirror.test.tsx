// @vitest-environment happy-dom
import type { NodeId } from '@joinery/shared';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Editor } from '../../editor/editor.ts';
import { workspaceOf } from '../testing/workspace-of.ts';
import { WorkspaceContext } from '../workspace.ts';
import { PageMirror } from './page-mirror.tsx';

const MANY = 5000;

let editor: Editor;
let host: HTMLElement;
let made: Readonly<Record<'frame' | 'text' | 'last', NodeId>>;
let end: () => void;

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const workspace = workspaceOf((tx, page) => {
    const frame = tx.create('frame', page, { name: 'Card', width: 300, height: 200, position: { x: 10, y: 20 } });
    const text = tx.create('text', frame, { characters: 'Hello', width: 40, height: 20 });
    tx.create('rectangle', frame, { name: 'Rectangle 1', locked: true });
    let last = frame;
    for (let i = 0; i < MANY; i++) last = tx.create('ellipse', page, { name: `Dot ${i}`, width: 4, height: 4 });
    made = { frame, text, last };
  });
  ({ editor } = workspace);
  host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  await act(async () =>
    root.render(
      <WorkspaceContext value={workspace}>
        <PageMirror />
        <button type="button">Elsewhere</button>
      </WorkspaceContext>,
    ),
  );
  end = () => {
    act(() => root.unmount());
    host.remove();
    editor.dispose();
  };
});

afterEach(() => end());

const items = (): HTMLElement[] => [...host.querySelectorAll<HTMLElement>('[role="treeitem"]')];
const focused = (): string => document.activeElement?.textContent ?? '';

const enter = async (): Promise<void> => {
  await act(async () => {
    host.querySelector('button')?.focus();
    await import('./mirror-tree.tsx');
  });
  await vi.waitFor(() => expect(items().length).toBeGreaterThan(0));
};

const press = (key: string, held: KeyboardEventInit = {}): Promise<void> =>
  act(
    async () =>
      void document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }),
      ),
  );

describe('the mirror of a page', () => {
  it('V21 is a button until it has the focus, then some hundred items of however many, and a button again', async () => {
    expect(host.textContent).toContain(`Page 1 on the canvas, ${MANY + 1} objects`);
    expect(items()).toEqual([]);
    await enter();
    expect(items().length).toBeLessThan(300);
    await press('End');
    expect(items().length).toBeLessThan(300);
    expect(editor.state.selection).toEqual([made.last]);
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe(String(MANY + 1));
    await act(async () => host.querySelector<HTMLElement>('button:last-of-type')?.focus());
    expect(items()).toEqual([]);
  });

  it('V21 tells what each is, how large and where; selection follows focus', async () => {
    await enter();
    expect(focused()).toBe('Card, frame, 2 objects inside, 300 by 200, at 10, 20');
    expect(editor.state.selection).toEqual([made.frame]);
    await press('Enter');
    expect(focused()).toBe('Hello, text, 40 by 20, at 10, 20');
    expect(document.activeElement?.getAttribute('aria-level')).toBe('2');
    expect(editor.state.selection).toEqual([made.text]);
    await press('ArrowDown');
    expect(focused()).toContain('Rectangle 1, 100 by 100, at 10, 20, locked');
    await press('ArrowLeft');
    expect(editor.state.selection).toEqual([made.frame]);
  });

  it('V21 edits by key: arrows with Alt move, and say where to; what is deleted gives the focus to what stands beside it', async () => {
    await enter();
    await press('ArrowRight', { altKey: true });
    await press('ArrowDown', { altKey: true, shiftKey: true });
    expect(editor.document.position(made.frame)).toEqual({ x: 11, y: 30 });
    expect(host.querySelector('output')?.textContent).toBe('Card at 11, 30');
    expect(focused()).toContain('at 11, 30');
    await press('Delete');
    expect(editor.document.isAlive(made.frame)).toBe(false);
    expect(focused()).toContain('Dot 0');
    await press('ArrowDown');
    expect(focused()).toContain('Dot 1');
  });

  it('V21 goes where the selection goes', async () => {
    await enter();
    await act(async () => editor.select([made.text]));
    expect(focused()).toContain('Hello');
    await act(async () => editor.select([]));
    expect(focused()).toContain('Hello');
  });
});
