/** What is read of a file's store when a snapshot is not what it was, though its checksum is right (R5). */
import { canonicalJson, encodeDelta, EMPTY_VERSION } from '@joinery/shared';
import { expect, test } from 'vitest';
import { FILE, World } from '../../testing/relay-world.ts';
import { loadDocument, type LoadedDocument } from './load-document.ts';

/** Two snapshots, and two changes after the newer one. */
async function world() {
  const one = await World.open({ snapshotAfterChanges: 3 });
  const ada = await one.join('ada');
  for (let i = 0; i < 8; i++) {
    ada.push(ada.draw(String(i)));
    await one.timers.advance(20);
  }
  const { snapshot } = await one.store.snapshot(FILE);
  if (snapshot === undefined) throw new Error('no snapshot was written');
  return { world: one, truth: canonicalJson(ada.document.toJSON()), ...snapshot };
}

async function load({ store, timers, log }: World): Promise<LoadedDocument & { misread: number }> {
  const checks = { misread: 0 };
  const loaded = await loadDocument({ store, file: FILE, actor: 'reader00', now: timers.now, log, checks });
  return { ...loaded, ...checks };
}

test('R5 of every bit that flips in a snapshot whose checksum is right, it is found, and the one before is used', async () => {
  const { world: one, truth, position, bytes } = await world();
  const reasons = new Set<string>();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    await one.store.saveSnapshot(FILE, { position, bytes: flipped });
    one.fields.length = 0;
    const { document, misread, tail } = await load(one);
    expect([bit, canonicalJson(document.toJSON())]).toEqual([bit, truth]);
    expect([bit, misread, tail.changes]).toEqual([bit, 1, 5]);
    for (const fields of one.fields) if ('reason' in fields) reasons.add(String(fields.reason));
  }
  expect(reasons).toContain('it leads to another document than it was written from');
  expect(one.lines).toContainEqual({ level: 'error', message: 'a snapshot cannot be read; an older one is used' });
});

test('R5 a snapshot that was found bad is forgotten, and the next is kept beside the good one', async () => {
  const { world: one, truth, position, bytes } = await world();
  bytes[2] = (bytes[2] ?? 0) ^ 1;
  await one.store.saveSnapshot(FILE, { position, bytes });
  one.restart();
  const grace = await one.join('grace');
  expect(canonicalJson(grace.document.toJSON())).toBe(truth);
  expect(one.rooms.checks.misread).toBe(1);
  one.restart();
  await one.join('linus');
  expect(one.rooms.checks.misread).toBe(0);
});

test('R5 a snapshot of before there were hashes is read as it is', async () => {
  const { world: one, truth, position } = await world();
  const { document } = await load(one);
  const bytes = encodeDelta(document.since(EMPTY_VERSION));
  await one.store.saveSnapshot(FILE, { position: position + 2, bytes });
  expect(await load(one)).toMatchObject({ misread: 0, tail: { changes: 0 } });
  expect(canonicalJson((await load(one)).document.toJSON())).toBe(truth);
});
