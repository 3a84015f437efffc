/** The package by itself: what it is made of, and that it runs where there is nothing but the language. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { build, type Rolldown } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Two replicas edit, exchange bytes and undo; the outcome as text. */
const STORY = `
  const at = (name) => new Joinery.Document({ actor: name.padEnd(8, '0'), wall: () => 1767225600000 });
  const [ann, bob] = [at('ann'), at('bob')];
  const history = new Joinery.UndoHistory(ann);
  let card = '';
  ann.transact((tx) => void (card = tx.create('frame', tx.create('page', Joinery.ROOT), { name: 'Grüße 👋' })));
  const travel = (from, to) => {
    const decoded = Joinery.decodeDelta(Joinery.encodeDelta(from.since(to.version)));
    if (decoded.ok) to.merge(decoded.value);
  };
  travel(ann, bob);
  ann.transact((tx) => tx.set(card, 'width', 5));
  bob.transact((tx) => tx.set(card, 'height', 7));
  history.undo();
  travel(ann, bob);
  travel(bob, ann);
  const [a, b] = [ann, bob].map((each) => Joinery.canonicalJson(each.toJSON()));
  const outcome = a === b && a.includes('Grüße 👋') && a.includes('"height":7') && !a.includes('"width":5');
`;

let script: string;
let modules: string[];

beforeAll(async () => {
  const output = (await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source'] },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${folder}src/index.ts`, name: 'Joinery', formats: ['iife'] },
    },
  })) as Rolldown.RolldownOutput[];
  const chunk = output[0]?.output[0];
  if (chunk === undefined) throw new Error('nothing was built');
  script = chunk.code;
  modules = chunk.moduleIds;
});

describe('the package alone', () => {
  test('its one dependency is fractional-indexing, and nothing else is in it', () => {
    const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['fractional-indexing']);
    const foreign = modules.filter((id) => !id.startsWith(`${folder}src/`) && !id.startsWith('\0'));
    expect(foreign.map((id) => /node_modules\/([^/]+)/.exec(id)?.[1])).toEqual(['fractional-indexing']);
  });

  test('it runs where there is nothing but the language and its text encoders: no browser, no Node, no clock of its own', () => {
    const bare =
      'for (const name of ["console", "Date", "WebAssembly"]) delete globalThis[name]; Math.random = undefined;';
    expect(runInNewContext(`${bare}\n${script}\n${STORY}\noutcome`, { TextEncoder, TextDecoder })).toBe(true);
  });

  test('it runs in a worker', async () => {
    const code = `${script}\n${STORY}\nrequire('node:worker_threads').parentPort.postMessage(outcome);`;
    const worker = new Worker(code, { eval: true });
    const outcome = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    await worker.terminate();
    expect(outcome).toBe(true);
  });
});
