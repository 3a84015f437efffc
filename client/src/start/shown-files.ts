import type { FileInfo } from '../files-api.ts';

export type SortKey = 'edited' | 'name';

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The files whose name holds every word of `search`, in the order asked for. */
export function shownFiles(files: readonly FileInfo[], search: string, sort: SortKey): readonly FileInfo[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = files.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const order =
    sort === 'name'
      ? (a: FileInfo, b: FileInfo) => byName.compare(a.name, b.name)
      : (a: FileInfo, b: FileInfo) => b.editedAt - a.editedAt;
  return found.toSorted(order);
}
