import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../config.ts';
import { AddressLimits, type AddressLimitsConfig } from './address-limits.ts';

function limits(config: Partial<AddressLimitsConfig> = {}) {
  const clock = { now: 0 };
  return { clock, limits: new AddressLimits({ ...DEFAULT_CONFIG, ...config }, () => clock.now) };
}

const from = (remoteAddress: string, forwardedFor?: string) => ({ remoteAddress, forwardedFor });

test.each([
  ['203.0.113.7', undefined, 0, '203.0.113.7'],
  ['::ffff:203.0.113.7', undefined, 0, '203.0.113.7'],
  ['127.0.0.1', undefined, 0, undefined],
  ['::1', undefined, 0, undefined],
  ['::ffff:127.0.0.1', undefined, 0, undefined],
  ['203.0.113.7', '198.51.100.1', 0, '203.0.113.7'],
  ['127.0.0.1', '198.51.100.1', 1, '198.51.100.1'],
  ['127.0.0.1', '127.0.0.1, 198.51.100.1', 1, '198.51.100.1'],
  ['127.0.0.1', 'made up, 198.51.100.1, 10.0.0.1', 2, '198.51.100.1'],
  ['127.0.0.1', undefined, 1, undefined],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2'],
  ['2001:db8:1:2::6', undefined, 0, '2001:db8:1:2'],
  ['2001:db8::6', undefined, 0, '2001:db8:0:0'],
])('R6 %s, forwarded for %s and %i proxies trusted, counts as %s', (address, forwarded, trustProxy, expected) => {
  expect(limits({ trustProxy }).limits.addressOf(from(address, forwarded))).toBe(expected);
});

test('R6 an address has only so many connections, joins, requests and new files, and then again', () => {
  const { clock, limits: at } = limits({ maxConnectionsPerAddress: 2, maxJoinsPerMinute: 3, maxFilesPerHour: 2 });
  const ends = [at.connect('a'), at.connect('a')];
  expect([at.connect('a'), typeof at.connect('b')]).toEqual([undefined, 'function']);
  ends[0]?.();
  expect(at.connect('a')).toBeDefined();
  const joins = (): boolean[] => Array.from({ length: 5 }, () => at.allows('a', 'join'));
  expect(joins()).toEqual([true, true, true, false, false]);
  clock.now += 20_000;
  expect(joins()).toEqual([true, false, false, false, false]);
  expect([1, 2, 3].map(() => at.allows('a', 'file'))).toEqual([true, true, false]);
  expect(at.allows('b', 'file')).toBe(true);
});

test('R6 bytes are counted by their number', () => {
  const { clock, limits: at } = limits({ maxBytesPerSecondPerAddress: 1024 });
  expect([at.allows('a', 'bytes', 10_000), at.allows('a', 'bytes', 10_000)]).toEqual([true, false]);
  clock.now += 1000;
  expect([at.allows('a', 'bytes', 1000), at.allows('a', 'bytes', 1000)]).toEqual([true, false]);
});

test('what comes from this machine is not limited', () => {
  const { limits: at } = limits({ maxConnectionsPerAddress: 1, maxRequestsPerSecond: 1 });
  for (let i = 0; i < 100; i++)
    expect([at.allows(undefined, 'request'), typeof at.connect(undefined)]).toEqual([true, 'function']);
});

test('R6 memory does not grow with the number of addresses, and nobody who is connected is forgotten', () => {
  const { limits: at } = limits({ maxConnectionsPerAddress: 1 });
  at.connect('here');
  for (let i = 0; i < 60_000; i++) at.allows(`10.0.${i}`, 'request');
  expect(at.size).toBeLessThanOrEqual(50_001);
  expect(at.connect('here')).toBeUndefined();
});
