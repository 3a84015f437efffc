/** The peers are installed by the benchmarks alone, so that nobody downloads them to run Joinery. */
import { runLine } from '../scripts/child.mjs';
import { npm } from '../scripts/prepare.mjs';
import { hashOf, once } from '../scripts/stamp.mjs';

export function installPeers() {
  const what = { name: 'bench-installed', hash: hashOf(['bench/package-lock.json']), results: ['bench/node_modules'] };
  return once(what, async () => {
    console.error('Installing what is measured beside Joinery …');
    const args = ['ci', '--prefix', 'bench', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { ok, output } = await runLine([...npm(), ...args], { quiet: true });
    if (!ok) throw new Error(`npm ci failed:\n${output}`);
  });
}
