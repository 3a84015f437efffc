/** Somebody who comes to a {@link Served} relay with cookies of their own, as a browser does. */
import type { Served } from './served.ts';

export class Guest {
  readonly #served: Served;
  readonly #cookies = new Map<string, string>();

  constructor(served: Served) {
    this.#served = served;
  }

  get cookie(): string {
    return [...this.#cookies].map((pair) => pair.join('=')).join('; ');
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const headers: Record<string, string> = this.#cookies.size === 0 ? {} : { cookie: this.cookie };
    const response = await this.#served.request(method, path, body, headers);
    for (const text of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (text.split(';')[0] ?? '').split('=');
      this.#cookies.set(name, value);
    }
    return response;
  }

  async status(method: string, path: string, body?: unknown): Promise<number> {
    const response = await this.request(method, path, body);
    await response.arrayBuffer();
    return response.status;
  }

  /** Opens a link: hands its key over for a cookie. */
  async opens(key: string): Promise<Response> {
    return await this.request('POST', '/api/keys', { key });
  }
}
