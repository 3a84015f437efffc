/** What the headless editor needs from the world it runs in. Tests give plain objects, `main.tsx` the browser. */
import type { Document, NodeId } from '@joinery/shared';
import type { SvgImport } from './svg-import.ts';
import type { MeasureText } from './text-layout.ts';

/** What lies on the clipboard: `json` is ours (see clipboard.ts), `svg` and `text` are for and from other programs. */
export interface ClipboardItems {
  readonly text?: string;
  readonly json?: string;
  readonly svg?: string;
  /** PNG, JPEG, GIF or WebP from another program. */
  readonly picture?: Blob;
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

/** A picture that the relay keeps for the file now. */
export interface KeptPicture {
  /** By which it is asked for. */
  readonly hash: string;
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** The pictures of the open file. */
export interface PicturesPort {
  /** The file's id. */
  readonly file: string;
  /** Takes pictures over from another file, by their hashes. @throws (rejects) with a sentence for the person */
  adopt(file: string, hashes: readonly string[]): Promise<void>;
  /**
   * What can be drawn; undefined while it is not here. Then it is fetched, and who subscribed is told of the node when it comes.
   * @param id which shows it
   */
  of(hash: string, id: NodeId): CanvasImageSource | undefined;
  /** Fulfilled when all of these are here, or cannot be had. */
  ready(hashes: readonly string[]): Promise<void>;
  /** As a `data:` address; undefined when it cannot be had. */
  dataUrl(hash: string): Promise<string | undefined>;
  /** @throws (rejects) with a sentence for the person */
  upload(picture: Blob): Promise<KeptPicture>;
  /** For an element of the page. */
  url(hash: string): string;
  /** @param arrived told which nodes show a picture that came. @returns a function that ends it */
  subscribe(arrived: (ids: ReadonlySet<NodeId>) => void): () => void;
}

/** A file without pictures, for tests and for what shows none. */
export const NO_PICTURES: PicturesPort = {
  file: '',
  adopt: () => Promise.resolve(),
  of: () => undefined,
  ready: () => Promise.resolve(),
  dataUrl: () => Promise.resolve(undefined),
  upload: () => Promise.reject(new Error('Pictures cannot be added here')),
  url: () => '',
  subscribe: () => () => undefined,
};

export interface EditorPorts {
  readonly document: Document;
  /** Milliseconds, monotonic enough to tell a double click or a typing burst. */
  readonly now: () => number;
  readonly measureText: MeasureText;
  readonly clipboard: ClipboardPort;
  readonly files: FilesPort;
  readonly pictures: PicturesPort;
}
