/**
 * Whose an actor is. Stamps say which replica wrote what (D2); the relay keeps whose replica it was, and is asked about those that
 * are to be shown, many at once. Somebody who is here now is called what they are called now.
 */
import type { ActorId, PersonId, PresenceClient, Profile } from '@joinery/shared';
import type { AuthorRecord } from '../authors-api.ts';

export interface Author {
  /** undefined: nobody knows, such as for what was there before names were kept. */
  readonly person: PersonId | undefined;
  readonly name: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** It is I, in this tab or another one. */
  readonly self: boolean;
}

export interface AuthorsOptions {
  /** This replica's. */
  readonly actor: ActorId;
  readonly presence: PresenceClient;
  /** @throws when the relay cannot be reached */
  readonly ask: (actors: readonly ActorId[]) => Promise<readonly AuthorRecord[]>;
  /** How many may be asked about at once. */
  readonly most: number;
}

export const NOBODY: Author = { person: undefined, name: 'Somebody', color: '#8a8a95', self: false };

export class Authors {
  readonly #options: AuthorsOptions;
  /** What the relay has said; null: it does not know. */
  readonly #records = new Map<ActorId, AuthorRecord | null>();
  /** The same with the names of now; an author stays the same object until something about it changes. */
  readonly #authors = new Map<ActorId, Author>();
  readonly #wanted = new Set<ActorId>();
  readonly #listeners = new Set<() => void>();
  #here: ReadonlyMap<PersonId, Profile> = new Map();
  #asking: Promise<void> | undefined;
  /** Not before {@link retry}. */
  #unreachable = false;

  constructor(options: AuthorsOptions) {
    this.#options = options;
    this.#here = this.#profiles();
    options.presence.subscribe(() => this.#notice());
  }

  /** @returns {@link NOBODY} while it is being asked, and where nobody knows */
  of(actor: ActorId): Author {
    const known = this.#authors.get(actor);
    if (known !== undefined) return known;
    const record = this.#recordOf(actor);
    if (record === undefined) this.#want(actor);
    if (record === undefined || record === null) return NOBODY;
    const author = this.#withNameOfNow(record);
    this.#authors.set(actor, author);
    return author;
  }

  /** {@link of}, once the relay has been asked. */
  async known(actor: ActorId): Promise<Author> {
    if (this.of(actor) === NOBODY) await this.#asking;
    return this.of(actor);
  }

  /** Told when anybody's name has become known or another one. @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The relay can be reached again: asks about whoever it could not say. */
  retry(): void {
    this.#unreachable = false;
    this.#askSoon();
  }

  #recordOf(actor: ActorId): AuthorRecord | null | undefined {
    if (actor !== this.#options.actor) return this.#records.get(actor);
    const { person, name, color } = this.#options.presence.profile.value;
    return { actor, person, name, color };
  }

  #withNameOfNow({ person, name, color }: AuthorRecord): Author {
    const now = this.#here.get(person);
    return {
      person,
      name: (now?.name ?? name) || NOBODY.name,
      color: now?.color ?? color,
      self: person === this.#options.presence.profile.value.person,
    };
  }

  #want(actor: ActorId): void {
    this.#wanted.add(actor);
    this.#askSoon();
  }

  #askSoon(): void {
    if (this.#unreachable || this.#wanted.size === 0) return;
    this.#asking ??= Promise.resolve().then(() => this.#ask());
  }

  async #ask(): Promise<void> {
    const actors = [...this.#wanted].slice(0, this.#options.most);
    try {
      for (const record of await this.#options.ask(actors)) this.#records.set(record.actor, record);
      for (const actor of actors) if (!this.#records.has(actor)) this.#records.set(actor, null);
    } catch {
      this.#unreachable = true;
    }
    this.#asking = undefined;
    if (this.#unreachable) return;
    for (const actor of actors) this.#wanted.delete(actor);
    this.#tell();
    this.#askSoon();
  }

  #notice(): void {
    const here = this.#profiles();
    const same =
      here.size === this.#here.size && [...here].every(([person, profile]) => this.#here.get(person) === profile);
    if (same) return;
    this.#here = here;
    this.#authors.clear();
    this.#tell();
  }

  #profiles(): ReadonlyMap<PersonId, Profile> {
    const { presence } = this.#options;
    const others = presence.others().flatMap(({ profile }) => (profile === undefined ? [] : [profile.value]));
    return new Map([...others, presence.profile.value].map((profile) => [profile.person, profile]));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
