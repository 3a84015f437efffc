import type { SavedFile } from '../editor/ports.ts';

/** Hands a file to the person, as a download. */
export function download(name: string, { type, data }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([data as BlobPart], { type }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has begun to read it by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
