/** Development: the compiler watches, the relay restarts when its output changes, Vite serves the client. */
import { runLine, start, stopAll, tool } from './child.mjs';

/** @param {string[]} relayArgs */
export async function dev(relayArgs) {
  const tsc = [...tool('typescript', 'tsc'), '-b'];
  const env = { ...process.env, PORT: process.env['PORT'] ?? '4870' };
  await runLine([...tsc, 'server']);
  const lines = [
    [...tsc, '-w', '--preserveWatchOutput'],
    [
      process.execPath,
      '--enable-source-maps',
      '--watch',
      '--watch-preserve-output',
      'server/dist/main.js',
      ...relayArgs,
    ],
    tool('vite'),
  ];
  const children = lines.map(([command = '', ...args]) =>
    start(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  await Promise.race(children.map((child) => new Promise((ended) => child.once('close', ended))));
  await stopAll();
  process.exitCode = 1;
}
