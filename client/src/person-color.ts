import { luminance } from './luminance.ts';

/** Colours of people: each reads on light and dark, white or near-black text reads on it, and none is the blue of one's own selection. */
export const PERSON_COLORS: readonly string[] = [
  '#c2410c',
  '#b4236b',
  '#8b3fd1',
  '#a21caf',
  '#0b6fae',
  '#0f766e',
  '#3d7a1f',
  '#94610a',
  '#c02b3c',
  '#52606d',
  '#b47eae',
  '#849666',
  '#5490ea',
  '#f05a6c',
  '#d27800',
  '#48a20c',
  '#009ca8',
  '#8a5a96',
  '#a272f0',
  '#d24ea2',
];

const NAMES = [
  'Rust',
  'Raspberry',
  'Violet',
  'Magenta',
  'Blue',
  'Teal',
  'Green',
  'Bronze',
  'Red',
  'Slate',
  'Mauve',
  'Sage',
  'Sky',
  'Coral',
  'Orange',
  'Lime',
  'Turquoise',
  'Plum',
  'Lavender',
  'Pink',
];

/** What one of {@link PERSON_COLORS} is called; any other by its number. */
export const colorName = (hex: string): string => NAMES[PERSON_COLORS.indexOf(hex)] ?? hex;

/** White or near-black, whichever has more contrast on `#rrggbb`. */
export const textColorOn = (hex: string): string => (1.05 / (luminance(hex) + 0.05) >= 4.5 ? '#ffffff' : '#16161a');
