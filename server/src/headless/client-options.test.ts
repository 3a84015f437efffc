import { expect, test } from 'vitest';
import { readClientOptions } from './client-options.ts';
import { fileAddress } from './file-address.ts';

test.each([
  ['http://localhost:4870/file/aB3', 'ws://localhost:4870/sync/aB3'],
  ['https://design.example/file/aB3/', 'wss://design.example/sync/aB3'],
  ['http://[::1]:4870/file/aB3#here', 'ws://[::1]:4870/sync/aB3'],
  ['ws://localhost:4870/sync/aB3', 'ws://localhost:4870/sync/aB3'],
  ['http://localhost:4870/api/files/aB3/document', 'ws://localhost:4870/sync/aB3'],
])('%s is a file’s address', (text, syncUrl) => {
  expect(fileAddress(text)).toEqual({ file: 'aB3', syncUrl });
});

test('R7 the key of a link is taken along, and is not in the address that is asked', () => {
  expect(fileAddress('http://localhost:4870/file/aB3#key=a-b_1')).toEqual({
    file: 'aB3',
    syncUrl: 'ws://localhost:4870/sync/aB3',
    key: 'a-b_1',
  });
});

test.each([
  '',
  'aB3',
  'http://localhost:4870/',
  'http://localhost:4870/file/',
  'ftp://localhost/file/aB3',
  'http://h/file/a-b',
])('"%s" is none', (text) => expect(fileAddress(text)).toBeUndefined());

const ADDRESS = 'http://localhost:4870/file/abc';

test('everything but the address may be left out', () => {
  expect(readClientOptions([ADDRESS])).toEqual({
    kind: 'options',
    options: {
      address: { file: 'abc', syncUrl: 'ws://localhost:4870/sync/abc' },
      name: 'Client',
      state: undefined,
      follow: false,
      own: false,
      presence: false,
      maxPending: 5000,
      giveUpMs: 0,
    },
  });
});

test.each([
  [[], 'give the address of one file; --help says more'],
  [[ADDRESS, ADDRESS], 'give the address of one file; --help says more'],
  [['nowhere'], 'nowhere is no address of a file, such as http://localhost:4870/file/abc'],
  [[ADDRESS, '--max-pending', '0'], '--max-pending must be a whole number from 1'],
  [[ADDRESS, '--give-up-ms', 'soon'], '--give-up-ms must be a whole number of milliseconds'],
  [[ADDRESS, '--stat', 'x'], "Unknown option '--stat'"],
  [[ADDRESS, '--state'], "Option '--state <value>' argument missing"],
])('%j is refused in words', (args, problem) => {
  expect(readClientOptions(args)).toEqual({ kind: 'problem', problem: expect.stringContaining(problem) });
});

test('--help says how, wherever it stands', () => {
  expect(readClientOptions(['--help'])).toMatchObject({ kind: 'help', text: expect.stringContaining('--state') });
});
