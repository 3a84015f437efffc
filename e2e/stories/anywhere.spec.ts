/** `shared` knows no browser and no Node: a page, a worker and Node end with the same bytes. */
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { twoReplicasMeet } from '../support/two-replicas.ts';

const PROGRAM = fileURLToPath(new URL('../support/two-replicas.ts', import.meta.url));

/** The program and all it needs as one module. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source', 'module'] },
    build: { write: false, minify: false, target: 'es2023', lib: { entry: PROGRAM, formats: ['es'] } },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

test('two replicas in a page, in a worker and in Node end with the same bytes', async ({ page }) => {
  const files: Readonly<Record<string, string>> = {
    '/program.js': await bundled(),
    '/worker.js': `import { twoReplicasMeet } from './program.js'; postMessage(twoReplicasMeet());`,
  };
  await page.route('http://anywhere.test/**', (route) => {
    const body = files[new URL(route.request().url()).pathname];
    return route.fulfill(body === undefined ? { contentType: 'text/html' } : { contentType: 'text/javascript', body });
  });
  await page.goto('http://anywhere.test/');
  const there = await page.evaluate(async (program) => {
    const { twoReplicasMeet: meet } = (await import(program)) as { twoReplicasMeet: () => unknown };
    const worker = new Worker('/worker.js', { type: 'module' });
    const inWorker = await new Promise<unknown>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
    return { inPage: meet(), inWorker };
  }, '/program.js');
  const here = twoReplicasMeet();
  expect(here.json).toContain('Grüße 49');
  expect(there).toEqual({ inPage: here, inWorker: here });
});
