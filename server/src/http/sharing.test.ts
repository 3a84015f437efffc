/** Sharing as a whole, over real HTTP and WebSockets: who gets in where, by which link, and until when (R7). */
import {
  canonicalJson,
  Document,
  FORGETFUL_OUTBOX,
  PresenceClient,
  ROOT,
  type Role,
  ROLES,
  SyncClient,
} from '@joinery/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../testing/eventually.ts';
import { Guest } from '../../testing/guest.ts';
import { png } from '../../testing/pictures.ts';
import { Served } from '../../testing/served.ts';
import { ownerKey } from '../access/owner-link.ts';
import { webSocketChannel } from '../headless/web-socket-channel.ts';
import { SYSTEM_TIMERS } from '../timers.ts';

let served: Served;
let owner: Guest;
const ends: (() => void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) end();
  await served.stop();
});

/** A relay that only links let into, and whoever has the owner link. */
async function closedRelay(): Promise<void> {
  served = await Served.start({ access: 'links' });
  owner = new Guest(served);
  await owner.opens((await ownerKey(served.server.access, false)) ?? '');
}

interface Made {
  readonly id: string;
  readonly key: string;
}

const share = async (file: string, role: Role, expiresInMs?: number): Promise<Made> =>
  (await (await owner.request('POST', `/api/files/${file}/links`, { role, expiresInMs })).json()) as Made;

const newFile = async (): Promise<string> =>
  ((await (await owner.request('POST', '/api/files', { name: 'Poster' })).json()) as { id: string }).id;

/** Somebody who opened a link. */
async function guestBy(key: string): Promise<Guest> {
  const guest = new Guest(served);
  expect((await guest.opens(key)).status).toBe(200);
  return guest;
}

/** Joins a file with a key, as the headless client does. */
function joins(file: string, key: string | undefined, name: string): SyncClient & { readonly document: Document } {
  const document = new Document({ actor: name.padEnd(8, '0'), wall: () => Date.now() });
  const profile = { person: document.actor, name, color: '#112233', choice: 'automatic' } as const;
  const sync = new SyncClient({
    document,
    session: document.actor,
    openChannel: webSocketChannel(`${served.url.replace('http', 'ws')}/sync/${file}`, { key }),
    outbox: FORGETFUL_OUTBOX,
    contents: { pending: [], rejected: [] },
    timers: SYSTEM_TIMERS,
    presence: new PresenceClient(document.actor, profile),
  });
  sync.start();
  ends.push(() => sync.dispose());
  return Object.assign(sync, { document });
}

const jsonOf = (document: Document): string => canonicalJson(document.toJSON());

