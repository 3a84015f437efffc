import type { Config } from '../config.ts';
import { isLoopback } from '../access/open-relay.ts';

/**
 * Keeps other sites from reaching a relay that is open on this machine by giving their own name this machine's address (DNS
 * rebinding): to the browser that is their page asking their server, so the origin is no help. The name that it asks for is.
 *
 * A relay that asks for links needs none of this: a browser shows its cookies only to the name that it has them from.
 */
export class HostCheck {
  readonly #open: boolean;

  constructor({ host }: Pick<Config, 'host'>, open: boolean) {
    this.#open = open && isLoopback(host);
  }

  /** @param host the request's Host header */
  accepts(host: string | undefined): boolean {
    if (!this.#open || host === undefined) return true;
    const name = host
      .replace(/:\d+$/, '')
      .replace(/^\[(.*)\]$/, '$1')
      .toLowerCase();
    return isLoopback(name) || name.endsWith('.localhost');
  }
}
