import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../editor/commands/commands.ts';
import { createKeymap, type KeyPress } from './keymap.ts';

const press = (key: string, code: string, held = ''): KeyPress => ({
  key,
  code,
  shiftKey: held.includes('Shift'),
  altKey: held.includes('Alt'),
  ctrlKey: held.includes('Ctrl'),
  metaKey: held.includes('Meta'),
  altGraph: held.includes('Graph'),
});

const elsewhere = createKeymap(COMMANDS, false);
const mac = createKeymap(COMMANDS, true);

describe('the keymap', () => {
  it.each([
    ['v', 'KeyV', '', 'tool-select'],
    ['V', 'KeyV', '', 'tool-select'],
    ['z', 'KeyZ', 'Ctrl', 'undo'],
    ['Z', 'KeyZ', 'Ctrl Shift', 'redo'],
    ['y', 'KeyY', 'Ctrl', 'redo'],
    ['G', 'KeyG', 'Ctrl Shift', 'ungroup'],
    ['a', 'KeyA', 'Alt', 'align-left'],
    ['ArrowLeft', 'ArrowLeft', '', 'nudge-left'],
    ['ArrowLeft', 'ArrowLeft', 'Shift', 'nudge-left-large'],
    ['!', 'Digit1', 'Shift', 'zoom-fit'],
    ['1', 'Digit1', 'Ctrl', 'zoom-fit'],
    ['?', 'Slash', 'Shift', 'show-keys'],
    ['+', 'NumpadAdd', '', 'zoom-in'],
    ['-', 'Minus', 'Ctrl', 'zoom-out'],
    [']', 'BracketRight', '', 'bring-to-front'],
    [']', 'BracketRight', 'Ctrl', 'bring-forward'],
    ['Tab', 'Tab', 'Shift', 'select-previous'],
    ['Delete', 'Delete', '', 'delete'],
  ])('%s (%s) with %s is %s', (key, code, held, id) => {
    expect(elsewhere(press(key, code, held))?.id).toBe(id);
  });

  it('Cmd takes the place of Ctrl on a Mac', () => {
    expect(mac(press('z', 'KeyZ', 'Meta'))?.id).toBe('undo');
    expect(mac(press('z', 'KeyZ', 'Ctrl'))).toBeUndefined();
    expect(elsewhere(press('z', 'KeyZ', 'Meta'))).toBeUndefined();
  });

  it('letters are found by what they type on other Latin layouts, by their place on others', () => {
    expect(elsewhere(press('z', 'KeyW', 'Ctrl'))?.id).toBe('undo');
    expect(elsewhere(press('w', 'KeyZ', 'Ctrl'))).toBeUndefined();
    expect(elsewhere(press('я', 'KeyZ', 'Ctrl'))?.id).toBe('undo');
    expect(mac(press('å', 'KeyA', 'Alt'))?.id).toBe('align-left');
  });

  it('signs are found where a layout has them, typed with Shift or AltGr too', () => {
    expect(elsewhere(press(']', 'Digit9', 'Ctrl Alt Graph'))?.id).toBe('bring-to-front');
    expect(elsewhere(press('\\', 'Minus', 'Ctrl Alt Graph'))?.id).toBe('select-parent');
    expect(elsewhere(press('?', 'Minus', 'Shift'))?.id).toBe('show-keys');
    expect(elsewhere(press('=', 'Digit0', 'Shift'))?.id).toBe('zoom-in');
  });

  it('digits set the opacity, and say which', () => {
    expect(elsewhere(press('4', 'Digit4'))).toEqual({ id: 'set-opacity', args: { text: '4' } });
    expect(elsewhere(press('0', 'Numpad0'))).toEqual({ id: 'set-opacity', args: { text: '0' } });
  });

  it('E5 no key means two things, and no command has two entries', () => {
    for (const mod of ['Control', 'Meta']) {
      const keys = COMMANDS.flatMap((command) =>
        command.keys.map((key) => [...key.replace('$mod', mod).split(/\b\+/)].sort().join(' ')),
      );
      expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    }
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });
});
