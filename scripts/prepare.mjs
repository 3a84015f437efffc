/** From a bare clone to something that runs: installation and build, each only when its inputs have changed. */
import { runLine, tool } from './child.mjs';
import { compress } from './compress.mjs';
import { filesBelow, hashOf, once } from './stamp.mjs';

/** Vite and the embedded store need it; older versions fail later and less clearly. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Joinery needs Node 20.19 or newer; this is ${process.version}. See https://nodejs.org`);
  process.exit(1);
}

/** npm as whoever started us runs it; from a bare `node scripts/joinery.mjs`, the one on PATH. */
export function npm() {
  const own = process.env['npm_execpath'];
  if (own?.endsWith('.js')) return [process.execPath, own];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}

/** Installs exactly what the lock file says. No package runs a script of its own. */
export function install() {
  return once({ name: 'installed', hash: hashOf(['package-lock.json']) }, async () => {
    console.error('Installing packages …');
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
    const { ok, output } = await runLine([...npm(), ...args], { quiet: true });
    if (!ok) throw new Error(`npm ci failed:\n${output}`);
  });
}

/** What the production build is made of: tests and stories are not. */
function buildInputs() {
  const source = (/** @type {string} */ path) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(path);
  const folders = ['shared', 'server', 'client'].flatMap((folder) => filesBelow(folder, source));
  return [...folders, 'package-lock.json', 'tsconfig.base.json', 'vite.config.ts'];
}

/** Compiles the relay and bundles the client. */
export function build() {
  const results = ['server/dist/main.js', 'client/dist/app/index.html'];
  return once({ name: 'built', hash: hashOf(buildInputs()), results }, async () => {
    console.error('Building …');
    for (const line of [
      [...tool('typescript', 'tsc'), '-b', 'server'],
      [...tool('vite'), 'build', '--logLevel', 'warn'],
    ]) {
      const { ok, output } = await runLine(line, { quiet: true });
      if (!ok) throw new Error(`the build failed:\n${output}`);
    }
    await compress('client/dist/app');
  });
}
