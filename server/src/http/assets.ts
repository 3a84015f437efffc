/**
 * The built client, out of a folder that is read once at the start. Text is compressed on first use and kept; files whose names
 * carry a hash are cached for ever by browsers; every path without a dot is the application itself.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
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
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.map', '.webmanifest', '.svg', '.txt', '.wasm']);
/** Below this, compressing saves no packet. */
const LEAST_COMPRESSED_BYTES = 1024;
/** Vite's folder of hashed names. */
const HASHED = '/assets/';
const INDEX = '/index.html';

type Encoding = 'br' | 'gzip' | 'identity';

const compressors: Readonly<Record<Exclude<Encoding, 'identity'>, (bytes: Buffer) => Promise<Buffer>>> = {
  br: async (bytes) => await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: async (bytes) => await promisify(gzip)(bytes, { level: 9 }),
};

interface Asset {
  readonly path: string;
  readonly bytes: Buffer;
  readonly etag: string;
  readonly encoded: Map<Encoding, Promise<Buffer>>;
}

export class Assets {
  readonly #assets: ReadonlyMap<string, Asset>;

  private constructor(assets: ReadonlyMap<string, Asset>) {
    this.#assets = assets;
  }

  /** @param folder of the built client; one that is missing is as good as empty */
  static async load(folder: string): Promise<Assets> {
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const assets = new Map<string, Asset>();
    for (const entry of names) {
      const path = join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/');
      // What begins with a dot is the build's own bookkeeping.
      if (!entry.isFile() || path.includes('/.')) continue;
      const bytes = await readFile(join(folder, path));
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
      assets.set(path, { path, bytes, etag, encoded: new Map() });
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
    const encoding = encodingFor(asset, context.req.header('accept-encoding') ?? '');
    if (encoding !== 'identity') headers['content-encoding'] = encoding;
    return context.body(Uint8Array.from(await encoded(asset, encoding)), 200, headers);
  }

  #find(path: string): Asset | undefined {
    return this.#assets.get(path) ?? (path.includes('.') ? undefined : this.#assets.get(INDEX));
  }

  #missing(context: Context): Response {
    if (this.built) return context.text('There is nothing here.', 404);
    return context.text('The client has not been built: run `npm start`.', 503);
  }
}

function encodingFor({ path, bytes }: Asset, accepted: string): Encoding {
  if (!COMPRESSED.has(extname(path)) || bytes.length < LEAST_COMPRESSED_BYTES) return 'identity';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

function encoded({ bytes, encoded: known }: Asset, encoding: Encoding): Promise<Buffer> | Buffer {
  if (encoding === 'identity') return bytes;
  const kept = known.get(encoding) ?? compressors[encoding](bytes);
  known.set(encoding, kept);
  return kept;
}
