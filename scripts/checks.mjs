/** What is checked without running Joinery. Each check counts as one test. */
import { runLine, tool } from './child.mjs';

const script = (/** @type {string} */ name) => [process.execPath, `scripts/${name}.mjs`];

/** @returns {{ name: string, line: string[] }[]} */
const checks = () => [
  { name: 'types', line: [...tool('typescript', 'tsc'), '-b'] },
  { name: 'lint', line: [...tool('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', line: [...tool('oxfmt'), '--check'] },
  { name: 'dead code', line: [...tool('knip'), '--no-progress'] },
  { name: 'lock file', line: script('check-lock') },
  { name: 'boundaries', line: script('check-boundaries') },
  { name: 'invariants', line: script('check-invariants') },
];

/**
 * Runs one check and says how it went; its output is shown only when it failed.
 * @param {{ name: string, line: string[] }} check
 */
async function runCheck({ name, line }) {
  const started = performance.now();
  const { ok, output } = await runLine(line, { quiet: true });
  console.log(`${ok ? '✓' : '✗'} ${name} (${Math.round(performance.now() - started)} ms)`);
  if (!ok) console.log(output.trimEnd());
  return ok;
}

/**
 * One after the other: most of them use every core by themselves.
 * @returns {Promise<import('./tally.mjs').Tally>}
 */
export async function runChecks() {
  /** @type {string[]} */
  const failures = [];
  for (const check of checks()) if (!(await runCheck(check))) failures.push(check.name);
  return { passed: checks().length - failures.length, failed: failures.length, failures };
}