describe('a relay that only links let into', () => {
  beforeEach(closedRelay);

  test.each<[string, string, unknown, Role | 'everything']>([
    ['GET', '', undefined, 'viewer'],
    ['GET', '/document', undefined, 'viewer'],
    ['GET', '/authors?actors=AAAAAAAA', undefined, 'viewer'],
    ['GET', '/thumbnail', undefined, 'viewer'],
    ['GET', '/pictures/nothing', undefined, 'viewer'],
    ['POST', '/pictures', png(), 'editor'],
    ['PATCH', '', { name: 'Flyer' }, 'editor'],
    ['PUT', '/thumbnail', png(), 'editor'],
    ['GET', '/links', undefined, 'owner'],
    ['POST', '/links', { role: 'viewer' }, 'owner'],
    ['DELETE', '/links/abcdefgh', undefined, 'owner'],
    ['POST', '/trash', undefined, 'owner'],
    ['POST', '/restore', undefined, 'owner'],
    ['DELETE', '', undefined, 'owner'],
    ['POST', '/duplicate', undefined, 'everything'],
  ])('R7 %s /api/files/:id%s takes the role it should: %j, %s', async (method, path, body, least) => {
    const file = await newFile();
    const roles = [undefined, ...ROLES];
    const answers = [];
    for (const role of roles) {
      const guest = role === undefined ? new Guest(served) : await guestBy((await share(file, role)).key);
      answers.push(await guest.status(method, `/api/files/${file}${path}`, body));
    }
    const first = least === 'everything' ? roles.length : roles.indexOf(least);
    expect(answers.map((status) => status !== 403)).toEqual(roles.map((_, at) => at >= first));
    const other = await newFile();
    const stranger = await guestBy((await share(other, 'owner')).key);
    expect(await stranger.status(method, `/api/files/${file}${path}`, body)).toBe(403);
    expect(await owner.status(method, `/api/files/${file}${path}`, body)).not.toBe(403);
  });

  test('R7 guests see the files of their links in the list, with their roles, and make none', async () => {
    const [a] = [await newFile(), await newFile()];
    const guest = await guestBy((await share(a, 'commenter')).key);
    const list = (await (await guest.request('GET', '/api/files')).json()) as { files: { id: string; role: Role }[] };
    expect(list).toMatchObject({ mayCreate: false, files: [{ id: a, role: 'commenter' }] });
    expect(list.files).toHaveLength(1);
    expect(await guest.status('POST', '/api/files', {})).toBe(403);
    expect(await (await new Guest(served).request('GET', '/api/files')).json()).toEqual({
      files: [],
      mayCreate: false,
    });
    expect(await (await owner.request('GET', '/api/files')).json()).toMatchObject({ mayCreate: true });
  });

  test('R7 whether a file is there is told only to those who could open it', async () => {
    const guest = new Guest(served);
    const answers = await Promise.all(
      [await newFile(), 'nowhere'].map(async (id) => await (await guest.request('GET', `/api/files/${id}`)).text()),
    );
    expect(answers[0]).toBe(answers[1]);
    expect(await owner.status('GET', '/api/files/nowhere')).toBe(404);
  });

  test('R7 a link is listed with its role, age and people, never with its key, until it is removed', async () => {
    const file = await newFile();
    const { id, key } = await share(file, 'viewer', 3_600_000);
    const ben = joins(file, key, 'ben');
    await eventually(() => expect(ben.state.kind).toBe('live'));
    const text = await (await owner.request('GET', `/api/files/${file}/links`)).text();
    expect(JSON.parse(text)).toMatchObject({
      open: false,
      links: [{ id, file, role: 'viewer', state: 'active', people: 1, revokedAt: null }],
    });
    expect(text).not.toContain(key.slice(8));
    expect(text).not.toContain('secretHash');
    expect(await owner.status('DELETE', `/api/files/${file}/links/${id}`)).toBe(204);
    expect(await owner.status('DELETE', `/api/files/${file}/links/nolink00`)).toBe(404);
  });

  test('R7 a key is exchanged for a cookie that no script reads and no other site sends', async () => {
    const file = await newFile();
    const { key } = await share(file, 'viewer', 3_600_000);
    const response = await served.request('POST', '/api/keys', { key }, { origin: served.url });
    expect(await response.json()).toMatchObject({ file, role: 'viewer' });
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/);
    expect(cookie).toContain(key.slice(8));
  });

  test('R7 over TLS the cookie is for TLS alone', async () => {
    await served.stop();
    served = await Served.start({ access: 'links', allowedOrigins: 'https://design.example' });
    const key = (await ownerKey(served.server.access, false)) ?? '';
    const response = await served.request('POST', '/api/keys', { key }, { origin: 'https://design.example' });
    expect(response.headers.get('set-cookie')).toContain('; Secure');
  });

  test.each([
    ['not complete', 404, 'no-such-link', async () => 'abc'],
    ['made up', 404, 'no-such-link', async () => 'x'.repeat(40)],
    [
      'revoked',
      410,
      'link-revoked',
      async (file: string) => {
        const { id, key } = await share(file, 'viewer');
        await owner.status('DELETE', `/api/files/${file}/links/${id}`);
        return key;
      },
    ],
    [
      'of a file that was deleted',
      404,
      'no-such-link',
      async (file: string) => {
        const { key } = await share(file, 'viewer');
        await owner.status('POST', `/api/files/${file}/trash`);
        await owner.status('DELETE', `/api/files/${file}`);
        return key;
      },
    ],
  ])('R7 a link that is %s is refused with %i %s', async (_, status, code, make) => {
    const key = await make(await newFile());
    const response = await new Guest(served).opens(key);
    expect([response.status, await response.json()]).toMatchObject([status, { error: { code } }]);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('R7 a file has only so many links', async () => {
    await served.stop();
    served = await Served.start({ access: 'links', maxLinksPerFile: 1 });
    owner = new Guest(served);
    await owner.opens((await ownerKey(served.server.access, false)) ?? '');
    const file = await newFile();
    const { id } = await share(file, 'viewer');
    expect(await owner.status('POST', `/api/files/${file}/links`, { role: 'viewer' })).toBe(409);
    await owner.status('DELETE', `/api/files/${file}/links/${id}`);
    expect(await owner.status('POST', `/api/files/${file}/links`, { role: 'viewer' })).toBe(201);
  });

  test('R7, S5 a viewer sees edits, and their own is taken back with the reason', async () => {
    const file = await newFile();
    const ada = joins(file, (await share(file, 'editor')).key, 'ada');
    const ben = joins(file, (await share(file, 'viewer')).key, 'ben');
    await eventually(() => expect([ada.state.kind, ben.state.kind]).toEqual(['live', 'live']));
    const page = ada.document.children(ROOT)[0] ?? '';
    ada.document.transact((tx) => void tx.create('rectangle', page, { name: 'of Ada' }));
    await eventually(() => expect(ben.document.children(page)).toHaveLength(1));
    const [card = ''] = ben.document.children(page);
    ben.document.transact((tx) => {
      tx.create('rectangle', page);
      tx.set(card, 'name', 'of Ben');
    });
    expect(ben.document.get(card, 'name')).toBe('of Ben');
    await eventually(() => expect(ben.rejected).toMatchObject([{ code: 'permission' }]));
    expect(ben.rejected[0]?.message).toBe('you may only look at this file');
    expect([ben.pendingCount, ben.document.get(card, 'name')]).toEqual([0, 'of Ada']);
    await eventually(() => expect(jsonOf(ben.document)).toBe(jsonOf(ada.document)));
  });

  test('whose edits are whose can be asked, also when they are gone', async () => {
    const file = await newFile();
    const { key } = await share(file, 'editor');
    const ada = joins(file, key, 'ada');
    await eventually(() => expect(ada.state.kind).toBe('live'));
    const page = ada.document.children(ROOT)[0] ?? '';
    ada.document.transact((tx) => void tx.create('rectangle', page));
    await eventually(() => expect(ada.pendingCount).toBe(0));
    ada.dispose();
    const guest = await guestBy(key);
    const answer = await guest.request('GET', `/api/files/${file}/authors?actors=${ada.document.actor},BBBBBBBB`);
    const { actor } = ada.document;
    expect(await answer.json()).toEqual({ authors: [{ actor, person: actor, name: 'ada', color: '#112233' }] });
    expect(await guest.status('GET', `/api/files/${file}/authors?actors=x`)).toBe(400);
  });

  test('R7 a revoked link ends its connections at once, by a code with a name, and lets nobody in again', async () => {
    const file = await newFile();
    const { id, key } = await share(file, 'editor');
    const guest = await guestBy(key);
    const [ada, ben] = [joins(file, (await share(file, 'editor')).key, 'ada'), joins(file, key, 'ben')];
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/sync/${file}`, {
      headers: { cookie: guest.cookie },
    });
    ends.push(() => socket.terminate());
    await eventually(() => expect([ada.state.kind, ben.state.kind]).toEqual(['live', 'live']));
    await owner.status('DELETE', `/api/files/${file}/links/${id}`);
    await eventually(() =>
      expect(ben.state).toEqual({
        kind: 'closed',
        reason: { code: 'forbidden', message: 'the link that you came by was revoked' },
      }),
    );
    expect(ada.state.kind).toBe('live');
    expect(await guest.status('GET', `/api/files/${file}/document`)).toBe(403);
    ben.wake();
    await eventually(() =>
      expect(ben.state).toMatchObject({ reason: { message: 'you need a link to open this file' } }),
    );
  });

  test('R7 a link that expires ends its connections then', async () => {
    const file = await newFile();
    const ben = joins(file, (await share(file, 'viewer', 1000)).key, 'ben');
    await eventually(() => expect(ben.state.kind).toBe('live'));
    await eventually(() =>
      expect(ben.state).toMatchObject({ reason: { message: 'the link that you came by has expired' } }),
    );
  });

  test('R7 links outlive the relay’s restart, and so does their end', async () => {
    const file = await newFile();
    const [good, bad] = [await share(file, 'editor'), await share(file, 'editor')];
    await owner.status('DELETE', `/api/files/${file}/links/${bad.id}`);
    await served.restart();
    expect((await new Guest(served).opens(good.key)).status).toBe(200);
    expect((await new Guest(served).opens(bad.key)).status).toBe(410);
    expect(await ownerKey(served.server.access, false)).toBeUndefined();
    expect(await owner.status('GET', `/api/files/${file}`)).toBe(200);
  });

  test('R7 keys are in no log line and no answer but the one that made them', async () => {
    const file = await newFile();
    const { key } = await share(file, 'editor');
    const guest = await guestBy(key);
    const ben = joins(file, key, 'ben');
    await eventually(() => expect(ben.state.kind).toBe('live'));
    served.store.files = () => Promise.reject(new Error('the disk is on fire'));
    await guest.status('GET', '/api/files');
    const said = JSON.stringify([served.lines, await (await guest.request('GET', `/api/files/${file}`)).text()]);
    expect(said).toContain('a request failed');
    expect(said).not.toContain(key.slice(8));
  });
});

describe('an open relay on this machine', () => {
  beforeEach(async () => {
    served = await Served.start();
    owner = new Guest(served);
  });

  test('R7 is owned by whoever comes, without any link', async () => {
    const file = await newFile();
    expect(await (await new Guest(served).request('GET', `/api/files/${file}`)).json()).toMatchObject({
      role: 'owner',
    });
    const ada = joins(file, undefined, 'ada');
    await eventually(() => expect(ada.state.kind).toBe('live'));
  });

  test('R7 whoever comes by a link first is a guest, and whoever was here before stays the owner', async () => {
    const file = await newFile();
    const { key } = await share(file, 'viewer');
    const guest = await guestBy(key);
    expect(await guest.status('PATCH', `/api/files/${file}`, { name: 'Flyer' })).toBe(403);
    expect(await guest.status('POST', '/api/files', {})).toBe(403);
    await owner.opens(key);
    expect(await owner.status('PATCH', `/api/files/${file}`, { name: 'Flyer' })).toBe(200);
  });

  test('R6 does not answer to a name that another site has given this machine', async () => {
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        const socket = new WebSocket(`${served.url.replace('http', 'ws')}/sync/abc`, { headers: { host } });
        socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
        socket.on('open', () => {
          socket.terminate();
          resolve(101);
        });
        socket.on('error', reject);
      });
    const { port } = new URL(served.url);
    expect(await Promise.all([`evil.example:${port}`, 'evil.example', '127.0.0.1.evil.example'].map(ask))).toEqual([
      403, 403, 403,
    ]);
    expect(await Promise.all([`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].map(ask))).toEqual([
      101, 101, 101,
    ]);
  });
});
