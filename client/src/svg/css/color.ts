/** CSS colours: names, hex, rgb, hsl, hwb. Others (`lab`, `color(…)`) are refused, so that an earlier fallback stands. */
import { NAMED_COLORS } from './named-colors.ts';

export interface Color {
  /** `#rrggbb`, lower case. */
  readonly color: string;
  /** 0 to 1. */
  readonly opacity: number;
}

/** Longer texts are no colour, and are not searched for one. */
const MAX_COLOR_CHARACTERS = 200;

/** Undefined for what is no colour this version knows. `currentColor` is the caller's to resolve. */
export function parseColor(text: string): Color | undefined {
  const value = text.trim().toLowerCase();
  if (value.length > MAX_COLOR_CHARACTERS) return undefined;
  if (value.startsWith('#')) return parseHex(value.slice(1));
  if (value === 'transparent') return { color: '#000000', opacity: 0 };
  const named = NAMED_COLORS.get(value);
  if (named !== undefined) return { color: `#${named}`, opacity: 1 };
  const call = /^(rgba?|hsla?|hwb)\(([^()]*)\)$/.exec(value);
  return call === null ? undefined : parseFunction(call[1] ?? '', call[2] ?? '');
}

function parseHex(digits: string): Color | undefined {
  if (!/^(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.test(digits)) return undefined;
  const long = digits.length < 6 ? digits.replace(/./g, '$&$&') : digits;
  const alpha = long.slice(6);
  return { color: `#${long.slice(0, 6)}`, opacity: alpha === '' ? 1 : round(Number.parseInt(alpha, 16) / 255) };
}

function parseFunction(name: string, text: string): Color | undefined {
  const parts = text.trim().split(/\s*[,/]\s*|\s+/);
  if (parts.length < 3 || parts.length > 4) return undefined;
  const opacity = parts[3] === undefined ? 1 : clamp(fraction(parts[3], 1), 1);
  const [first = '', second = '', third = ''] = parts;
  const channels = name.startsWith('rgb')
    ? [first, second, third].map((part) => clamp(fraction(part, 255), 255))
    : fromHue(name, hueDegrees(first), [fraction(second, 100, 100), fraction(third, 100, 100)]);
  if (![...channels, opacity].every(Number.isFinite)) return undefined;
  return {
    color: `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`,
    opacity: round(opacity),
  };
}

/** A number, or a percentage of `whole`; divided by `unit`. NaN for anything else. */
function fraction(text: string, whole: number, unit = 1): number {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(%?)$/.exec(text);
  if (match === null) return text === 'none' ? 0 : Number.NaN;
  return (match[2] === '%' ? (Number(match[1]) / 100) * whole : Number(match[1])) / unit;
}

const TURN: Readonly<Record<string, number>> = { '': 1, deg: 1, grad: 0.9, rad: 180 / Math.PI, turn: 360 };

function hueDegrees(text: string): number {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(deg|grad|rad|turn|)$/.exec(text);
  return match === null ? Number.NaN : Number(match[1]) * (TURN[match[2] ?? ''] ?? 1);
}

function fromHue(name: string, hue: number, [second, third]: readonly [number, number]): number[] {
  const turn = ((hue % 360) + 360) % 360;
  const [a, b] = [clamp(second, 1), clamp(third, 1)];
  if (name === 'hwb') {
    const sum = Math.max(1, a + b);
    return pureHue(turn).map((channel) => (channel * (1 - (a + b) / sum) + a / sum) * 255);
  }
  const chroma = (1 - Math.abs(2 * b - 1)) * a;
  return pureHue(turn).map((channel) => ((channel - 0.5) * chroma + b) * 255);
}

/** Red, green, blue of a full colour, 0 to 1. */
const pureHue = (degrees: number): number[] =>
  [0, 8, 4].map((offset) => {
    const k = (offset + degrees / 30) % 12;
    return 0.5 - 0.5 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  });

const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value));
const round = (value: number): number => Math.round(value * 1e4) / 1e4;
