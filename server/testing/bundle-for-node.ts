import { mkdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Below node_modules, so that the bundle finds the packages it leaves outside. */
const OUTPUT = fileURLToPath(new URL('../../node_modules/.cache/joinery/bundles', import.meta.url));

/** Makes one plain script of a TypeScript entry, for tests that need another process. @returns its path */
export async function bundleForNode(entry: URL): Promise<string> {
  const name = basename(entry.pathname, '.ts');
  await mkdir(OUTPUT, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    ssr: { noExternal: [/^@joinery\//], resolve: { conditions: ['source'] } },
    build: {
      ssr: fileURLToPath(entry),
      outDir: OUTPUT,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { entryFileNames: `${name}.mjs`, codeSplitting: false } },
    },
  });
  return `${OUTPUT}/${name}.mjs`;
}
