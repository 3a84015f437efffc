import { ROLES } from '@joinery/shared';
import { beforeEach, describe, expect, test } from 'vitest';
import { TestTimers } from '../../testing/test-timers.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { Access, type Visitor } from './access.ts';
import { isSecretOf, linkKeyText, newLinkKey, parseLinkKey } from './link-key.ts';
import { isOpen } from './open-relay.ts';
import { ownerKey } from './owner-link.ts';

const NOBODY: Visitor = { keys: [], known: false };
const withKeys = (...keys: readonly string[]): Visitor => ({
  keys: keys.flatMap((key) => parseLinkKey(key) ?? []),
  known: false,
});

let store: MemoryStore;
let timers: TestTimers;
let access: Access;

beforeEach(async () => {
  store = new MemoryStore();
  timers = new TestTimers(1000);
  access = new Access({ store, timers, open: false });
  for (const id of ['a', 'b']) await store.createFile({ id, name: id, createdAt: 0, editedBy: null }, new Uint8Array());
});

describe('a key', () => {
  test('R7 has a secret of 192 bits, and no two are the same', () => {
    const keys = Array.from({ length: 1000 }, newLinkKey);
    expect(new Set(keys.map(({ secret }) => secret)).size).toBe(1000);
    for (const { secret } of keys) expect(Buffer.from(secret, 'base64url')).toHaveLength(24);
  });

  test('R7 is read as it is written, and nothing else is read as one', () => {
    const key = newLinkKey();
    expect(parseLinkKey(linkKeyText(key))).toEqual(key);
    for (const text of [
      '',
      'x',
      `${linkKeyText(key)}x`,
      linkKeyText(key).slice(1),
      `${linkKeyText(key).slice(0, -1)}.`,
    ])
      expect(parseLinkKey(text)).toBeUndefined();
  });

  test('R7 is kept nowhere: the store has a hash of it, which only the secret matches', async () => {
    const { link, key } = await access.share('a', 'viewer', null);
    const secret = parseLinkKey(key)?.secret ?? '';
    expect(link.secretHash).toHaveLength(32);
    expect(JSON.stringify([...(await store.links('a'))])).not.toContain(secret);
    expect([isSecretOf(link.secretHash, secret), isSecretOf(link.secretHash, `${secret}x`)]).toEqual([true, false]);
    expect(isSecretOf(link.secretHash.subarray(1), secret)).toBe(false);
  });
});

describe('where only those get in who have a link', () => {
  test.each(ROLES)('R7 a link as %s gives that role, in its file alone', async (role) => {
    const visitor = withKeys((await access.share('a', role, null)).key);
    expect([await access.roleIn('a', visitor), await access.roleIn('b', visitor)]).toEqual([role, undefined]);
    expect(await access.ownsAll(visitor)).toBe(false);
    expect(await access.filesOf(visitor)).toEqual(new Map([['a', role]]));
  });

  test('R7 the owner link gives everything', async () => {
    const owner = withKeys((await ownerKey(access, false)) ?? '');
    expect([await access.roleIn('b', owner), await access.ownsAll(owner), await access.filesOf(owner)]).toEqual([
      'owner',
      true,
      undefined,
    ]);
  });

  test('R7 no key, a wrong secret, an expired link and a revoked one give nothing', async () => {
    const [expired, revoked, good] = [
      await access.share('a', 'editor', 2000),
      await access.share('a', 'editor', null),
      await access.share('a', 'editor', null),
    ];
    await access.revoke('a', revoked.link.id);
    const forged = good.link.id + expired.key.slice(8);
    expect(await access.roleIn('a', withKeys(expired.key))).toBe('editor');
    await timers.advance(1000);
    for (const visitor of [NOBODY, withKeys(forged), withKeys(expired.key), withKeys(revoked.key)]) {
      expect([await access.roleIn('a', visitor), await access.ownsAll(visitor)]).toEqual([undefined, false]);
      expect(await access.enter('a', visitor, () => undefined)).toBeUndefined();
    }
    expect([good, expired, revoked].map(({ link }) => link.id)).toHaveLength(3);
    const states = (await access.linksOf('a')).map((link) => [link.id, access.stateOf(link)]);
    expect(Object.fromEntries(states)).toEqual({
      [good.link.id]: 'active',
      [expired.link.id]: 'expired',
      [revoked.link.id]: 'revoked',
    });
  });

  test('R7 of several links the one counts that lets do most', async () => {
    const keys = [];
    for (const role of ['commenter', 'editor', 'viewer'] as const) keys.push(await access.share('a', role, null));
    const visitor = withKeys(...keys.map(({ key }) => key));
    expect(await access.roleIn('a', visitor)).toBe('editor');
    await access.revoke('a', keys[1]?.link.id ?? '');
    expect(await access.roleIn('a', visitor)).toBe('commenter');
  });

  test('R7 a link is revoked only through its own file', async () => {
    const { link, key } = await access.share('a', 'viewer', null);
    expect(await access.revoke('b', link.id)).toBeUndefined();
    expect(await access.revoke(null, link.id)).toBeUndefined();
    expect(await access.roleIn('a', withKeys(key))).toBe('viewer');
  });

  test('R7 an owner link is made once; a new one ends those before it', async () => {
    const first = (await ownerKey(access, false)) ?? '';
    expect(await ownerKey(access, false)).toBeUndefined();
    const second = (await ownerKey(access, true)) ?? '';
    expect([await access.ownsAll(withKeys(first)), await access.ownsAll(withKeys(second))]).toEqual([false, true]);
  });
});

