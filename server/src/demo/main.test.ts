import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from 'vitest';
import { bundleForNode } from '../../testing/bundle-for-node.ts';
import { eventually } from '../../testing/eventually.ts';
import { HeadlessClient } from '../headless/headless-client.ts';
import { webSocketChannel } from '../headless/web-socket-channel.ts';

let demo: ChildProcess | undefined;
afterEach(() => void demo?.kill('SIGKILL'));

test('five people are at work in a file that can be joined, until it is asked to end', async () => {
  const main = await bundleForNode(new URL('main.ts', import.meta.url));
  demo = spawn(process.execPath, [main], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (demo.stdout === null) throw new Error('expected its output');
  const [line] = (await once(createInterface(demo.stdout), 'line')) as [string];
  const address = new URL(/http\S+/.exec(line)?.[0] ?? '');
  const sync = `ws://${address.host}${address.pathname.replace('/file/', '/sync/')}`;
  const visitor = new HeadlessClient({ openChannel: webSocketChannel(sync), name: 'Visitor' });
  const edits: string[] = [];
  visitor.document.subscribe(({ change }) => change !== undefined && edits.push(change.actor));
  visitor.start();
  await eventually(() => expect(visitor.presence.others()).toHaveLength(5));
  await eventually(() => expect(new Set(edits).size).toBeGreaterThan(1));
  await visitor.leave();
  demo.kill('SIGTERM');
  expect(await once(demo, 'exit')).toEqual([0, null]);
});
