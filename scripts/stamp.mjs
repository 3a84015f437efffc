/**
 * A stamp remembers the hash of what a step was last done for, so that the step is skipped while nothing changed.
 * Stamps live in node_modules: whoever deletes that folder starts from nothing, as they would expect.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

export const cache = join(root, 'node_modules', '.cache', 'joinery');

/** @param {string} name */
function read(name) {
  try {
    return readFileSync(join(cache, name), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Does the step unless it was already done for exactly this hash and its results exist (paths relative to the root).
 * A step that throws leaves no stamp.
 * @param {{ name: string, hash: string, results?: string[] }} what
 * @param {() => Promise<void>} step
 */
export async function once({ name, hash, results = [] }, step) {
  if (read(name) === hash && results.every((path) => existsSync(join(root, path)))) return;
  await step();
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, name), hash);
}

/**
 * All files at or below `path` (relative to the root) that `wanted` accepts, in a stable order.
 * @param {string} path
 * @param {(path: string) => boolean} wanted
 * @returns {string[]}
 */
export function filesBelow(path, wanted) {
  const found = readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory())
      return entry.name === 'node_modules' || entry.name === 'dist' ? [] : filesBelow(inner, wanted);
    return wanted(inner) ? [inner] : [];
  });
  return found.sort();
}

/** @param {string[]} paths relative to the root */
export function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex');
}
