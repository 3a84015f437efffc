/**
 * docs/invariants.md and the tests must tell the same story.
 *
 * The page has a table row per rule, `| D1 | the rule | path/of.test.ts › name of the test |`; tests carry the rule's
 * id at the start of their name, `test('D1 …')` or `test('D1, S3 …')`. Refused: a rule without a test, a test with an
 * id that is not on the page, and a row that names a file or test which is not there. SECURITY.md has a row per threat, and
 * docs/runbooks.md one for each page's rehearsal; they name tests in the same way.
 */
import { readFileSync } from 'node:fs';
import { filesBelow } from './stamp.mjs';
import { root } from './root.mjs';

const page = 'docs/invariants.md';
// Only the letters of the page: `M0 0` is a path.
const id = '[DSRPEV]\\d{1,2}';
const titleIds = new RegExp(`['"\`](${id}(?:, ?${id})*)[: ]`, 'g');

const security = 'SECURITY.md';
const runbooks = 'docs/runbooks.md';

/** @param {string} path */
const textOf = (path) => readFileSync(root + path, 'utf8');

/** The rows of the page's tables. @returns {{ rule: string, enforced: string }[]} */
function rules() {
  const rows = textOf(page).matchAll(new RegExp(`^\\| *(${id}) *\\|(.*)\\|([^|]*)\\| *$`, 'gm'));
  return [...rows].map(([, rule = '', , enforced = '']) => ({ rule, enforced: enforced.trim() }));
}

/** The threats and what is named as their tests. @returns {{ threat: string, enforced: string }[]} */
function threats() {
  const rows = textOf(security).matchAll(/^\| *([^|]+?) *\|[^|]*\|([^|]*)\| *$/gm);
  const cells = [...rows].map(([, threat = '', enforced = '']) => ({ threat, enforced: enforced.trim() }));
  return cells.filter(({ threat }) => threat !== 'threat' && !threat.startsWith('---'));
}

/** What rehearses the runbooks. @returns {string[]} */
const rehearsals = () =>
  [...textOf(runbooks).matchAll(/^\| \*\*Rehearsed by\*\* \|([^|]*)\| *$/gm)].map(([, named = '']) => named.trim());

/** Rule id → the test files that carry it. @param {Map<string, string>} tests */
function idsInTests(tests) {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const [path, text] of tests) {
    for (const [, ids = ''] of text.matchAll(titleIds)) for (const rule of ids.split(/, ?/)) found.set(rule, path);
  }
  return found;
}

/** Whether the tests that a row names are there; several are separated by `<br>`. @param {string} enforced @param {Map<string, string>} tests */
function missing(enforced, tests) {
  const named = enforced.split('<br>').map((part) => part.replaceAll('`', '').split('›'));
  return named.flatMap(([path = '', name = '']) => {
    const text = tests.get(path.trim());
    if (text === undefined) return [`names ${path.trim() || 'no test'}, which is not a test file`];
    return text.includes(name.trim()) ? [] : [`names the test "${name.trim()}", which ${path.trim()} does not have`];
  });
}

function problems() {
  const testFile = (/** @type {string} */ path) => /\.(test\.tsx?|spec\.ts)$/.test(path);
  const paths = ['shared', 'server', 'client', 'e2e'].flatMap((folder) => filesBelow(folder, testFile));
  const tests = new Map(paths.map((path) => [path, textOf(path)]));
  const found = idsInTests(tests);
  const listed = rules();
  const known = new Set(listed.map(({ rule }) => rule));
  return [
    ...threats().flatMap(({ threat, enforced }) =>
      missing(enforced, tests).map((problem) => `${security}: "${threat}" ${problem}`),
    ),
    ...rehearsals().flatMap((named) => missing(named, tests).map((problem) => `${runbooks} ${problem}`)),
    ...(listed.length === 0 ? [`${page} lists no rule`] : []),
    ...listed.filter(({ rule }) => !found.has(rule)).map(({ rule }) => `${rule} has no test that carries its id`),
    ...listed.flatMap(({ rule, enforced }) => missing(enforced, tests).map((problem) => `${rule} ${problem}`)),
    ...[...found].filter(([rule]) => !known.has(rule)).map(([rule, path]) => `${path} carries ${rule}, not on ${page}`),
  ];
}

/** A page that is not there is one problem like any other. */
function problemsOrMissingPage() {
  try {
    return problems();
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const found = problemsOrMissingPage();
for (const problem of found) console.error(problem);
process.exitCode = found.length > 0 ? 1 : 0;
