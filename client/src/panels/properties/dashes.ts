const MAX_DASHES = 64;
const MAX_LENGTH_PX = 100_000;

/** Lengths of dashes and gaps from what people type: `4, 2`, `4 2`, nothing for a solid line. Undefined when it is no list. */
export function parseDashes(text: string): readonly number[] | undefined {
  const parts =
    text.trim() === ''
      ? []
      : text
          .trim()
          .split(/[\s,;]+/)
          .filter(Boolean);
  const lengths = parts.map(Number);
  const valid = lengths.length <= MAX_DASHES && lengths.every((length) => length >= 0 && length <= MAX_LENGTH_PX);
  if (!valid) return undefined;
  // Dashes and gaps of no length at all would draw nothing.
  return lengths.every((length) => length === 0) ? [] : lengths;
}
