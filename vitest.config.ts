/** Unit tests and the simulator. Browser stories run in Playwright: see e2e/playwright.config.ts. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    root: fileURLToPath(new URL('.', import.meta.url)),
    include: ['{shared,server,client}/**/*.test.{ts,tsx}', 'e2e/{simulation,faults}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    setupFiles: ['scripts/property-seed.mjs'],
    // Two workers: every test is CPU bound, and the smallest machine we promise to run on has two cores.
    maxWorkers: 2,
    // Files share a process: none of them leaves anything behind, and starting one for each takes as long as all the tests.
    isolate: false,
    // Properties and simulators take what a loaded machine gives them.
    testTimeout: 60_000,
    server: { deps: { inline: [/^@joinery\//] } },
  },
});
