/** What the headless editor needs from the world it runs in. Tests give plain objects, `main.tsx` the browser. */
import type { Document, NodeId } from '@joinery/shared';
import type { SvgImport } from './svg-import.ts';
import type { MeasureText } from './text-layout.ts';

/** What lies on the clipboard: `json` is ours (see clipboard.ts), `svg` and `text` are for and from other programs. */
export interface ClipboardItems {
  readonly text?: string;
  readonly json?: string;
  readonly svg?: string;
}

export interface ClipboardPort {
  write(items: ClipboardItems): Promise<void>;
  read(): Promise<ClipboardItems>;
}

export interface SavedFile {
  /** Media type. */
  readonly type: string;
  readonly data: Uint8Array | string;
}

export interface RasteriseOptions {
  /** Device px per page px. */
  readonly scale: number;
  /** `#rrggbb`; transparent when absent. */
  readonly background?: string;
}

export interface FilesPort {
  /** Hands a file to the person, as a download. */
  save(name: string, file: SavedFile): void;
  /** Nodes, or one page, as PNG. */
  rasterise(ids: readonly NodeId[], options: RasteriseOptions): Promise<Uint8Array>;
  /** Nodes, or one page, as SVG text. */
  toSvg(ids: readonly NodeId[]): Promise<string>;
  /** @throws (rejects) with a message for the person when the text is no SVG */
  parseSvg(text: string): Promise<SvgImport>;
}

export interface EditorPorts {
  readonly document: Document;
  /** Milliseconds, monotonic enough to tell a double click or a typing burst. */
  readonly now: () => number;
  readonly measureText: MeasureText;
  readonly clipboard: ClipboardPort;
  readonly files: FilesPort;
}
