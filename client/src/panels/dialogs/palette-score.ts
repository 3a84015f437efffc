/** How well a name matches what was typed: 0 not at all, 1 best. All words must be found; their order does not matter. */
export function paletteScore(name: string, search: string): number {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = name.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return 0;
  if (lower.startsWith(words[0] ?? '')) return 1;
  return words.every((word) => lower.startsWith(word) || lower.includes(` ${word}`)) ? 0.8 : 0.5;
}
