/** "340 ms", "2 s"; a dash where nothing is known. */
export function msWords(ms: number | undefined): string {
  if (ms === undefined) return '–';
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}

/** "16 B", "1.2 kB", "3.4 MB". */
export function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 100) / 10} kB`;
  return `${Math.round(bytes / 1e5) / 10} MB`;
}
