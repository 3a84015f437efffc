/** What a register can hold: JSON. `null` means "not set", and reads as the schema's default. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** Structural equality; objects compare by keys whatever their order. */
export function valuesEqual(a: Value | undefined, b: Value | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((item, index) => valuesEqual(item, b[index]));
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && valuesEqual(a[key], b[key]))
  );
}

/** Whether a value is a list: `Array.isArray`, for read-only ones. */
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Greatest depth of lists and records in one value. */
export const MAX_VALUE_DEPTH = 16;

/** Whether the codec can carry a value: finite numbers, not nested too deeply. */
export function isPortable(value: Value, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_VALUE_DEPTH) return false;
  const items = isList(value) ? value : Object.values(value);
  return items.every((item) => isPortable(item, depth + 1));
}

/** Half a character, as a cut string leaves it: UTF-8 cannot carry it, so replicas would differ. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Half of a pair, or half a character: without one, which is nearly always, there is nothing to look for. */
const ANY_SURROGATE = /[\ud800-\udfff]/;

/** In short text, as most is, looking at each costs less than asking the pattern. */
function anySurrogate(text: string): boolean {
  if (text.length > 32) return ANY_SURROGATE.test(text);
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xf800) === 0xd800) return true;
  return false;
}

const wellFormedText = (text: string): string => (anySurrogate(text) ? text.replace(LONE_SURROGATE, '\ufffd') : text);

function hasSurrogate(value: Value): boolean {
  if (typeof value === 'string') return anySurrogate(value);
  if (typeof value !== 'object' || value === null) return false;
  if (isList(value)) return value.some(hasSurrogate);
  for (const key in value) if (anySurrogate(key) || hasSurrogate(value[key] ?? null)) return true;
  return false;
}

/** The value with half characters in its texts replaced, as everybody else will read it. */
export function wellFormed(value: Value): Value {
  if (!hasSurrogate(value)) return value;
  if (typeof value === 'string') return wellFormedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(wellFormed);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormedText(key), wellFormed(item)]));
}
