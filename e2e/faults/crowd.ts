/** People who edit files together over real WebSockets at a relay in a process of its own, and what must be true of all of it. */
import { covers, randomActorId } from '@joinery/shared';
import { Broken, type Names, OPENING, Random } from '@joinery/shared/testing';
import { SILENT_LOG } from '../../server/src/log.ts';
import { loadDocument } from '../../server/src/relay/load-document.ts';
import { SqliteStore } from '../../server/src/store/sqlite-store.ts';
import { checkDocument, checkSeat, type Story, tellStory } from '../simulation/final-checks.ts';
import { CrowdPerson } from './crowd-person.ts';
import { DataFolder } from './data-folder.ts';
import { Promises } from './promises.ts';
import { RelayProcess, type RelayProcessOptions } from './relay-process.ts';
import { until } from './until.ts';

export interface CrowdOptions extends Omit<RelayProcessOptions, 'folder'> {
  readonly random?: Random;
  /** How many there are, in one file; or of each file, by its name. */
  readonly people: number | Readonly<Record<string, number>>;
  /** The host and port at which somebody finds the relay, if not its own. */
  readonly addressFor?: (number: number, relay: RelayProcess) => string | Promise<string>;
}

interface OpenFile {
  readonly id: string;
  readonly people: readonly CrowdPerson[];
  readonly promises: Promises;
}

/** Small limits, so that snapshots are written and the journal trimmed in the middle of everything. */
const ENV = { SNAPSHOT_AFTER_CHANGES: '150', HEARTBEAT_MS: '500', CHECK_EVERY_MS: '100', EDITED_EVERY_MS: '50' };
/** Everything that is waited for comes within this, on the busiest machine. */
const LIMIT_MS = 60_000;

export class Crowd {
  readonly relay: RelayProcess;
  readonly folder: DataFolder;
  readonly people: readonly CrowdPerson[];
  /** Told of every change that the relay acknowledges, or shows to others. */
  onPromise: (how: 'acknowledged' | 'shown') => void = () => {};
  readonly #files: readonly OpenFile[];
  readonly #random: Random;
  #promises = 0;

  private constructor(relay: RelayProcess, folder: DataFolder, random: Random) {
    this.relay = relay;
    this.folder = folder;
    this.#random = random;
    this.people = [];
    this.#files = [];
  }

  /** Starts a relay, and has everybody open their file. @param main what `bundleRelay` gave */
  static async gathers(main: string, options: CrowdOptions): Promise<Crowd> {
    const { people, random = new Random(1), addressFor = (_, { address }) => address } = options;
    const counts = typeof people === 'number' ? { fileA: people } : people;
    const folder = await DataFolder.create(Object.keys(counts));
    const relay = await RelayProcess.at(main, { ...options, folder: folder.path, env: { ...ENV, ...options.env } });
    const crowd = new Crowd(relay, folder, random);
    try {
      await relay.start().ready;
      for (const [id, count] of Object.entries(counts)) await crowd.#sitDown(id, count, addressFor);
      await crowd.#open();
      return crowd;
    } catch (error) {
      await crowd.goes();
      throw error;
    }
  }

  /** Waits until something is true of everybody. @throws Broken when it takes too long */
  async are(what: string, reached: (person: CrowdPerson) => boolean): Promise<void> {
    const lacking = (): CrowdPerson[] => this.people.filter((person) => !reached(person));
    const words = ({ actor, tab: { sync } }: CrowdPerson): string =>
      `${actor}: ${JSON.stringify(sync.state)}, ${sync.pendingCount} waiting`;
    await until(
      `everybody is ${what}`,
      () => lacking().length === 0,
      LIMIT_MS,
      () => lacking().map(words).join('\n'),
    );
  }

