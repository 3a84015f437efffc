/**
 * Reading a value so that it is really read: numbers by value, text by length, paints down to their colours. Sums of whole
 * numbers do not depend on the order in which nodes come.
 * @param {unknown} value
 * @returns {number}
 */
export function sumOf(value) {
  if (typeof value === 'number') return (value * 16) | 0;
  if (typeof value === 'string') return value.length + value.charCodeAt(value.length - 1);
  if (typeof value === 'boolean') return value ? 1 : 2;
  if (Array.isArray(value)) return value.reduce((sum, paint) => sum + sumOf(paint.color) + sumOf(paint.opacity), 3);
  return 0;
}

/** How many of `ids` do not lead to `page` by their parents. @type {(ids: readonly string[], page: string, parentOf: (id: string) => string | undefined) => number} */
export function countLost(ids, page, parentOf) {
  return ids.filter((id) => {
    const seen = new Set();
    let at = /** @type {string | undefined} */ (id);
    while (at !== undefined && at !== page && !seen.has(at)) {
      seen.add(at);
      at = parentOf(at);
    }
    return at !== page;
  }).length;
}

/** Whether `id` is `ancestor` or lies below it. @type {(id: string, ancestor: string, parentOf: (id: string) => string | undefined) => boolean} */
export function isWithin(id, ancestor, parentOf) {
  const seen = new Set();
  for (let at = /** @type {string | undefined} */ (id); at !== undefined && !seen.has(at); at = parentOf(at)) {
    if (at === ancestor) return true;
    seen.add(at);
  }
  return false;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/**
 * Ids of 12 characters, as an application would draw them; seeded by the actor.
 * @param {import('@joinery/shared/testing').Random} random
 */
export const idMaker = (random) => () =>
  Array.from({ length: 12 }, () => ALPHABET.charAt(random.below(ALPHABET.length))).join('');
