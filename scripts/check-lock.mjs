/**
 * The lock file must install everywhere, not only where it was written.
 *
 * A registry that lags behind simply leaves out the binaries of other platforms, and npm records the shorter list
 * without a word: `npm ci` then works here and fails for everybody else. So every optional dependency named by an
 * entry must have an entry of its own. Download addresses are refused as well: they would bind the project to
 * whichever registry was near on the day.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where Node would look for `name` from the folder `from`, nearest first. */
function lookups(from, name) {
  const places = [];
  for (let at = from; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    places.push(`${at === '' ? '' : `${at}/`}node_modules/${name}`);
    if (!at.includes('/node_modules/')) break;
  }
  return [...places, `node_modules/${name}`];
}

/** Sentences about everything in the lock that would break an installation elsewhere. */
export function lockProblems(lock) {
  const problems = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (/^https?:/.test(entry.resolved ?? '')) problems.push(`${path} carries a download address`);
    if (entry.hasInstallScript && !(path.split('node_modules/').at(-1) in allowed)) {
      problems.push(`${path} wants an install script; name it in allowScripts or do without it`);
    }
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!lookups(path, name).some((place) => place in lock.packages)) {
        problems.push(`${path || 'package.json'} needs ${name} on some platform, but the lock does not have it`);
      }
    }
  }
  return problems;
}

const { allowScripts: allowed = {} } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const problems = lockProblems(JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')));
for (const problem of problems) console.error(`package-lock.json: ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
