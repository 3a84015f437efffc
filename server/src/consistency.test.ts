/** What each level of consistency guarantees on one relay, and what it does not (R8). */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Guest } from '../testing/guest.ts';
import { png } from '../testing/pictures.ts';
import { World } from '../testing/relay-world.ts';
import { Served } from '../testing/served.ts';
import { ownerKey } from './access/owner-link.ts';
import { LEVELS, OPERATIONS, operationOf } from './consistency.ts';

describe('the table', () => {
  test('R8 the page says what the table says', () => {
    const page = readFileSync(new URL('../../docs/consistency.md', import.meta.url), 'utf8');
    const rows = page.split('\n').filter((line) => line.startsWith('| **'));
    expect(rows).toEqual([
      ...Object.entries(LEVELS).map(([level, means]) => `| **${level}** | ${means} |`),
      ...OPERATIONS.map(({ name, level, about }) => `| **${name}** | ${level} | ${about} |`),
    ]);
  });

  test.each([
    ['GET', '/api/files', 'files'],
    ['POST', '/api/files/abc/trash', 'files'],
    ['DELETE', '/api/files/abc', 'files'],
    ['HEAD', '/api/files/abc/document', 'read a document'],
    ['PUT', '/api/files/abc/thumbnail', 'save a thumbnail'],
    ['DELETE', '/api/files/abc/links/xyz', 'share'],
    ['POST', '/api/keys', 'share'],
    ['POST', '/api/files/abc/pictures', 'pictures'],
    ['GET', '/assets/main.js', undefined],
    ['GET', '/api/files/abc/nothing', undefined],
  ])('R8 %s %s is: %s', (method, path, name) => {
    expect(operationOf(method, path)?.name).toBe(name);
  });
});

describe('eventual', () => {
  test('R8 presence comes to everybody, waits for nobody’s disk, and is kept nowhere', async () => {
    const world = await World.open();
    const [ada, grace] = [await world.join('ada'), await world.join('grace')];
    world.store.hold();
    ada.push(ada.draw('an edit that is not saved yet'));
    await world.timers.advance(50);
    const view = { counter: 5, value: { page: null, cursor: { x: 1, y: 2 }, selection: [] } };
    ada.send({ type: 'presence', view });
    await world.timers.advance(50);
    const frames = grace.takeOf('frame');
    expect(frames.flatMap(({ presence }) => presence).map((news) => news.view?.value.cursor)).toContainEqual({
      x: 1,
      y: 2,
    });
    expect(frames.flatMap(({ changes }) => changes)).toEqual([]);
    world.restart();
    const later = await world.join('later');
    expect(JSON.stringify([...later.link.sent])).not.toContain('"x":1');
  });
});

describe('session', () => {
  test('R8 who wrote it reads it over any reconnect and restart; others not before it is durable', async () => {
    const world = await World.open();
    const [ada, grace] = [await world.join('ada'), await world.join('grace')];
    world.store.hold();
    ada.push(ada.draw('one'));
    await world.timers.advance(100);
    expect(grace.takeOf('frame').flatMap(({ changes }) => changes)).toEqual([]);
    world.store.release();
    await world.timers.advance(100);
    expect(ada.takeOf('frame').flatMap(({ changes }) => changes)).toHaveLength(1);
    world.restart();
    const again = await world.join('ada', ada.document);
    expect(again.names).toEqual(['one']);
    expect((await world.join('new')).names).toEqual(['one']);
  });

  test('R8 it does not make two writers wait for each other: both are acknowledged, and the later stays', async () => {
    const world = await World.open();
    const [ada, grace] = [await world.join('ada'), await world.join('grace')];
    const byAda = ada.edit((tx) => tx.set(ada.page, 'name', 'of Ada'));
    await world.timers.advance(10);
    const byGrace = grace.edit((tx) => tx.set(grace.page, 'name', 'of Grace'));
    grace.push(byGrace);
    ada.push(byAda);
    await world.timers.advance(100);
    for (const client of [ada, grace]) {
      expect(client.takeOf('reject')).toEqual([]);
      expect(client.document.get(client.page, 'name')).toBe('of Grace');
    }
  });
});

