/** Collecting, from the outside: what clients are sent, and what the store keeps. */
import { decodeSnapshot, Document, type NodeId } from '@joinery/shared';
import { expect, test } from 'vitest';
import { FILE, TestClient, World } from '../../testing/relay-world.ts';

/** Things stay in the trash for 10 s, and every 4 s that is looked at. */
const CONFIG = { retentionDays: 10 / 86_400, collectEveryMs: 4000, silenceMs: 10_000_000 } as const;

/** Ada and Grace in a file, and a rectangle that Ada has drawn and deleted. */
async function withDeleted(config: Partial<World['config']> = {}): Promise<{
  world: World;
  ada: TestClient;
  grace: TestClient;
  gone: NodeId;
}> {
  const world = await World.open({ ...CONFIG, ...config });
  const [ada, grace] = [await world.join('ada'), await world.join('grace')];
  const made = ada.draw('gone');
  const gone = made.assignments[0]?.[0] ?? '';
  ada.push(made, ada.draw('stays'));
  await world.timers.advance(100);
  ada.push(ada.edit((tx) => tx.trash(gone)));
  await world.timers.advance(100);
  grace.take();
  return { world, ada, grace, gone };
}

test('D9 what has been in the trash for the retention is purged, journalled and told to everybody, the same for all', async () => {
  const { world, ada, grace, gone } = await withDeleted();
  expect(grace.document.has(gone)).toBe(true);
  await world.timers.advance(9000);
  grace.take();
  expect(grace.document.has(gone)).toBe(true);
  await world.timers.advance(6000);
  for (const client of [ada, grace]) {
    client.take();
    expect([client.document.has(gone), client.names]).toEqual([false, ['stays']]);
  }
  world.restart();
  const late = await world.join('late');
  expect([...late.document.nodes()].sort()).toEqual([...grace.document.nodes()].sort());
  expect(late.document.horizon).toEqual(grace.document.horizon);
});

test('D9 what people delete and draw is last edited by them, not by who empties the trash', async () => {
  const { world } = await withDeleted();
  const before = await world.store.file(FILE);
  await world.timers.advance(20_000);
  expect(await world.store.file(FILE)).toEqual(before);
});

test('D9 nothing is purged while somebody is behind, and then it is', async () => {
  const { world, grace, gone, ada } = await withDeleted();
  grace.link.unsentBytes = world.config.sendLimitBytes + 1;
  ada.push(ada.draw('unseen'));
  await world.timers.advance(20_000);
  ada.take();
  expect(ada.document.has(gone)).toBe(true);
  grace.link.unsentBytes = 0;
  await world.timers.advance(8000);
  for (const client of [ada, grace]) client.take();
  expect([ada.document.has(gone), grace.document.has(gone)]).toEqual([false, false]);
});

test('D9 a room that is let go is collected first, and its snapshot is without what went', async () => {
  const { world, ada, grace, gone } = await withDeleted({ collectEveryMs: 10_000_000, idleRoomMs: 15_000 });
  for (const client of [ada, grace]) client.send({ type: 'goodbye' });
  await world.timers.advance(20_000);
  expect(world.rooms.size).toBe(0);
  const { snapshot } = await world.store.snapshot(FILE);
  const decoded = decodeSnapshot(snapshot?.bytes ?? new Uint8Array());
  if (!decoded.ok) throw new Error(decoded.reason);
  expect(decoded.value.delta.rows.map(({ node }) => node)).not.toContain(gone);
});

test('D9 what was purged counts no more towards the nodes that a file may hold', async () => {
  const { world, ada } = await withDeleted({ maxNodesPerFile: 3 });
  await world.timers.advance(20_000);
  ada.take();
  ada.push(ada.draw('third'));
  await world.timers.advance(100);
  expect(ada.takeOf('reject')).toEqual([]);
});

test('S3, D9 a change that the horizon has passed is not taken for one that was journalled: it is refused', async () => {
  const { world, ada } = await withDeleted();
  const late = new Document({ actor: 'late0000', wall: world.timers.now });
  late.merge(ada.document.since(new Map()));
  const unsent = late.transact((tx) => tx.set(ada.page, 'name', 'late'));
  if (unsent === undefined) throw new Error('nothing was edited');
  await world.timers.advance(1000);
  ada.push(ada.draw('later'));
  await world.timers.advance(20_000);
  const client = await world.join('late', late);
  client.push(unsent);
  await world.timers.advance(100);
  expect(client.takeOf('reject')).toMatchObject([{ time: unsent.time, final: true, code: 'clock' }]);
  expect(client.takeOf('ack')).toEqual([]);
});

test('D4, D9 a reader who was left out since is caught up by a delta, floor and all', async () => {
  const { world, ada, grace } = await withDeleted();
  await world.timers.advance(20_000);
  for (const client of [ada, grace]) client.take();
  const { at } = ada.document.horizon;
  expect(at).toBeGreaterThan(0);
  grace.link.unsentBytes = world.config.sendLimitBytes + 1;
  ada.push(ada.draw('unseen'));
  await world.timers.advance(100);
  grace.link.unsentBytes = 0;
  await world.timers.advance(1000);
  expect(grace.takeOf('delta')).toHaveLength(1);
  expect(grace.names).toEqual(['stays', 'unseen']);
  expect(grace.document.version).toEqual(ada.document.version);
});
