/** Builds the browser client; in development serves it and hands /api and /sync on to the relay. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const relay = `http://127.0.0.1:${process.env['PORT'] ?? '4870'}`;

export default defineConfig({
  root: 'client',
  plugins: [react()],
  // `source` lets workspaces be read as TypeScript, so that no build of `shared` has to come first.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: { outDir: 'dist/app', emptyOutDir: true, target: 'es2023', manifest: true, sourcemap: true },
  // A plain string would change the Host header, and the relay would refuse every write as from a wrong origin.
  server: { port: 4871, proxy: { '/api': { target: relay }, '/sync': { target: relay, ws: true } } },
});
