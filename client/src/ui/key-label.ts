/** Key bindings (tinykeys syntax) as this person's keyboard shows them: `$mod+Shift+KeyG` is ⇧⌘G on a Mac, else Ctrl+Shift+G. */

export interface Keyboard {
  readonly mac: boolean;
  /** What stands on a key, by its code; undefined where the browser does not tell. */
  readonly letterOf: (code: string) => string | undefined;
}

const MAC_MODIFIERS: Readonly<Record<string, string>> = { Control: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘', $mod: '⌘' };
const MODIFIERS: Readonly<Record<string, string>> = {
  Control: 'Ctrl',
  Alt: 'Alt',
  Shift: 'Shift',
  Meta: 'Meta',
  $mod: 'Ctrl',
};
const MODIFIER_ORDER = ['Control', '$mod-other', 'Alt', 'Shift', 'Meta', '$mod'];

const NAMED: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Space: 'Space',
  ' ': 'Space',
  Escape: 'Esc',
  Enter: 'Enter',
  Tab: 'Tab',
  Backspace: 'Backspace',
  Delete: 'Delete',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Home: 'Home',
  End: 'End',
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Slash: '/',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Quote: "'",
  Semicolon: ';',
  Backquote: '`',
  NumpadAdd: '+',
  NumpadSubtract: '-',
};
const MAC_NAMED: Readonly<Record<string, string>> = { Enter: '↩', Backspace: '⌫', Delete: '⌦', Tab: '⇥' };

function keyName(key: string, { mac, letterOf }: Keyboard): string {
  const named =
    (mac ? MAC_NAMED[key] : undefined) ??
    (/^(?:Arrow|Page|Space|Escape|Enter|Tab|Back?space|Delete|Home|End)/.test(key) ? NAMED[key] : undefined);
  if (named !== undefined) return named;
  const letter = letterOf(key);
  if (letter !== undefined && letter.trim() !== '') return letter.toUpperCase();
  const plain = /^(?:Key|Digit|Numpad)(.)$/.exec(key)?.[1];
  return plain ?? NAMED[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** One binding, ready to be shown. */
export function keyLabel(binding: string, keyboard: Keyboard): string {
  const parts = binding.split(/\+(?!$)/);
  const key = keyName(parts.at(-1) ?? '', keyboard);
  const order = (modifier: string): number =>
    MODIFIER_ORDER.indexOf(modifier === '$mod' && !keyboard.mac ? '$mod-other' : modifier);
  const modifiers = parts.slice(0, -1).sort((a, b) => order(a) - order(b));
  return keyboard.mac
    ? modifiers.map((modifier) => MAC_MODIFIERS[modifier] ?? modifier).join('') + key
    : [...modifiers.map((modifier) => MODIFIERS[modifier] ?? modifier), key].join('+');
}
