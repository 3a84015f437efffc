/** Commits to two files for ever and says the position of each commit once it is acknowledged. The test kills it. */
import { writeSync } from 'node:fs';
import { SqliteStore } from '../src/store/sqlite-store.ts';

const store = await SqliteStore.open(process.argv[2] ?? '');
for (const id of ['a', 'b']) {
  if ((await store.file(id)) === undefined) {
    await store.createFile({ id, name: id, createdAt: 0, editedBy: null }, new Uint8Array());
  }
}
for (let position = (await store.journal('a', 0)).last + 1; ; position++) {
  const bytes = new Uint8Array(5000).fill(position % 256);
  await store.commit(['a', 'b'].map((file) => ({ file, position, bytes })));
  writeSync(1, `${position}\n`);
}
