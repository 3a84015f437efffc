/**
 * A relay that is killed again and again while people edit: a real process with its SQLite store, real sync clients over WebSockets.
 * What happens is chosen by a seed; when exactly it happens is up to the machine, so a seed that has failed is likely to fail again,
 * not certain to.
 *
 * Each round kills the relay, looks at what it has left on the disk, starts it on the same data and port, and lets everybody come to
 * rest.
 */
import { Worker } from 'node:worker_threads';
import { covers, randomActorId } from '@joinery/shared';
import { Broken, type Names, OPENING, Random } from '@joinery/shared/testing';
import { SILENT_LOG } from '../../server/src/log.ts';
import { loadDocument } from '../../server/src/relay/load-document.ts';
import { SqliteStore } from '../../server/src/store/sqlite-store.ts';
import { checkDocument, checkSeat, type Story, tellStory } from '../simulation/final-checks.ts';
import { CrashPerson } from './crash-person.ts';
import { DataFolder } from './data-folder.ts';
import { Promises } from './promises.ts';
import { RelayProcess } from './relay-process.ts';
import { until } from './until.ts';

/** The moment at which the relay is killed. */
type Moment =
  /** At any time while people edit. */
  | { readonly when: 'editing'; readonly ms: number }
  /** The very moment that somebody is shown so many changes, or that so many are acknowledged: nothing may be promised too early. */
  | { readonly when: 'shown' | 'acknowledged'; readonly count: number }
  /** While it edits, and again while it starts. */
  | { readonly when: 'starting'; readonly ms: number; readonly startingMs: number }
  /** While it stops because it was asked to. */
  | { readonly when: 'stopping'; readonly ms: number; readonly stoppingMs: number };

export interface CrashTally {
  kills: number;
  /** Changes that the relay had acknowledged, or shown to others, and that were there after a kill. */
  promised: number;
  journalled: number;
  /** Tabs that crashed together with the relay. */
  tabCrashes: number;
}

/** File → how many people have it open. */
const FILES: Readonly<Record<string, number>> = { fileA: 11, fileB: 6, fileC: 3 };
const EDIT_EVERY_MS = 40;
const REST_MS = 60_000;

/** Small limits, so that snapshots are written and the journal trimmed in the middle of all this. */
const ENV = { SNAPSHOT_AFTER_CHANGES: '150', HEARTBEAT_MS: '500', CHECK_EVERY_MS: '100', EDITED_EVERY_MS: '50' };

interface OpenFile {
  readonly id: string;
  readonly people: readonly CrashPerson[];
  readonly promises: Promises;
}

export class CrashWorld {
  readonly tally: CrashTally = { kills: 0, promised: 0, journalled: 0, tabCrashes: 0 };
  readonly #random: Random;
  readonly #relay: RelayProcess;
  readonly #folder: DataFolder;
  readonly #files: readonly OpenFile[];
  #onPromise: (how: 'acknowledged' | 'shown') => void = () => {};