describe('whoever is in a file', () => {
  const enter = async (key: string) => {
    const told: string[] = [];
    const pass = await access.enter('a', withKeys(key), (reason) => told.push(reason));
    return { pass, told };
  };

  test('R7 is sent out at once when their link is revoked, and nobody else is', async () => {
    const [one, other] = [await access.share('a', 'editor', null), await access.share('a', 'viewer', null)];
    const [ada, ben, cleo] = [await enter(one.key), await enter(one.key), await enter(other.key)];
    expect([access.peopleBy(one.link.id), access.peopleBy(other.link.id)]).toEqual([2, 1]);
    await access.revoke('a', one.link.id);
    expect([ada.told, ben.told, cleo.told]).toEqual([
      ['the link that you came by was revoked'],
      ['the link that you came by was revoked'],
      [],
    ]);
    expect(access.peopleBy(one.link.id)).toBe(0);
    await access.revoke('a', one.link.id);
    expect(ada.told).toHaveLength(1);
  });

  test('R7 is sent out when their link expires, be that in a month', async () => {
    const month = 31 * 86_400_000;
    const { key } = await access.share('a', 'editor', timers.now() + month);
    const { told } = await enter(key);
    await timers.advance(month - 1);
    expect(told).toEqual([]);
    await timers.advance(1);
    expect(told).toEqual(['the link that you came by has expired']);
  });

  test('R7 who came in while their link was being revoked does not get in', async () => {
    const { key, link } = await access.share('a', 'editor', null);
    const [entered] = await Promise.all([enter(key), access.revoke('a', link.id)]);
    expect(entered.pass === undefined || entered.told.length === 1).toBe(true);
  });

  test('is told nothing after they left', async () => {
    const { key, link } = await access.share('a', 'editor', 2000);
    const { pass, told } = await enter(key);
    pass?.leave();
    await timers.advance(5000);
    await access.revoke('a', link.id);
    expect([told, access.peopleBy(link.id)]).toEqual([[], 0]);
  });
});

describe('an open relay', () => {
  beforeEach(() => {
    access = new Access({ store, timers, open: true });
  });

  test('R7 is owned by whoever shows no key that is known there', async () => {
    const elsewhere = linkKeyText(newLinkKey());
    for (const visitor of [NOBODY, withKeys(elsewhere)])
      expect([await access.roleIn('a', visitor), await access.ownsAll(visitor)]).toEqual(['owner', true]);
  });

  test('R7 shows whoever comes by a link what others would see, and nothing when it was revoked', async () => {
    const { key, link } = await access.share('a', 'viewer', null);
    expect([await access.roleIn('a', withKeys(key)), await access.ownsAll(withKeys(key))]).toEqual(['viewer', false]);
    expect(await access.roleIn('a', { ...withKeys(key), known: true })).toBe('owner');
    await access.revoke('a', link.id);
    expect(await access.roleIn('a', withKeys(key))).toBeUndefined();
  });

  test.each([
    ['127.0.0.1', '', 'auto', true],
    ['localhost', '', 'auto', true],
    ['::1', '', 'auto', true],
    ['0.0.0.0', '', 'auto', false],
    ['192.168.1.7', '', 'auto', false],
    ['127.0.0.1.example', '', 'auto', false],
    ['127.0.0.1', 'https://design.example', 'auto', false],
    ['0.0.0.0', '', 'open', true],
    ['127.0.0.1', '', 'links', false],
  ])('R7 on %s, with further origins "%s" and ACCESS=%s: %s', (host, allowedOrigins, mode, open) => {
    expect(isOpen({ host, allowedOrigins, access: mode })).toBe(open);
  });
});
