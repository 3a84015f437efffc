/**
 * Who may import whom, folder by folder.
 *
 * The linter knows packages and globals; it cannot say "only these folders", which is what keeps a new folder from
 * quietly knowing everything. So the table below is complete: a folder that is not in it fails until somebody decides
 * what it may see. Files directly in a `src/` (`must.ts`) may be imported from everywhere in their workspace and see
 * only each other. Tests, stories and the simulator may look anywhere.
 *
 * Also refused: imports of a workspace's own barrel from inside it, `export *`, and in `shared` any package but the one that it needs.
 */
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { filesBelow } from './stamp.mjs';
import { root } from './root.mjs';

/**
 * Folder or file → the folders and files it may import, each with everything below. A folder always sees itself. `*`
 * sees its whole workspace. A file with a row of its own can be allowed where the rest of its folder is not.
 * @type {Record<string, string[] | '*'>}
 */
const allowed = {
  'shared/src/index.ts': '*',
  'shared/src/clock': [],
  'shared/src/geometry': [],
  'shared/src/document/node-id.ts': ['clock'],
  'shared/src/schema': ['clock', 'geometry', 'document/node-id.ts'],
  'shared/src/types': ['clock', 'schema', 'document'],
  'shared/src/document': ['clock', 'schema', 'geometry', 'types', 'codec'],
  'shared/src/codec': ['clock', 'geometry', 'schema', 'document', 'presence', 'types'],
  'shared/src/presence': ['clock', 'geometry', 'document'],
  'shared/src/sync': ['clock', 'schema', 'document', 'codec', 'types', 'presence'],
  'shared/testing': '*',

  'server/src/main.ts': '*',
  'server/src/store': [],
  'server/src/access': ['store'],
  'server/src/relay': ['store', 'access'],
  'server/src/http': ['relay', 'store', 'access', 'metrics'],
  'server/src/headless': ['store'],
  'server/src/demo': ['headless', 'http', 'store'],
  'server/src/metrics': [],
  'server/src/backup': ['relay', 'store'],

  'client/src/main.tsx': '*',
  'client/src/editor': [],
  'client/src/editor/testing': ['editor', 'tools'],
  'client/src/editor/path-outline.ts': ['svg/geometry'],
  'client/src/tools': ['editor'],
  'client/src/input': ['editor', 'tools'],
  'client/src/platform': ['editor'],
  'client/src/collaboration': ['editor', 'platform'],
  'client/src/canvas': ['editor', 'tools', 'platform', 'collaboration'],
  'client/src/svg': ['editor'],
  'client/src/svg/geometry': [],
  'client/src/ui': [],
  'client/src/start': ['ui'],
  'client/src/scripting': ['editor', 'collaboration'],
  'client/src/app': '*',
  'client/src/panels': ['editor', 'tools', 'input', 'platform', 'collaboration', 'ui'],
};

/** Workspace → the workspaces it may import. */
const workspaces = /** @type {Record<string, string[]>} */ ({
  shared: [],
  server: ['shared'],
  client: ['shared'],
  e2e: ['shared', 'server', 'client'],
});

/** Workspace → the only packages that its sources may import; the others may import what their package.json names. */
const packages = /** @type {Record<string, string[]>} */ ({ shared: ['fractional-indexing'] });

const imports = /^\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/gm;

/** The most specific row of the table that a file belongs to. @param {string} path */
function rowOf(path) {
  const rows = Object.keys(allowed).filter((row) => path === row || path.startsWith(`${row}/`));
  return rows.sort((a, b) => b.length - a.length)[0];
}

/** @param {string} path */
const sourceFolder = (path) => (path.startsWith('shared/testing/') ? 'shared' : path.split('/').slice(0, 2).join('/'));

/** Whether a file lies directly in `src/`, for everybody's use. @param {string} path */
const common = (path) => path.split('/').length === 3 && path.split('/')[1] === 'src';

/** @param {string} from @param {string} to both paths of files of one workspace */
function folderProblem(from, to) {
  const [fromRow, toRow] = [rowOf(from), rowOf(to)];
  const sees = fromRow === undefined ? [] : (allowed[fromRow] ?? []);
  if (to.endsWith('/index.ts')) return 'imports the barrel; import the file';
  if (sees === '*' || common(to)) return undefined;
  if (common(from)) return `lies directly in src and may not import ${to}`;
  const folders = sees.map((folder) => posix.join(sourceFolder(from), folder));
  const seen = [fromRow, ...folders].some((row) => toRow === row || toRow?.startsWith(`${row}/`));
  return seen ? undefined : `may not import ${to}`;
}

/** @param {string} from @param {string} specifier */
function importProblem(from, specifier) {
  const own = from.slice(0, from.indexOf('/'));
  if (specifier.startsWith('@joinery/')) {
    const workspace = specifier.split('/')[1] ?? '';
    return workspaces[own]?.includes(workspace) ? undefined : `may not import ${specifier}`;
  }
  if (!specifier.startsWith('.')) {
    return packages[own]?.includes(specifier) === false ? `may not import the package ${specifier}` : undefined;
  }
  const to = posix.join(posix.dirname(from), specifier);
  if (!to.startsWith(`${own}/`)) return `reaches out of its workspace with ${specifier}`;
  return folderProblem(from, to);
}

/** @param {string} path @returns {string[]} */
function fileProblems(path) {
  const text = readFileSync(root + path, 'utf8');
  const problems = [...text.matchAll(imports)].map(([, from, bare]) => importProblem(path, from ?? bare ?? ''));
  if (/^\s*export\s*\*/m.test(text)) problems.push('exports *; name what it exports');
  if (rowOf(path) === undefined && !common(path))
    problems.push('is in a folder without a row in the table of this check');
  return problems.filter((problem) => problem !== undefined);
}

const source = (/** @type {string} */ path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path);
const folders = ['shared/src', 'shared/testing', 'server/src', 'client/src'];
const problems = folders
  .flatMap((folder) => filesBelow(folder, source))
  .flatMap((path) => fileProblems(path).map((problem) => `${path} ${problem}`));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