  /** Waits until the relay has acknowledged or shown so many more changes. */
  async promises(count: number): Promise<void> {
    const enough = this.#promises + count;
    await until(`${count} more changes are promised`, () => this.#promises >= enough, LIMIT_MS);
  }

  /**
   * What a relay that is gone has left has all that was promised, and reads as the journal says: nobody has mended anything yet.
   * @returns how many promises since the last time were kept
   */
  async checkDisk(): Promise<number> {
    const left = await this.folder.copy();
    let kept = 0;
    try {
      const store = await SqliteStore.open(left.path);
      for (const { id, promises } of this.#files) {
        const journal = await left.journal(id);
        kept += promises.hold(journal);
        checkDocument(`what is on the disk of ${id}`, await this.#load(store, id), tellStory({ journal }));
      }
      await store.close();
      return kept;
    } finally {
      await left.remove();
    }
  }

  /** Everybody stops editing, and everything comes to rest: saved, and the same everywhere. @throws Broken when it does not */
  async rests(): Promise<void> {
    for (const person of this.people) person.rests();
    await until(
      'everything is saved',
      () => {
        // Who tries again by itself may wait for up to 15 s.
        for (const { tab } of this.people) if (tab.sync.state.kind === 'offline') tab.sync.wake();
        return this.people.every(({ saved }) => saved);
      },
      LIMIT_MS,
      () =>
        this.people.map(({ actor, tab: { sync } }) => `${actor} ${sync.state.kind} ${sync.pendingCount}`).join(', '),
    );
    for (const file of this.#files) await this.#checkFile(file);
  }

  /** How many changes were ever journalled. */
  async journalled(): Promise<number> {
    const journals = await Promise.all(this.#files.map(({ id }) => this.folder.journal(id)));
    return journals.reduce((sum, { length }) => sum + length, 0);
  }

  async goes(): Promise<void> {
    for (const person of this.people) person.leaves();
    await this.relay.kill();
    await this.folder.remove();
  }

  async #sitDown(id: string, count: number, addressFor: NonNullable<CrowdOptions['addressFor']>): Promise<void> {
    const [names, promises]: [Names, Promises] = [new Map(), new Promises()];
    const people: CrowdPerson[] = [];
    for (let i = 0; i < count; i++) {
      const number = this.people.length;
      const person = new CrowdPerson({
        number,
        file: id,
        address: await addressFor(number, this.relay),
        random: new Random(this.#random.below(2 ** 31)),
        names,
        promises,
        onPromise: (how) => {
          this.#promises += 1;
          this.onPromise(how);
        },
      });
      people.push(person);
      (this.people as CrowdPerson[]).push(person);
    }
    (this.#files as OpenFile[]).push({ id, people, promises });
  }

  async #open(): Promise<void> {
    await this.are('live', ({ live }) => live);
    for (const { people } of this.#files) for (const edit of OPENING) people[0]?.edit(edit);
    await this.are('saved', ({ saved }) => saved);
  }

  async #load(store: SqliteStore, file: string) {
    const actor = randomActorId(() => this.#random.next());
    const checks = { misread: 0 };
    const loaded = await loadDocument({ store, file, actor, now: () => Date.now(), log: SILENT_LOG, checks });
    if (checks.misread > 0) throw new Broken(`a snapshot of ${file} is not what was written`);
    return loaded.document;
  }

  async #checkFile({ id, people, promises }: OpenFile): Promise<void> {
    const journal = await this.folder.journal(id);
    promises.hold(journal);
    const story = tellStory({ journal });
    const heard = ({ tab }: CrowdPerson): boolean =>
      [...story.version].every(([actor, time]) => covers(tab.document.version, { actor, time }));
    await until(`everybody has heard all of ${id}`, () => people.every(heard), LIMIT_MS);
    for (const person of people) {
      person.check();
      checkSeat(person, story);
    }
    await this.#checkRelay(id, story);
  }

  async #checkRelay(id: string, story: Story): Promise<void> {
    const response = await fetch(`${this.relay.origin}/api/files/${id}/document`);
    const text = await response.text();
    if (text !== story.text) throw new Broken(`the relay is not what the journal says:\n${story.text}\n${text}`);
  }
}
