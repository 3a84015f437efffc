/** Our relay without its journal: everything is kept in memory. For what the journal costs, and for nothing else. */
import { pino } from 'pino';
import { readConfig } from '../../server/dist/config.js';
import { RelayServer } from '../../server/dist/http/relay-server.js';
import { MemoryStore } from '../../server/dist/store/memory-store.js';
import { SYSTEM_TIMERS } from '../../server/dist/timers.js';

const result = readConfig(process.argv.slice(2), {});
if (result.kind !== 'config') throw new Error(JSON.stringify(result));
const { config } = result;
const log = pino({ level: 'error' }, pino.destination({ dest: 2, sync: true }));
const server = await RelayServer.start({
  config,
  store: new MemoryStore(),
  timers: SYSTEM_TIMERS,
  log,
  // There is none: nobody asks for it.
  clientDir: 'no-client',
});
console.log(`ready: ${server.url}`);
process.on('SIGTERM', () => void server.stop().then(() => process.exit()));
