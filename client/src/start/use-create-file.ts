import { useState } from 'react';
import { toast } from 'sonner';
import type { FilesApi } from '../files-api.ts';
import { leaveImport } from '../pending-import.ts';

/** Above this an SVG is refused here, in bytes: the browser would stand still for minutes. */
const MAX_SVG_BYTES = 50_000_000;

interface CreateFile {
  /** While one is being created. */
  readonly busy: boolean;
  readonly create: () => void;
  /** A new file with the name and content of an SVG. */
  readonly createFromSvg: (svg: File) => void;
}

async function readSvg(svg: File): Promise<{ readonly name: string; readonly text: string }> {
  const isSvg = svg.type === 'image/svg+xml' || svg.name.toLowerCase().endsWith('.svg');
  if (!isSvg) throw new Error(`${svg.name} is not an SVG file.`);
  if (svg.size > MAX_SVG_BYTES) throw new Error(`${svg.name} is larger than ${MAX_SVG_BYTES / 1e6} MB.`);
  return { name: svg.name.replace(/\.svg$/i, ''), text: await svg.text() };
}

/** Creating a file and going to it, with failures told as toasts. */
export function useCreateFile(api: FilesApi, onOpen: (id: string) => void): CreateFile {
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true);
    try {
      onOpen(await work());
    } catch (error) {
      toast.error(error instanceof Error ? error.message : 'The file could not be created.');
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    create: () => void run(async () => (await api.create()).id),
    createFromSvg: (file) =>
      void run(async () => {
        const svg = await readSvg(file);
        const { id } = await api.create(svg.name);
        leaveImport(id, svg);
        return id;
      }),
  };
}
