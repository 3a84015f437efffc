/** Somebody without a browser, for stories that need a crowd. */
import type { Document, SyncClient, View } from '@joinery/shared';
import { expect } from '@playwright/test';
import { HeadlessClient } from '../../server/src/headless/headless-client.ts';
import { webSocketChannel } from '../../server/src/headless/web-socket-channel.ts';

interface Whereabouts {
  /** Of the relay. */
  readonly origin: string;
  readonly file: string;
  /** `#rrggbb`. */
  readonly color?: string;
}

export class HeadlessPerson {
  readonly #client: HeadlessClient;

  constructor(name: string, { origin, file, color = '#0f766e' }: Whereabouts) {
    const openChannel = webSocketChannel(`${origin.replace('http', 'ws')}/sync/${file}`);
    this.#client = new HeadlessClient({ openChannel, name, color });
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

  looksAt(view: View): void {
    this.#client.presence.setView(view);
  }

  leaves(): void {
    void this.#client.leave();
  }
}
