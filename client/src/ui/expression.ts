/**
 * Sums typed into number fields: `12*3+4`, `(100-8)/3`, `1.5`, `50%`, `24px`. A comma is a decimal point, `x` and `×` are
 * times. Units are only allowed where they say nothing new, so they are dropped.
 */

/** Nested deeper than this, a sum is refused instead of overflowing the stack. */
const MAX_DEPTH = 50;

/** The value of a sum; undefined when it is none or has no finite value. */
export function evaluate(text: string): number | undefined {
  const tokens = text
    .replaceAll(',', '.')
    .replaceAll(/[x×]/gi, '*')
    .replaceAll('÷', '/')
    .replaceAll('−', '-')
    .replaceAll(/(?<=[\d.)])\s*(?:p\*|px|%|°|deg)/gi, '')
    .match(/\d+(?:\.\d*)?|\.\d+|[-+*/()]|\S/g);
  if (tokens === null) return undefined;
  let at = 0;
  let depth = 0;

  const factor = (): number => {
    const token = tokens[at++];
    if (token === '-') return -factor();
    if (token === '+') return factor();
    if (token !== '(') return token === undefined || /^[-+*/)]$/.test(token) ? Number.NaN : Number(token);
    depth += 1;
    const inner = depth > MAX_DEPTH ? Number.NaN : sum();
    depth -= 1;
    return tokens[at++] === ')' ? inner : Number.NaN;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };

  const value = tokens.length > 200 ? Number.NaN : sum();
  return at === tokens.length && Number.isFinite(value) ? value : undefined;
}
