/** Puts compressed copies beside the text of the built client, so that the relay never spends its core on it. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { root } from './root.mjs';

/** Source maps are for whoever looks under the hood: they come as they are. */
const TEXT = new Set(['.html', '.js', '.css', '.json', '.webmanifest', '.svg', '.txt']);
/** Below this, compressing saves no packet. */
const LEAST_BYTES = 1024;

/** @type {Record<string, (bytes: Buffer) => Promise<Buffer>>} */
const compressors = { '.br': promisify(brotliCompress), '.gz': (bytes) => promisify(gzip)(bytes, { level: 9 }) };

/** @param {string} path */
async function compressFile(path) {
  const bytes = await readFile(path);
  if (bytes.length < LEAST_BYTES) return;
  for (const [ending, compressor] of Object.entries(compressors))
    await writeFile(path + ending, await compressor(bytes));
}

/** @param {string} folder relative to the root */
export async function compress(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const texts = entries.filter((entry) => entry.isFile() && TEXT.has(extname(entry.name)));
  await Promise.all(texts.map(({ parentPath, name }) => compressFile(join(parentPath, name))));
}
