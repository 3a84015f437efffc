/**
 * A Hocuspocus server that keeps its documents in SQLite, by its database extension with the statements of its SQLite extension: that one
 * itself needs a driver that has to be compiled. Says where it listens.
 */
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import { join } from 'node:path';
import { openDatabase } from '../../server/dist/store/sqlite-driver.js';

const [folder = '.'] = process.argv.slice(2);
const database = await openDatabase(join(folder, 'hocuspocus.sqlite'));
database.exec(
  'CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))',
);
const read = database.prepare('SELECT data FROM "documents" WHERE name = ? ORDER BY rowid DESC');
const write = database.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
);

const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  extensions: [
    new Database({
      fetch: async ({ documentName }) =>
        /** @type {{ data: Uint8Array } | undefined} */ (read.get(documentName))?.data ?? null,
      store: async ({ documentName, state }) => void write.run(documentName, state),
    }),
  ],
});
await server.listen();
console.log(`ready: http://127.0.0.1:${server.address.port}`);
// Whoever forgets a database closes it, statements or not.
process.on('exit', () => database.close());
