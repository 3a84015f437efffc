/**
 * What a browser must load before the editor runs: the entry of index.html, everything it imports statically, and the
 * route's own chunks if the entry loads them lazily. Heavy parts that come later, on demand, do not count.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './root.mjs';

const maxBytes = 350_000;

/** Modules that the editor route imports lazily but at once, as Vite's manifest names them (paths in client/). @type {string[]} */
const routeModules = ['src/app/editor-route.tsx'];

/** @typedef {{ file: string, imports?: string[] }} Chunk */

const built = join(root, 'client', 'dist', 'app');
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(built, '.vite', 'manifest.json'), 'utf8'));

/** @param {string} name @param {Set<string>} files collects the chunk and all it imports */
function collect(name, files) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`${name} is not in the build; mend routeModules`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

/** @type {Set<string>} */
const files = new Set();
for (const name of ['index.html', ...routeModules]) collect(name, files);
const bytes = [...files].map((file) => gzipSync(readFileSync(join(built, file))).length).reduce((a, b) => a + b, 0);
console.log(`Editor route: ${Math.round(bytes / 1000)} kB of JavaScript, gzipped (limit ${maxBytes / 1000} kB)`);
process.exitCode = bytes > maxBytes ? 1 : 0;
