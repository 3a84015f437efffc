/**
 * The tables of the SQLite store, step by step. A step that was released never changes; what comes after it is a new step.
 * `meta.format` says how many a database has gone through.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE files (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    edited_at INTEGER NOT NULL,
    edited_by TEXT,
    trashed_at INTEGER,
    -- Position of the last journal record ever written.
    last_position INTEGER NOT NULL DEFAULT 0
  ) STRICT;

  CREATE TABLE journal (
    file TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE snapshots (
    file TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, position)
  ) STRICT;

  CREATE TABLE thumbnails (
    file TEXT PRIMARY KEY REFERENCES files ON DELETE CASCADE,
    png BLOB NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE links (
    id TEXT PRIMARY KEY,
    -- NULL: all files.
    file TEXT REFERENCES files ON DELETE CASCADE,
    role TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    revoked_at INTEGER,
    secret_hash BLOB NOT NULL
  ) STRICT;

  CREATE INDEX links_by_file ON links (file);
  `,
  `
  CREATE TABLE pictures (
    file TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    hash TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (file, hash)
  ) STRICT;
  `,
  `
  CREATE TABLE authors (
    file TEXT NOT NULL REFERENCES files ON DELETE CASCADE,
    actor TEXT NOT NULL,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    PRIMARY KEY (file, actor)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE thumbnails ADD COLUMN saved_at INTEGER NOT NULL DEFAULT 0;
  `,
];
