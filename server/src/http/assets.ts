/**
 * The built client, out of a folder that is read once at the start. Text lies there compressed as well; files whose names carry a
 * hash are cached for ever by browsers; every path without a dot is the application itself.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import type { Context } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
/** Vite's folder of hashed names. */
const HASHED = '/assets/';
const INDEX = '/index.html';

/** By the ending that the build gives to a file's compressed copies, best first. */
const ENCODINGS = { '.br': 'br', '.gz': 'gzip' } as const;
type Encoding = (typeof ENCODINGS)[keyof typeof ENCODINGS];

interface Asset {
  readonly path: string;
  readonly bytes: Buffer;
  readonly etag: string;
  readonly compressed: Map<Encoding, Buffer>;
}

export class Assets {
  readonly #assets: ReadonlyMap<string, Asset>;

  private constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  /** @param folder of the built client; one that is missing is as good as empty */
  static async load(folder: string): Promise<Assets> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = new Map<string, Buffer>();
    for (const entry of names) {
      const path = join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/');
      // What begins with a dot is the build's own bookkeeping.
      if (!entry.isFile() || path.includes('/.')) continue;
      files.set(path, await readFile(join(folder, path)));
    }
    const assets = new Map<string, Asset>();
    for (const [path, bytes] of files) {
      if (encodingOf(path) !== undefined) continue;
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      const compressed = new Map<Encoding, Buffer>();
      for (const [ending, encoding] of Object.entries(ENCODINGS)) {
        const copy = files.get(path + ending);
        if (copy !== undefined) compressed.set(encoding, copy);
      }
      assets.set(path, { path, bytes, etag, compressed });
    }
    return new Assets(assets);
  }

  get built(): boolean {
    return this.#assets.has(INDEX);
  }

  async respond(context: Context): Promise<Response> {
    const asset = this.#find(context.req.path);
    if (asset === undefined) return this.#missing(context);
    const headers: Record<string, string> = {
      etag: asset.etag,
      vary: 'accept-encoding',
      'cache-control': asset.path.startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (context.req.header('if-none-match')?.includes(asset.etag)) return context.body(null, 304, headers);
    headers['content-type'] = TYPES[extname(asset.path)] ?? 'application/octet-stream';
    const accepted = context.req.header('accept-encoding') ?? '';
    for (const [encoding, bytes] of asset.compressed) {
      if (!new RegExp(`\\b${encoding}\\b`).test(accepted)) continue;
      headers['content-encoding'] = encoding;
      return context.body(Uint8Array.from(bytes), 200, headers);
    }
    return context.body(Uint8Array.from(asset.bytes), 200, headers);
  }

  #find(path: string): Asset | undefined {
    return this.#assets.get(path) ?? (path.includes('.') ? undefined : this.#assets.get(INDEX));
  }

  #missing(context: Context): Response {
    if (this.built) return context.text('There is nothing here.', 404);
    return context.text('The client has not been built: run `npm start`.', 503);
  }
}

/** Of a compressed copy; undefined of what is itself. */
const encodingOf = (path: string): Encoding | undefined => ENCODINGS[extname(path) as keyof typeof ENCODINGS];
