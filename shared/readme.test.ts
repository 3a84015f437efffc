/** The README is a program: its blocks are run as they stand, and what they say comes out has to. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInThisContext } from 'node:vm';
import { transformWithOxc } from 'vite';
import { expect, test } from 'vitest';
import * as shared from './src/index.ts';

const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

/** `a; // → b` becomes a comparison, `a; // throws E: words` an expectation that it does. */
const checked = (code: string): string =>
  code
    .replaceAll(
      /^(\S.*); \/\/ → (.*)$/gm,
      (_, saw: string, said: string) => `same(${saw}, ${said}, ${JSON.stringify(saw)});`,
    )
    .replaceAll(
      /^(\S.*); \/\/ throws (.*)$/gm,
      (_, act: string, how: string) => `throws(() => { ${act}; }, ${JSON.stringify(how)});`,
    )
    .replaceAll(/^import \{(.*?)\} from '@joinery\/shared';$/gms, 'const {$1} = shared;');

function throws(act: () => void, how: string): void {
  const [kind = '', words = ''] = how.split(': ');
  let seen = 'nothing was thrown';
  try {
    act();
  } catch (error) {
    seen = String(error);
  }
  expect(seen.startsWith(kind)).toBe(true);
  expect(seen).toContain(words);
}

test('the README’s code runs, and gives what it says', async () => {
  expect(blocks.length).toBeGreaterThan(8);
  const { code } = await transformWithOxc(blocks.map(checked).join('\n'), 'readme.ts');
  let compared = 0;
  const same = (saw: unknown, said: unknown, what: string): void => {
    compared += 1;
    expect({ [what]: saw }).toEqual({ [what]: said });
  };
  const run = runInThisContext(`(function (shared, same, throws) {\n${code}\n})`) as (...given: unknown[]) => void;
  run(shared, same, throws);
  expect(compared).toBe(readme.match(/; \/\/ → /g)?.length);
});

test('the README’s code has sound types', () => {
  // Below node_modules, where the package is found as a stranger finds it.
  const file = fileURLToPath(new URL('../node_modules/.cache/joinery/readme/readme.ts', import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, blocks.join('\n'));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const options =
    '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2023 --customConditions source';
  const line = [tsc, ...options.split(' '), '--allowImportingTsExtensions', file];
  expect(execFileSync(process.execPath, line, { encoding: 'utf8' })).toBe('');
});

test('the README imports nothing that is not on the public list', () => {
  const imported = [...readme.matchAll(/^import \{(.*?)\} from '@joinery\/shared';$/gm)].flatMap(([, list = '']) =>
    list.split(','),
  );
  for (const name of imported) expect(Object.keys(shared)).toContain(name.trim());
});
