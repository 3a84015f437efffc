import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves, so that a port given up for a moment is still free after it. */
const FIRST = 20_000;
const PORTS = 10_000;
const HOST = '127.0.0.1';

/** A port that nobody listens on, and that nobody gets by accident while its owner restarts. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * PORTS);
    if (await free(port)) return port;
  }
}

function free(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
