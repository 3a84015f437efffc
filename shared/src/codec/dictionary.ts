/**
 * Words that are written as a number. A word's place is its number on the wire and never changes: append only.
 * The first entries are the schema's properties, in the order of its table, so a new property gets a number by being added there;
 * the words below have numbers of their own.
 */

const WORDS = [
  'type',
  'color',
  'opacity',
  'visible',
  'stops',
  'handles',
  'offset',
  'data',
  'width',
  'height',
  'solid',
  'linear',
  'radial',
  'page',
  'frame',
  'group',
  'rectangle',
  'ellipse',
  'line',
  'path',
  'text',
  'butt',
  'round',
  'square',
  'miter',
  'bevel',
  'inside',
  'center',
  'outside',
  'nonzero',
  'evenodd',
  'normal',
  'italic',
  'left',
  'right',
  'top',
  'middle',
  'bottom',
  'fixed',
  'none',
  'underline',
  'line-through',
  'Inter',
] as const;

const numbered = (words: readonly string[]): ReadonlyMap<string, number> =>
  new Map(words.map((word, index) => [word, index]));

const WORD_NUMBERS = numbered(WORDS);

export const wordNumber = (word: string): number | undefined => WORD_NUMBERS.get(word);
export const wordAt = (index: number): string | undefined => WORDS[index];
