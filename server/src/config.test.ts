import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationRows, DEFAULT_CONFIG, readConfig } from './config.ts';

const problemsOf = (args: string[], env: Record<string, string> = {}): readonly string[] => {
  const result = readConfig(args, env);
  return result.kind === 'problems' ? result.problems : [];
};

test('with nothing said, everything is at its default', () => {
  expect(readConfig([], {})).toEqual({ kind: 'config', config: DEFAULT_CONFIG });
});

test('a flag wins over the environment, and that over the default', () => {
  const env = { PORT: '5000', HOST: '0.0.0.0' };
  expect(readConfig(['--port', '6000', '--data-dir=/srv/a=b'], env)).toMatchObject({
    config: { port: 6000, host: '0.0.0.0', dataDir: '/srv/a=b' },
  });
});

test('each problem is one line that names the option, what it must be and what it was', () => {
  expect(problemsOf(['--log-level', 'loud'], { PORT: '99999', TICK_MS: 'soon' })).toEqual([
    'PORT must be a whole number from 0 to 65535, not "99999"',
    '--log-level must be one of debug, info, warn, error, silent, not "loud"',
    'TICK_MS must be a whole number from 1 to 86400000 (ms), not "soon"',
  ]);
});

test('an unknown flag and a flag without its value are problems', () => {
  expect(problemsOf(['--prot', '1'])).toEqual([
    '--prot is not an option; --help lists them',
    '1 is not an option; --help lists them',
  ]);
  expect(problemsOf(['--port'])).toEqual(['--port needs a value']);
});

test('R6 limits that contradict each other are a problem', () => {
  expect(problemsOf([], { SEND_LIMIT_BYTES: '2000000', SEND_CLOSE_BYTES: '1000000' })).toEqual([
    'SEND_CLOSE_BYTES must not be less than SEND_LIMIT_BYTES',
  ]);
});

test('--help names every knob with its default and unit', () => {
  const result = readConfig(['--port', 'x', '--help'], {});
  const text = result.kind === 'help' ? result.text : '';
  expect(text.match(/by default/g)).toHaveLength(Object.keys(DEFAULT_CONFIG).length);
  expect(text).toContain('--port <number>');
  expect(text).toContain('PORT, 4870 by default');
  expect(text).toContain('--tick-ms <ms>');
});

test('R6 the page lists every option and limit with its unit and default, and no other', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  expect(page.split('\n').filter((line) => line.startsWith('| `'))).toEqual(configurationRows());
});
