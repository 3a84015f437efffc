import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const SERVER = fileURLToPath(new URL('..', import.meta.url));
/** Below node_modules, so that a bundle finds the packages it leaves outside. */
const OUTPUT = fileURLToPath(new URL('../../node_modules/.cache/joinery/bundles', import.meta.url));

/** Makes one plain script of a TypeScript file of the server, for tests that need another process or thread. @returns its path */
export async function bundleForNode(entry: URL): Promise<string> {
  const path = relative(SERVER, fileURLToPath(entry)).replace(/\.ts$/, '.js');
  // Tests in other processes bundle the same file: each makes its own and moves it into place whole.
  const own = join(OUTPUT, String(process.pid));
  await build({
    root: dirname(SERVER),
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    ssr: { noExternal: [/^@joinery\//], resolve: { conditions: ['source'] } },
    build: {
      ssr: fileURLToPath(entry),
      outDir: own,
      minify: false,
      rolldownOptions: { output: { entryFileNames: path, codeSplitting: false } },
    },
  });
  await writeFile(join(own, 'package.json'), '{"type":"module"}');
  for (const file of ['package.json', path]) {
    await mkdir(dirname(join(OUTPUT, file)), { recursive: true });
    await rename(join(own, file), join(OUTPUT, file));
  }
  await rm(own, { recursive: true });
  return join(OUTPUT, path);
}
