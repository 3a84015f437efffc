/**
 * Who may do what (R7). A visitor shows keys of links; each link that is still good gives a role, in one file or in all. On a relay
 * that is open, whoever shows no key that is known here owns everything: that is the one person at a machine that nobody else reaches.
 *
 * Everything is read from the store at each question, so that the answer is never older than the last link that was revoked (R8: strong).
 */
import { atLeast, type Role } from '@joinery/shared';
import type { LinkRecord, Store } from '../store/store.ts';
import type { RelayTimers } from '../timers.ts';
import type { Pass } from './door.ts';
import { hashOfSecret, isSecretOf, type LinkKey, linkKeyText, newLinkKey } from './link-key.ts';
import { LiveLinks } from './live-links.ts';

/** What somebody shows at the door. */
export interface Visitor {
  readonly keys: readonly LinkKey[];
  /** They were here before as the owner of an open relay, and stay it though they try out a link. */
  readonly known: boolean;
}

export interface AccessOptions {
  readonly store: Store;
  readonly timers: RelayTimers;
  /** Whoever comes without a key owns everything. */
  readonly open: boolean;
}

/** A new link, and the only time that its key is told. */
export interface MadeLink {
  readonly link: LinkRecord;
  readonly key: string;
}

export type LinkState = 'active' | 'expired' | 'revoked';

/** More keys than these in one request are not looked at. */
const MOST_KEYS = 100;

export class Access {
  readonly open: boolean;
  readonly #store: Store;
  readonly #timers: RelayTimers;
  readonly #live: LiveLinks;

  constructor({ store, timers, open }: AccessOptions) {
    this.open = open;
    this.#store = store;
    this.#timers = timers;
    this.#live = new LiveLinks(timers);
  }

  /** Whether somebody may see and make all files. */
  async ownsAll(visitor: Visitor): Promise<boolean> {
    return (await this.#standing(visitor)).ownsAll;
  }

  /** What somebody may do with a file, whether it is there or not; undefined: nothing. */
  async roleIn(file: string, visitor: Visitor): Promise<Role | undefined> {
    return (await this.#standing(visitor)).roleIn(file);
  }

  /** The files that somebody has links of, with their roles; undefined for all. */
  async filesOf(visitor: Visitor): Promise<ReadonlyMap<string, Role> | undefined> {
    const standing = await this.#standing(visitor);
    if (standing.ownsAll) return undefined;
    const files = standing.links.flatMap(({ file }) => (file === null ? [] : [file]));
    return new Map(files.map((file) => [file, standing.roleIn(file) ?? 'viewer']));
  }

  /** A {@link Pass} into a file for as long as the best link of the visitor is good. */
  async enter(file: string, visitor: Visitor, onEnd: (reason: string) => void): Promise<Pass | undefined> {
    const standing = await this.#standing(visitor);
    if (standing.byOpenness) return { role: 'owner', leave: () => undefined };
    const link = standing.best(file);
    const leave = link && this.#live.enter(link, onEnd);
    return link && leave && { role: link.role, leave };
  }

  /** @param file null: everything. Times in Unix ms. */
  async share(file: string | null, role: Role, expiresAt: number | null): Promise<MadeLink> {
    const key = newLinkKey();
    const link = { id: key.id, file, role, createdAt: this.#timers.now(), expiresAt };
    const record = { ...link, secretHash: hashOfSecret(key.secret) };
    await this.#store.createLink(record);
    return { link: { ...record, revokedAt: null }, key: linkKeyText(key) };
  }

  async linksOf(file: string | null): Promise<readonly LinkRecord[]> {
    return await this.#store.links(file);
  }

  /** Ends a link, and whoever is here by it. @returns undefined when the file has no such link */
  async revoke(file: string | null, id: string): Promise<LinkRecord | undefined> {
    if ((await this.#store.link(id))?.file !== file) return undefined;
    const link = await this.#store.revokeLink(id, this.#timers.now());
    this.#live.revoke(id);
    return link;
  }

  /** The link that a key is of, good or not; undefined when there is none. */
  async linkOf({ id, secret }: LinkKey): Promise<LinkRecord | undefined> {
    const link = await this.#store.link(id);
    return link !== undefined && isSecretOf(link.secretHash, secret) ? link : undefined;
  }

  stateOf({ revokedAt, expiresAt }: LinkRecord): LinkState {
    if (revokedAt !== null) return 'revoked';
    return expiresAt !== null && expiresAt <= this.#timers.now() ? 'expired' : 'active';
  }

  /** How many have a file open by a link. */
  peopleBy(link: string): number {
    return this.#live.count(link);
  }

  async #standing({ keys, known }: Visitor): Promise<Standing> {
    const found = await Promise.all(keys.slice(0, MOST_KEYS).map((key) => this.linkOf(key)));
    const links = found.filter((link) => link !== undefined);
    const good = links.filter((link) => this.stateOf(link) === 'active');
    return new Standing(good, this.open && (known || links.length === 0));
  }
}

class Standing {
  /** Those that are good. */
  readonly links: readonly LinkRecord[];
  /** They own everything because nobody has to show anything here. */
  readonly byOpenness: boolean;

  constructor(links: readonly LinkRecord[], byOpenness: boolean) {
    this.links = links;
    this.byOpenness = byOpenness;
  }

  get ownsAll(): boolean {
    return this.byOpenness || this.links.some(({ file, role }) => file === null && role === 'owner');
  }

  roleIn(file: string): Role | undefined {
    return this.byOpenness ? 'owner' : this.best(file)?.role;
  }

  /** The link that lets them do most. */
  best(file: string): LinkRecord | undefined {
    const into = this.links.filter((link) => link.file === file || link.file === null);
    return into.reduce<LinkRecord | undefined>(
      (best, link) => (best === undefined || !atLeast(best.role, link.role) ? link : best),
      undefined,
    );
  }
}
