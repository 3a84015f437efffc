/**
 * The lock file must install everywhere, not only where it was written.
 *
 * A registry that lags behind simply leaves out the binaries of other platforms, and npm records the shorter list
 * without a word: `npm ci` then works here and fails for everybody else. So every optional dependency named by an
 * entry must have an entry of its own. Download addresses are refused as well: they would bind the project to
 * whichever registry was near on the day.
 */
import { readFileSync } from 'node:fs';
import { root } from './root.mjs';

/** @typedef {{ resolved?: string, hasInstallScript?: boolean, optionalDependencies?: Record<string, string> }} Entry */

const { allowScripts = {} } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
/** @type {Record<string, Entry>} */
const entries = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;

/** Where Node would look for `name` from the folder `from`, nearest first. @param {string} from @param {string} name */
function lookups(from, name) {
  const parts = from.split('/');
  return parts
    .map((_, at) => [...parts.slice(0, parts.length - at), 'node_modules', name].join('/'))
    .concat(`node_modules/${name}`);
}

/** @param {string} path @param {Entry} entry @returns {string[]} */
function entryProblems(path, { resolved = '', hasInstallScript = false, optionalDependencies = {} }) {
  const name = path.split('node_modules/').at(-1) ?? path;
  const absent = Object.keys(optionalDependencies).filter(
    (wanted) => !lookups(path, wanted).some((at) => at in entries),
  );
  return [
    ...(/^[a-z+]+:/.test(resolved) ? [`${path} carries a download address`] : []),
    ...(hasInstallScript && !(name in allowScripts)
      ? [`${path} wants an install script that allowScripts does not name`]
      : []),
    ...absent.map((wanted) => `${path} needs ${wanted} on some platform, but the lock does not have it`),
  ];
}

const problems = Object.entries(entries).flatMap(([path, entry]) => entryProblems(path, entry));
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
