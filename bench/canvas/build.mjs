/** Builds the pages that are measured, as they would be deployed, and serves them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const PAGES = fileURLToPath(new URL('page', import.meta.url));
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

/** @param {string} folder to write to @param {string[]} subjects */
export async function buildPages(folder, subjects) {
  for (const subject of subjects)
    await build({
      configFile: false,
      logLevel: 'error',
      root: PAGES,
      base: './',
      resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
      define: { 'process.env.IS_PREACT': '"false"' },
      build: {
        outDir: join(folder, subject),
        target: 'es2023',
        minify: process.env['NOMIN'] === undefined,
        chunkSizeWarningLimit: 10_000,
        rolldownOptions: { input: join(PAGES, `${subject}.html`) },
      },
    });
}

/** @param {string} folder @returns {Promise<{ url: string, stop: () => void }>} */
export async function servePages(folder) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    try {
      const bytes = readFileSync(join(folder, path));
      const type = /** @type {Record<string, string>} */ (TYPES)[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}
