/** A number as short as it can be written with at most so many decimals: no exponent, no trailing zeros, no `-0`. */
export function formatNumber(value: number, decimals = 4): string {
  const places = Math.max(0, Math.min(20, decimals));
  const unit = 10 ** places;
  const text = String(Math.round(value * unit) / unit);
  // Very large and very small numbers, whose short form has an exponent.
  return text.includes('e') || !Number.isSafeInteger(Math.round(value * unit)) ? trimmed(value.toFixed(places)) : text;
}

function trimmed(text: string): string {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}

/** Decimals that keep about eight digits of lengths of this size, in px: enough to stay exact at the greatest zoom. */
export const decimalsFor = (size: number): number =>
  size > 0 && Number.isFinite(size) ? Math.max(2, Math.min(12, 7 - Math.floor(Math.log10(size)))) : 4;
