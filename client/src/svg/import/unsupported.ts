/** Collects what an import met and could not keep, so that it is named once, with how often, and never silently dropped. */
export class Unsupported {
  readonly #counts = new Map<string, number>();

  /** @param what a plural in plain words, e.g. `clip paths` */
  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  /** `filters`, `clip paths (2)`: in order of first meeting. */
  list(): string[] {
    return [...this.#counts].map(([what, count]) => (count === 1 ? what : `${what} (${count})`));
  }
}
