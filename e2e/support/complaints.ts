import type { Page } from '@playwright/test';

/** What browsers write when a request or socket fails, and when an answer is an error. */
const NETWORK = /net::ERR_|WebSocket connection to .* failed|Failed to load resource/;

/**
 * What a page complained of: console errors and warnings, uncaught errors, crashes. A story with any of these has failed, whatever it
 * showed.
 */
export class Complaints {
  readonly #list: string[] = [];
  readonly #expected: RegExp[] = [];

  /** @param networkMayFail asked at each complaint about the network */
  watch(page: Page, networkMayFail: () => boolean): void {
    page.on('console', (message) => {
      const type = message.type();
      if (type !== 'error' && type !== 'warning') return;
      const text = message.text();
      if (NETWORK.test(text) && networkMayFail()) return;
      this.#list.push(`console ${type}: ${text} (${message.location().url})`);
    });
    page.on('pageerror', (error) => this.#list.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#list.push('the page crashed'));
  }

  /** From now on this is part of the story. */
  expect(text: RegExp): void {
    this.#expected.push(text);
  }

  get list(): readonly string[] {
    return this.#list.filter((complaint) => !this.#expected.some((expected) => expected.test(complaint)));
  }
}
