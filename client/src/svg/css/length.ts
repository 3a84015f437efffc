/** Lengths to px. */

export interface LengthContext {
  /** Of the element, in px. */
  readonly fontSize: number;
  /** What 100 % is, in px. */
  readonly whole: number;
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  q: 96 / 101.6,
  in: 96,
};
/** Shares of the font size. */
const FONT_UNITS: Readonly<Record<string, number>> = { em: 1, ex: 0.5, ch: 0.5 };
const LENGTH = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)\s*(%|[a-z]*)$/i;
const ROOT_FONT_SIZE = 16;
/** Longer texts are no length, and are not searched for one. */
const MAX_LENGTH_CHARACTERS = 100;

/** Undefined for what is no length this version knows, as `auto` or `calc(…)`. */
export function parseLength(text: string | undefined, { fontSize, whole }: LengthContext): number | undefined {
  const match = text === undefined || text.length > MAX_LENGTH_CHARACTERS ? null : LENGTH.exec(text.trim());
  if (match === null) return undefined;
  const value = Number(match[1]);
  const unit = (match[2] ?? '').toLowerCase();
  if (unit === '%') return finite((value / 100) * whole);
  if (unit === 'rem') return finite(value * ROOT_FONT_SIZE);
  const factor = UNITS[unit] ?? (FONT_UNITS[unit] ?? Number.NaN) * fontSize;
  return finite(value * factor);
}

/** A number or a percentage as a share: opacity and offsets. */
export function parseShare(text: string | undefined, otherwise: number): number {
  const share = parseLength(text, { fontSize: Number.NaN, whole: 1 });
  return share === undefined ? otherwise : Math.max(0, Math.min(1, share));
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
