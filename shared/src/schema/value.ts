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

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
