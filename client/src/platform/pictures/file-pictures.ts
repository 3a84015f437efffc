/**
 * The pictures of a file: fetched when they are first shown, decoded off the main thread, kept within a limit. Those shown longest ago go
 * first, and come back when they are asked for again; the browser keeps their bytes.
 */
import type { NodeId } from '@joinery/shared';
import { apiRequest, isRecord, RequestError } from '../../api-request.ts';
import type { KeptPicture, PicturesPort } from '../../editor/ports.ts';

/** What decoded pictures take at most, in bytes; one that is shown stays, however large. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;
/** Larger ones are decoded smaller, in px. */
const MAX_SIDE = 8192;
/** How long after a failure a picture is asked for again, in ms. */
const RETRY_MS = 5000;
const UPLOAD_TIMEOUT_MS = 120_000;
const BYTES_PER_PX = 4;

interface Kept {
  image: ImageBitmap | undefined;
  /** While it is on its way. */
  loading: Promise<void> | undefined;
  failedAt: number;
  /** Nodes to be painted when it comes. */
  readonly waiting: Set<NodeId>;
}

/** What a browser does, and tests do otherwise. */
export interface PictureTools {
  readonly fetch: (url: string) => Promise<Blob>;
  readonly decode: (picture: Blob) => Promise<ImageBitmap>;
  /** In ms. */
  readonly now: () => number;
  readonly maxBytes: number;
}

const BROWSER: PictureTools = {
  fetch: async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The relay answered ${response.status}`);
    return await response.blob();
  },
  decode: decodePicture,
  now: () => performance.now(),
  maxBytes: MAX_KEPT_BYTES,
};

export class FilePictures implements PicturesPort {
  readonly file: string;
  readonly #tools: PictureTools;
  /** The one shown longest ago first. */
  readonly #kept = new Map<string, Kept>();
  readonly #listeners = new Set<(ids: ReadonlySet<NodeId>) => void>();

  constructor(fileId: string, tools: PictureTools = BROWSER) {
    this.file = fileId;
    this.#tools = tools;
  }

  of(hash: string, id: NodeId): ImageBitmap | undefined {
    const kept = this.#take(hash);
    if (kept.image !== undefined) return kept.image;
    kept.waiting.add(id);
    if (kept.loading === undefined && this.#tools.now() - kept.failedAt >= RETRY_MS) void this.#load(hash, kept);
    return undefined;
  }

  async ready(hashes: readonly string[]): Promise<void> {
    await Promise.all(
      hashes.map(async (hash) => {
        const kept = this.#take(hash);
        if (kept.image === undefined) await (kept.loading ?? this.#load(hash, kept));
      }),
    );
  }

  async dataUrl(hash: string): Promise<string | undefined> {
    const picture = await this.#tools.fetch(this.url(hash)).catch(() => undefined);
    if (picture === undefined) return undefined;
    const bytes = new Uint8Array(await picture.arrayBuffer());
    let binary = '';
    for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
    return `data:${picture.type};base64,${btoa(binary)}`;
  }

  async upload(picture: Blob): Promise<KeptPicture> {
    const image = await this.#tools.decode(picture).catch(() => undefined);
    if (image === undefined) throw new Error('This is no picture that can be read');
    const answer = await apiRequest(`/files/${this.file}/pictures`, {
      method: 'POST',
      headers: { 'content-type': picture.type },
      body: picture,
      signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
    });
    if (!isRecord(answer) || typeof answer['hash'] !== 'string')
      throw new RequestError('bad-answer', 'The server answered with something that is no picture.');
    const { hash, width, height } = answer;
    this.#keep(hash, image);
    return { hash, width: Number(width), height: Number(height) };
  }

  async adopt(file: string, hashes: readonly string[]): Promise<void> {
    for (const hash of hashes) {
      if (this.#kept.get(hash)?.image !== undefined) continue;
      const picture = await this.#tools.fetch(pictureUrl(file, hash)).catch(() => undefined);
      if (picture === undefined) throw new Error('A picture that was pasted could not be taken over from its file');
      await this.upload(picture);
    }
  }

  url(hash: string): string {
    return pictureUrl(this.file, hash);
  }

  subscribe(arrived: (ids: ReadonlySet<NodeId>) => void): () => void {
    this.#listeners.add(arrived);
    return () => this.#listeners.delete(arrived);
  }

  dispose(): void {
    for (const { image } of this.#kept.values()) image?.close();
    this.#kept.clear();
    this.#listeners.clear();
  }

  /** Marked as shown last. */
  #take(hash: string): Kept {
    const kept = this.#kept.get(hash) ?? {
      image: undefined,
      loading: undefined,
      failedAt: -Infinity,
      waiting: new Set<NodeId>(),
    };
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    return kept;
  }

  #load(hash: string, kept: Kept): Promise<void> {
    kept.loading = this.#tools
      .fetch(this.url(hash))
      .then((picture) => this.#tools.decode(picture))
      .then((image) => this.#keep(hash, image))
      .catch(() => {
        kept.failedAt = this.#tools.now();
      })
      .finally(() => {
        kept.loading = undefined;
      });
    return kept.loading;
  }

  #keep(hash: string, image: ImageBitmap): void {
    const kept = this.#take(hash);
    kept.image?.close();
    kept.image = image;
    const ids = new Set(kept.waiting);
    kept.waiting.clear();
    this.#makeRoom(hash);
    if (ids.size > 0) for (const tell of this.#listeners) tell(ids);
  }

  #makeRoom(except: string): void {
    let bytes = 0;
    for (const [hash, kept] of [...this.#kept].reverse()) {
      if (kept.image === undefined) continue;
      bytes += kept.image.width * kept.image.height * BYTES_PER_PX;
      if (bytes <= this.#tools.maxBytes || hash === except) continue;
      kept.image.close();
      kept.image = undefined;
    }
  }
}

const pictureUrl = (file: string, hash: string): string => `/api/files/${file}/pictures/${hash}`;

async function decodePicture(picture: Blob): Promise<ImageBitmap> {
  const image = await createImageBitmap(picture);
  const shrink = MAX_SIDE / Math.max(image.width, image.height);
  if (shrink >= 1) return image;
  const [resizeWidth, resizeHeight] = [image.width, image.height].map((side) => Math.max(1, Math.round(side * shrink)));
  const smaller = await createImageBitmap(image, {
    ...(resizeWidth !== undefined && { resizeWidth }),
    ...(resizeHeight !== undefined && { resizeHeight }),
    resizeQuality: 'high',
  });
  image.close();
  return smaller;
}