  private constructor(random: Random, relay: RelayProcess, folder: DataFolder) {
    this.#random = random;
    this.#relay = relay;
    this.#folder = folder;
    // Of two digits each: names of actors are filled up with zeros.
    let number = 10;
    this.#files = Object.entries(FILES).map(([id, count]) => {
      const [names, promises]: [Names, Promises] = [new Map(), new Promises()];
      const person = (): CrashPerson =>
        new CrashPerson({
          number: number++,
          file: id,
          port: relay.port,
          random: new Random(random.below(2 ** 31)),
          names,
          promises,
          onPromise: (how) => this.#onPromise(how),
        });
      return { id, people: Array.from({ length: count }, person), promises };
    });
  }

  /** @param main the relay's script @throws Broken when anything was lost */
  static async run(main: string, seed: number, kills: number): Promise<CrashTally> {
    const folder = await DataFolder.create(Object.keys(FILES));
    const relay = await RelayProcess.at(main, { folder: folder.path, env: ENV });
    const world = new CrashWorld(new Random(seed), relay, folder);
    try {
      await world.#open();
      for (let kill = 1; kill <= kills; kill++) await world.#round(kill);
      await world.#close();
      return world.tally;
    } finally {
      for (const person of world.#people()) person.leaves();
      await relay.kill();
      await folder.remove();
    }
  }

  #people(): CrashPerson[] {
    return this.#files.flatMap(({ people }) => people);
  }

  async #open(): Promise<void> {
    await this.#relay.start().ready;
    await this.#everybody('live', (person) => person.live);
    for (const { people } of this.#files) {
      const first = people[0] as CrashPerson;
      for (const edit of OPENING) first.edit(edit);
    }
    await this.#everybody('saved', (person) => person.saved);
  }

  async #round(kill: number): Promise<void> {
    const moment = randomMoment(this.#random);
    try {
      for (const person of this.#people()) person.edits(EDIT_EVERY_MS);
      await this.#killAt(moment);
      await this.#everybody('offline', (person) => !person.live);
      await this.#checkDisk();
      this.#crashTabs();
      await this.#relay.start().ready;
      await this.#rest();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new Broken(`kill ${kill}, ${JSON.stringify(moment)}: ${words}`, { cause: error });
    }
  }

  async #killAt(moment: Moment): Promise<void> {
    this.tally.kills += 1;
    switch (moment.when) {
      case 'editing':
        killLater(this.#relay.pid, moment.ms);
        break;
      case 'shown':
      case 'acknowledged':
        this.#killOn(moment.when, moment.count);
        break;
      case 'starting':
        killLater(this.#relay.pid, moment.ms);
        await this.#relay.exit;
        await this.#everybody('offline', (person) => !person.live);
        this.tally.kills += 1;
        killLater(this.#relay.start().pid, moment.startingMs);
        break;
      case 'stopping':
        await new Promise((resolve) => setTimeout(resolve, moment.ms));
        this.#relay.signal('SIGTERM');
        killLater(this.#relay.pid, moment.stoppingMs);
        break;
      default:
        moment satisfies never;
    }
    await this.#relay.exit;
  }

  #killOn(promise: 'acknowledged' | 'shown', count: number): void {
    let left = count;
    this.#onPromise = (how) => {
      if (how !== promise || (left -= 1) > 0) return;
      this.#onPromise = () => {};
      this.#relay.signal('SIGKILL');
    };
  }

  /** What the kill has left has all that was promised, and reads as the journal says: nobody has mended anything yet. */
  async #checkDisk(): Promise<void> {
    const left = await this.#folder.copy();
    try {
      for (const { id, promises } of this.#files) this.tally.promised += promises.hold(await left.journal(id));
      const store = await SqliteStore.open(left.path);
      for (const { id } of this.#files) {
        const story = tellStory({ journal: await left.journal(id) });
        const checks = { misread: 0 };
        const { document } = await loadDocument({
          store,
          file: id,
          actor: randomActorId(() => this.#random.next()),
          now: () => Date.now(),
          log: SILENT_LOG,
          checks,
        });
        if (checks.misread > 0) throw new Broken(`a snapshot of ${id} is not what was written`);
        checkDocument(`what is on the disk of ${id}`, document, story);
      }
      await store.close();
    } finally {
      await left.remove();
    }
  }

  /** Power cuts take browsers along. */
  #crashTabs(): void {
    for (const person of this.#people()) {
      if (!this.#random.chance(0.05)) continue;
      this.tally.tabCrashes += 1;
      person.crashes();
    }
  }

  /** Everybody stops editing, and everything comes to rest: saved, and the same everywhere. */
  async #rest(): Promise<void> {
    for (const person of this.#people()) person.rests();
    await this.#everybody('saved', (person) => person.saved);
    for (const file of this.#files) await this.#checkFile(file);
  }

  async #checkFile({ id, people, promises }: OpenFile): Promise<void> {
    const journal = await this.#folder.journal(id);
    promises.hold(journal);
    const story = tellStory({ journal });
    const heard = ({ tab }: CrashPerson): boolean =>
      [...story.version].every(([actor, time]) => covers(tab.document.version, { actor, time }));
    await until(`everybody has heard all of ${id}`, () => people.every(heard), REST_MS);
    for (const person of people) {
      person.check();
      checkSeat(person, story);
    }
    await this.#checkRelay(id, story);
  }

  async #checkRelay(id: string, story: Story): Promise<void> {
    const response = await fetch(`${this.#relay.origin}/api/files/${id}/document`);
    const text = await response.text();
    if (text !== story.text) throw new Broken(`the relay is not what the journal says:\n${story.text}\n${text}`);
  }

  async #close(): Promise<void> {
    this.#relay.signal('SIGTERM');
    const code = await this.#relay.exit;
    if (code !== 0) throw new Broken(`the relay ended with ${code} when it was asked to stop`);
    await this.#checkDisk();
    if (this.#relay.errors.length > 0) throw new Broken(`the relay complained:\n${this.#relay.errors.join('\n')}`);
    for (const { id } of this.#files) this.tally.journalled += (await this.#folder.journal(id)).length;
  }

  async #everybody(what: string, reached: (person: CrashPerson) => boolean): Promise<void> {
    const lacking = (): CrashPerson[] => this.#people().filter((person) => !reached(person));
    const all = (): boolean => {
      // Who tries again by itself may wait for up to 15 s.
      if (what !== 'offline') for (const { tab } of lacking()) tab.sync.wake();
      return lacking().length === 0;
    };
    await until(`everybody is ${what}`, all, REST_MS, () =>
      lacking()
        .map(({ actor, tab: { sync } }) => `${actor}: ${JSON.stringify(sync.state)}, ${sync.pendingCount} waiting`)
        .join('\n'),
    );
  }
}

function randomMoment(random: Random): Moment {
  const ms = random.between(5, 700);
  const when = random.weighted({ editing: 5, shown: 2, acknowledged: 2, starting: 1, stopping: 1 });
  switch (when) {
    case 'editing':
      return { when, ms };
    case 'starting':
      return { when, ms, startingMs: random.between(20, 500) };
    case 'stopping':
      return { when, ms, stoppingMs: random.between(0, 40) };
    default:
      return { when, count: random.between(1, 400) };
  }
}

/** Kills from another thread: this one is busy at just the moments that matter. */
function killLater(pid: number, ms: number): void {
  const script = `
    const { workerData: { pid, ms } } = require('node:worker_threads');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    try { process.kill(pid, 'SIGKILL'); } catch {}`;
  new Worker(script, { eval: true, workerData: { pid, ms } });
}
