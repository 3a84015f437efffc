/**
 * Which command a key press means. Bindings are in tinykeys' syntax (`$mod+Shift+KeyG`) and come from the command table.
 *
 * Keyboards differ: a letter is matched by what it types, where it types a Latin letter, and by its place elsewhere
 * (Cyrillic, or Alt on a Mac); digits and signs by what they type first, by their place if nothing is bound to that. So `]`
 * and `\` are found wherever a layout has them, with AltGr too.
 */
import { parseKeybinding } from 'tinykeys';
import type { CommandId } from '../editor/commands/command-id.ts';
import type { Command, CommandArguments } from '../editor/editor.ts';

/** A `KeyboardEvent`, or what a test says of one. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  /** AltGr counts as Ctrl and Alt on some systems; what it types is what was meant. */
  readonly altGraph?: boolean;
}

export interface BoundCommand {
  readonly id: CommandId;
  readonly args: CommandArguments;
}

type Modifier = 'Shift' | 'Alt' | 'Control' | 'Meta';

interface Binding {
  readonly command: BoundCommand;
  readonly modifiers: ReadonlySet<Modifier>;
  readonly key: string;
}

export type Keymap = (press: KeyPress) => BoundCommand | undefined;

/** @param mac whether `$mod` is Cmd: tinykeys itself would ask the browser it was loaded in */
export function createKeymap(commands: readonly Command[], mac: boolean): Keymap {
  const bindings = commands.flatMap((command) => command.keys.map((keys) => bind(command, keys, mac)));
  const first = (matches: (binding: Binding) => boolean): BoundCommand | undefined => bindings.find(matches)?.command;
  return (press) => {
    const signs = isSign(press.key);
    const byMeaning = ({ key, modifiers }: Binding): boolean => typed(press, key) && held(press, modifiers, signs);
    const byPlace = ({ key, modifiers }: Binding): boolean =>
      key === press.code && !isLatin(press.key) && held(press, modifiers, false);
    return first(byMeaning) ?? first(byPlace);
  };
}

function bind({ id }: Command, keys: string, mac: boolean): Binding {
  const platform = mac ? 'Meta' : 'Control';
  // parseKeybinding has put its own guess in the place of $mod; ours goes in before it.
  const [press] = parseKeybinding(keys.replaceAll('$mod', platform));
  const [modifiers = [], key = ''] = press ?? [];
  const name = typeof key === 'string' ? key : key.source;
  // Digit keys of one command are told apart by what they typed.
  const args: CommandArguments = /^\d$/.test(name) ? { text: name } : {};
  return { command: { id, args }, modifiers: new Set(modifiers as Modifier[]), key: name };
}

/** Whether the press types what the binding names. */
function typed({ key }: KeyPress, wanted: string): boolean {
  const letter = /^(?:Key|Digit)(.)$/.exec(wanted)?.[1];
  return (letter ?? wanted).toUpperCase() === key.toUpperCase();
}

/** A sign's Shift and AltGr are part of typing it, so they are not asked for. */
function held(press: KeyPress, modifiers: ReadonlySet<Modifier>, sign: boolean): boolean {
  const altGraph = sign && press.altGraph === true;
  return (
    (sign || press.shiftKey === modifiers.has('Shift')) &&
    (altGraph || press.altKey === modifiers.has('Alt')) &&
    (altGraph || press.ctrlKey === modifiers.has('Control')) &&
    press.metaKey === modifiers.has('Meta')
  );
}

const isLatin = (key: string): boolean => /^[a-z]$/i.test(key);

const isSign = (key: string): boolean => /^[^\p{L}\p{N}\s]$/u.test(key);
