import { expect, test } from 'vitest';
import { TestTimers } from '../../testing/test-timers.ts';
import { SILENT_LOG } from '../log.ts';
import type { JournalRecord } from '../store/store.ts';
import { Committer, type JournalSource } from './committer.ts';

class Source implements JournalSource {
  readonly file: string;
  readonly told: string[] = [];
  pending = 0;
  #position = 0;

  constructor(file: string) {
    this.file = file;
  }

  take(): JournalRecord | undefined {
    if (this.pending === 0) return undefined;
    this.pending = 0;
    this.#position += 1;
    return { file: this.file, position: this.#position, bytes: new Uint8Array() };
  }

  committed = (): void => void this.told.push('committed');
  failed = (): void => void this.told.push('failed');
}

/** A store of which the test says when a commit is done, and which files it fails for. */
function setUp() {
  const timers = new TestTimers(0);
  const commits: string[][] = [];
  const dones: (() => void)[] = [];
  const broken = new Set<string>();
  const commit = async (records: readonly JournalRecord[]): Promise<void> => {
    commits.push(records.map(({ file }) => file));
    await new Promise<void>((resolve) => dones.push(resolve));
    if (records.some(({ file }) => broken.has(file))) throw new Error('broken');
  };
  const committer = new Committer({ store: { commit }, timers, log: SILENT_LOG });
  const done = async (): Promise<void> => {
    dones.shift()?.();
    await timers.settle();
  };
  return { timers, commits, broken, committer, done };
}

test('R2 while a commit runs all other rooms gather for the next one', async () => {
  const { timers, commits, committer, done } = setUp();
  const [a, b, c] = [new Source('a'), new Source('b'), new Source('c')];
  for (const source of [a, b, c]) {
    source.pending = 1;
    committer.request(source);
    await timers.settle();
  }
  expect(commits).toEqual([['a']]);
  a.pending = 1;
  committer.request(a);
  await done();
  expect(a.told).toEqual(['committed']);
  expect(commits).toEqual([['a'], ['b', 'c', 'a']]);
  await done();
  expect([a, b, c].map(({ told }) => told.length)).toEqual([2, 1, 1]);
});

test('R6 a room whose commit fails costs the others nothing', async () => {
  const { timers, commits, broken, committer, done } = setUp();
  const [a, b, c] = [new Source('a'), new Source('b'), new Source('c')];
  broken.add('b');
  for (const source of [a, b, c]) {
    source.pending = 1;
    committer.request(source);
  }
  await timers.settle();
  for (let i = 0; i < 4; i++) await done();
  expect(commits).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['c']]);
  expect([a.told, b.told, c.told]).toEqual([['committed'], ['failed'], ['committed']]);
});

test('idle resolves when nothing runs and nobody waits', async () => {
  const { timers, committer, done } = setUp();
  const source = new Source('a');
  source.pending = 1;
  committer.request(source);
  let idle = false;
  void committer.idle().then(() => (idle = true));
  await timers.settle();
  expect(idle).toBe(false);
  await done();
  expect(idle).toBe(true);
  await committer.idle();
});
