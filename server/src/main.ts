/** Starts the relay: configuration, store, server; a signal drains it. */
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { ownerKey } from './access/owner-link.ts';
import { isLoopback } from './access/open-relay.ts';
import { type Config, readConfig } from './config.ts';
import { ListenError, RelayServer } from './http/relay-server.ts';
import { StoreUnusableError } from './store/store.ts';
import { WorkerStore } from './store/worker-store.ts';
import { steadyClock } from './steady-clock.ts';
import { SYSTEM_TIMERS } from './timers.ts';

/** After the time that is given to running work, in ms: to close, or else to give up. */
const LAST_MS = 800;
/** Exit code of everything that whoever runs the relay can mend. */
const MISCONFIGURED = 2;
/** As compiled: the relay is never run from its sources. */
const STORE_WORKER = new URL('./store/store-worker.js', import.meta.url);
const CLIENT_DIR = fileURLToPath(new URL('../../client/dist/app', import.meta.url));

const result = readConfig(process.argv.slice(2), process.env);
if (result.kind === 'help') console.log(result.text);
else if (result.kind === 'problems') complain(result.problems);
else await run(result.config).catch(giveUp);

async function run(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
  const store = await WorkerStore.open(config.dataDir, STORE_WORKER, (error) => {
    // Nothing can be saved by this process any more; another one can.
    log.error({ err: error }, 'the store has ended');
    process.exit(1);
  });
  const timers = { ...SYSTEM_TIMERS, now: steadyClock() };
  const server = await RelayServer.start({ config, store, timers, log, clientDir: CLIENT_DIR }).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  console.log(`Joinery is ready: ${server.url}`);
  await sayWhoGetsIn(server, config);

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error({}, 'the store did not answer in time: what it had not acknowledged is with its authors');
      process.exit(1);
    }, config.drainMs + LAST_MS);
    server
      .stop()
      .then(() => store.close())
      .then(() => process.exit(0))
      .catch((error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function sayWhoGetsIn({ access, url }: RelayServer, config: Config): Promise<void> {
  if (access.open) {
    if (!isLoopback(config.host))
      console.log('It is open: whoever reaches it owns every file. ACCESS=links lets in only those who have a link.');
    return;
  }
  const key = await ownerKey(access, config.newOwnerLink === 'yes');
  if (key === undefined)
    console.log(
      'Only those who have a link get in. The owner link was printed before; NEW_OWNER_LINK=yes prints another.',
    );
  else console.log(`Only those who have a link get in. Yours, to all files (keep it): ${url}/#key=${key}`);
}

function giveUp(error: unknown): void {
  if (error instanceof StoreUnusableError || error instanceof ListenError) return complain([error.message]);
  throw error;
}

function complain(problems: readonly string[]): void {
  for (const problem of problems) console.error(`joinery: ${problem}`);
  process.exitCode = MISCONFIGURED;
}
