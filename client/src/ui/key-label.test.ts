import { describe, expect, it } from 'vitest';
import { type Keyboard, keyLabel } from './key-label.ts';

const MAC: Keyboard = { mac: true, letterOf: () => undefined };
const OTHER: Keyboard = { mac: false, letterOf: () => undefined };
const FRENCH: Keyboard = { mac: false, letterOf: (code) => ({ KeyA: 'q', BracketRight: '$' })[code] };

describe('key labels', () => {
  it.each([
    ['$mod+Shift+KeyG', '⇧⌘G', 'Ctrl+Shift+G'],
    ['$mod+Alt+KeyG', '⌥⌘G', 'Ctrl+Alt+G'],
    ['Shift+Digit1', '⇧1', 'Shift+1'],
    ['Control+Alt+KeyH', '⌃⌥H', 'Ctrl+Alt+H'],
    ['$mod+Backslash', '⌘\\', 'Ctrl+\\'],
    ['BracketRight', ']', ']'],
    ['Shift+ArrowLeft', '⇧←', 'Shift+←'],
    ['Delete', '⌦', 'Delete'],
    ['Backspace', '⌫', 'Backspace'],
    ['Space', 'Space', 'Space'],
    ['v', 'V', 'V'],
    ['?', '?', '?'],
    ['+', '+', '+'],
  ])('%s is %s on a Mac and %s elsewhere', (binding, mac, other) => {
    expect(keyLabel(binding, MAC)).toBe(mac);
    expect(keyLabel(binding, OTHER)).toBe(other);
  });

  it('show what stands on the key of this keyboard', () => {
    expect(keyLabel('$mod+KeyA', FRENCH)).toBe('Ctrl+Q');
    expect(keyLabel('BracketRight', FRENCH)).toBe('$');
    expect(keyLabel('ArrowUp', FRENCH)).toBe('↑');
  });
});
