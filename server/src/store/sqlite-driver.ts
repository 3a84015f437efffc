/**
 * SQLite with the API of `node:sqlite`: Node's own where it has it (22 and later), else `@photostructure/sqlite`, which is
 * the same code packaged for older Nodes.
 */

type SqlValue = string | number | null | Uint8Array;

/** What is used of a prepared statement. Rows are plain objects without a prototype. */
export interface Statement {
  run(...values: SqlValue[]): { readonly changes: number | bigint };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  iterate(...values: SqlValue[]): Iterable<unknown>;
}

/** What is used of an open database. */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Driver {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => Database;
}

/** @param readOnly it must be there, and nothing is written to it @throws when it cannot be opened */
export async function openDatabase(path: string, readOnly = false): Promise<Database> {
  const { DatabaseSync } = await loadDriver();
  return readOnly ? new DatabaseSync(path, { readOnly }) : new DatabaseSync(path);
}

async function loadDriver(): Promise<Driver> {
  // In a variable, so that compilers for older Nodes, which do not know the module, leave it alone.
  const builtIn = 'node:sqlite';
  try {
    return (await import(builtIn)) as Driver;
  } catch {
    return await import('@photostructure/sqlite');
  }
}
