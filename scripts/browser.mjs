/**
 * Finds a Chromium for the browser stories, or gets one.
 *
 * Order: the one named by JOINERY_CHROMIUM, Playwright's own download, one the system has. Only when there is none, one
 * is installed: on Debian as root from the distribution, which also brings the libraries it needs, elsewhere by
 * Playwright. Nothing but the stories ever asks for a browser.
 */
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, runLine, tool } from './child.mjs';

/** The shell draws no window around the page, which the others do for each person of a story. */
const commands = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const applications = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
    const folder = process.env[name];
    if (folder === undefined) return [];
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
      join(folder, path),
    );
  }),
};

/** A browser the system has, Playwright's own left aside. */
export function systemBrowser() {
  const named = process.env['JOINERY_CHROMIUM'];
  if (named) return named;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = process.platform === 'darwin' || process.platform === 'win32' ? applications[process.platform] : [];
  return [...places, ...commands.flatMap((name) => folders.map((folder) => join(folder, name)))].find(existsSync);
}

/** Where Playwright keeps its own download, if it is there. */
async function playwrightBrowser() {
  const { chromium } = await import('@playwright/test');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function debianAsRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** With a font: without any, the browser draws no text at all. */
async function installFromDebian() {
  console.error('Installing Chromium from the distribution …');
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' }, quiet: true };
  await run('apt-get', ['update', '-q'], options);
  const packages = ['chromium-headless-shell', 'fonts-liberation'];
  const { ok, output } = await run('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], options);
  if (!ok) console.error(output);
}

async function installFromPlaywright() {
  console.error('Installing Chromium by Playwright …');
  const line = [...tool('playwright'), 'install', 'chromium'];
  if (process.platform === 'linux' && process.getuid?.() === 0) line.push('--with-deps');
  const { ok, output } = await runLine(line, { quiet: true, timeoutMs: 600_000 });
  if (!ok) console.error(output);
}

/** The path of a browser that can be used now. */
export async function findBrowser() {
  const find = async () => process.env['JOINERY_CHROMIUM'] || (await playwrightBrowser()) || systemBrowser();
  const installers = debianAsRoot() ? [installFromDebian, installFromPlaywright] : [installFromPlaywright];
  let path = await find();
  for (const install of installers) {
    if (path) break;
    await install();
    path = await find();
  }
  if (path) return path;
  throw new Error('no Chromium found and none could be installed; name one in JOINERY_CHROMIUM');
}
