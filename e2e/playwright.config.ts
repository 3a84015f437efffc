/** Stories in a real browser. They start their relays themselves (see support/story.ts), so there is no server to start here. */
import { defineConfig } from '@playwright/test';
import { systemBrowser } from '../scripts/browser.mjs';

const executablePath = systemBrowser();

export default defineConfig({
  testDir: 'stories',
  outputDir: 'results',
  forbidOnly: process.env['CI'] !== undefined,
  // A story that fails now and then is a bug in Joinery or in the story: there is no second try.
  retries: 0,
  fullyParallel: true,
  workers: 2,
  // Stories that measure time tell nothing on a busy machine: they run when asked for.
  ...(process.env['MEASURE'] === undefined ? { grepInvert: /@measure/ } : { grep: /@measure/, workers: 1 }),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // Recording costs a fifth of the time: `--trace on` when a story needs a closer look.
    trace: 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Without a network the browser's own background traffic only adds delays and noise.
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