describe('bounded and strong', () => {
  let served: Served;
  let owner: Guest;
  let file: string;
  beforeEach(async () => {
    served = await Served.start({ access: 'links' });
    owner = new Guest(served);
    await owner.opens((await ownerKey(served.server.access, false)) ?? '');
    file = ((await (await owner.request('POST', '/api/files', {})).json()) as { id: string }).id;
  });
  afterEach(() => served.stop());

  const consistencyOf = async (method: string, path: string, body?: unknown): Promise<[number, string | null]> => {
    const response = await owner.request(method, path, body);
    return [response.status, response.headers.get('consistency')];
  };

  test('R8 answers say their level', async () => {
    expect(await consistencyOf('GET', `/api/files/${file}`)).toEqual([200, 'strong']);
    expect(await consistencyOf('GET', `/api/files/${file}/links`)).toEqual([200, 'strong']);
    expect(await consistencyOf('PUT', `/api/files/${file}/thumbnail`, png())).toEqual([204, 'eventual']);
    expect(await consistencyOf('GET', `/api/files/${file}/document`)).toEqual([200, 'bounded; lag-ms=0']);
    expect(await consistencyOf('GET', '/api/files/nowhere')).toEqual([404, 'strong']);
  });

  test('R8 a bounded answer says how old it may be, and is refused to those who ask for newer', async () => {
    const path = `/api/files/${file}/thumbnail`;
    await served.store.saveThumbnail(file, { png: png(), savedAt: Date.now() - 60_000 });
    const [status, level] = await consistencyOf('GET', path);
    expect(status).toBe(200);
    expect(Number(/^bounded; lag-ms=(\d+)$/.exec(level ?? '')?.[1])).toBeGreaterThanOrEqual(60_000);
    const refused = await owner.request('GET', `${path}?max-lag-ms=1000`);
    expect([refused.status, await refused.json()]).toMatchObject([412, { error: { code: 'too-old' } }]);
    await served.store.saveThumbnail(file, { png: png(), savedAt: Date.now() + 60_000 });
    expect(await consistencyOf('GET', `${path}?max-lag-ms=1000`)).toEqual([200, 'bounded; lag-ms=0']);
    expect((await consistencyOf('GET', `/api/files/${file}/document?max-lag-ms=0`))[0]).toBe(200);
    expect((await consistencyOf('GET', `${path}?max-lag-ms=soon`))[0]).toBe(400);
  });

  test('R8 what is strong is seen by whoever asks after it was answered, whoever they are', async () => {
    for (let round = 0; round < 20; round++) {
      const { id, key } = (await (
        await owner.request('POST', `/api/files/${file}/links`, { role: 'viewer' })
      ).json()) as {
        id: string;
        key: string;
      };
      const guest = new Guest(served);
      expect((await guest.opens(key)).status).toBe(200);
      await owner.request('PATCH', `/api/files/${file}`, { name: `Round ${round}` });
      expect(await (await guest.request('GET', `/api/files/${file}`)).json()).toMatchObject({ name: `Round ${round}` });
      await owner.request('DELETE', `/api/files/${file}/links/${id}`);
      expect(await guest.status('GET', `/api/files/${file}`)).toBe(403);
    }
  });

  test('R8 what is strong is not done when it is not answered well', async () => {
    served.store.createLink = () => Promise.reject(new Error('the disk is full'));
    expect((await consistencyOf('POST', `/api/files/${file}/links`, { role: 'editor' }))[0]).toBe(500);
    Reflect.deleteProperty(served.store, 'createLink');
    const { links } = (await (await owner.request('GET', `/api/files/${file}/links`)).json()) as { links: unknown[] };
    expect(links).toEqual([]);
  });
});
