/** Somebody without a browser, for stories that need a crowd. */
import type { Document, SyncClient } from '@joinery/shared';
import { expect } from '@playwright/test';
import { HeadlessClient } from '../../server/src/headless/headless-client.ts';
import { webSocketChannel } from '../../server/src/headless/web-socket-channel.ts';

export class HeadlessPerson {
  readonly #client: HeadlessClient;

  /** @param origin of the relay */
  constructor(name: string, { origin, file }: { readonly origin: string; readonly file: string }) {
    const openChannel = webSocketChannel(`${origin.replace('http', 'ws')}/sync/${file}`);
    this.#client = new HeadlessClient({ openChannel, name, color: '#0f766e' });
  }

  get document(): Document {
    return this.#client.document;
  }

  get sync(): SyncClient {
    return this.#client.sync;
  }

  async arrives(): Promise<void> {
    this.#client.start();
    await expect.poll(() => this.sync.state.kind, { intervals: [20] }).toBe('live');
  }

  leaves(): void {
    void this.#client.leave();
  }
}
