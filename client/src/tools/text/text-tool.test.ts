import { describe, expect, it } from 'vitest';
import { testEditor } from '../../editor/testing/test-editor.ts';

describe('text', () => {
  it('a click puts a caret there; typing hugs the letters; making and typing are one undo step', () => {
    const alice = testEditor();
    alice.run('tool-text').click({ x: 100, y: 100 });
    const text = alice.selected;
    expect(alice.editor.state).toMatchObject({ editingText: text, tool: 'select' });
    alice.type('Hello');
    alice.editor.finishText();
    expect(alice.editor.state.editingText).toBeNull();
    expect(alice.rect(text)).toEqual([100, 90, 40, 19.2]);
    alice.run('undo');
    expect(alice.document.isAlive(text)).toBe(false);
    alice.run('redo');
    expect(alice.document.get(text, 'characters')).toBe('Hello');
  });

  it('a pause begins another undo step', () => {
    const alice = testEditor();
    alice.run('tool-text').click({ x: 100, y: 100 }).type('one');
    alice.wait(2000).type(' two');
    alice.editor.finishText();
    const text = alice.selected;
    alice.run('undo');
    expect(alice.document.get(text, 'characters')).toBe('one');
    expect(alice.rect(text)[2]).toBe(24);
  });

  it('an empty text leaves no trace; one that was emptied is deleted', () => {
    const alice = testEditor();
    alice.run('tool-text').click({ x: 100, y: 100 });
    alice.editor.finishText();
    expect(alice.document.children(alice.page)).toEqual([]);
    expect(alice.editor.history.canUndo).toBe(false);
    const text = alice.make('text', { characters: 'a', width: 8, height: 19.2 });
    alice.doubleClick({ x: 4, y: 10 });
    expect(alice.editor.state.editingText).toBe(text);
    alice.editor.setText(text, '');
    alice.editor.finishText();
    expect(alice.document.isAlive(text)).toBe(false);
    alice.run('undo');
    expect(alice.document.get(text, 'characters')).toBe('a');
  });

  it('a drag makes a box of that width, in which the text wraps', () => {
    const alice = testEditor();
    alice.run('tool-text').drag({ x: 100, y: 100 }, { x: 160, y: 300 });
    alice.type('hello world');
    const text = alice.selected;
    expect(alice.document.get(text, 'textSizing')).toBe('height');
    expect(alice.rect(text)).toEqual([100, 100, 60, 38.4]);
    expect(alice.editor.textLayouts.of(alice.document, text).lines.map((line) => line.text)).toEqual([
      'hello',
      'world',
    ]);
  });

  it('pressing elsewhere ends typing; Enter on a selected text begins it', () => {
    const alice = testEditor();
    alice.run('tool-text').click({ x: 100, y: 100 }).type('Hi').click({ x: 500, y: 500 });
    expect(alice.editor.state.editingText).toBeNull();
    expect(alice.selection).toEqual([]);
    alice.click({ x: 104, y: 100 }).run('select-children');
    expect(alice.editor.state.editingText).toBe(alice.selected);
  });

  it('centred text keeps its middle as it grows; styles refit the box', () => {
    const alice = testEditor();
    alice.run('tool-text').click({ x: 100, y: 100 }).type('ab');
    const text = alice.selected;
    alice.editor.finishText();
    alice.document.transact((tx) => tx.set(text, 'textAlign', 'center'));
    alice.editor.setText(text, 'abcd');
    expect(alice.rect(text)).toEqual([92, 90, 32, 19.2]);
    alice.run('text-bold');
    expect(alice.document.get(text, 'fontWeight')).toBe(700);
    alice.run('text-bold').run('text-italic').run('text-underline');
    expect([
      alice.document.get(text, 'fontWeight'),
      alice.document.get(text, 'fontStyle'),
      alice.document.get(text, 'textDecoration'),
    ]).toEqual([400, 'italic', 'underline']);
  });
});
