/**
 * Keeps other sites' pages from acting in the name of whoever looks at them: browsers say where a request comes from, and it
 * must be the page that this relay serves, or one that was allowed.
 */
export class OriginCheck {
  readonly #allowed: ReadonlySet<string>;

  /** @param allowed further origins, separated by commas */
  constructor(allowed: string) {
    this.#allowed = new Set(
      allowed
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    );
  }

  /** @param host the request's Host header; behind a proxy that rewrites it the public origin has to be allowed by name */
  accepts(origin: string | undefined, host: string | undefined): boolean {
    // Programs that are no browsers send none, and nobody is tricked into running them.
    if (origin === undefined) return true;
    return this.#allowed.has(origin) || (host !== undefined && hostOf(origin) === host.toLowerCase());
  }
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
