/**
 * A relay that is killed again and again while people edit: a real process with its SQLite store, real sync clients over WebSockets.
 * What happens is chosen by a seed; when exactly it happens is up to the machine, so a seed that has failed is likely to fail again,
 * not certain to.
 *
 * Each round kills the relay, looks at what it has left on the disk, starts it on the same data and port, and lets everybody come to
 * rest.
 */
import { Worker } from 'node:worker_threads';
import { Broken, Random } from '@joinery/shared/testing';
import { Crowd } from './crowd.ts';

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
const FILES = { fileA: 11, fileB: 6, fileC: 3 };
const EDIT_EVERY_MS = 40;
/** How often a link breaks while its owner edits: what was on its way is sent again. */
const BREAK_EVERY_MS = 2000;

export class CrashWorld {
  readonly #tally: CrashTally = { kills: 0, promised: 0, journalled: 0, tabCrashes: 0 };
  readonly #random: Random;
  readonly #crowd: Crowd;

  private constructor(random: Random, crowd: Crowd) {
    this.#random = random;
    this.#crowd = crowd;
  }

  /** @param main the relay's script @throws Broken when anything was lost */
  static async run(main: string, seed: number, kills: number): Promise<CrashTally> {
    const random = new Random(seed);
    const crowd = await Crowd.gathers(main, { random, people: FILES });
    const world = new CrashWorld(random, crowd);
    try {
      for (let kill = 1; kill <= kills; kill++) await world.#round(kill);
      await world.#stop();
      return world.#tally;
    } finally {
      await crowd.goes();
    }
  }

  async #round(kill: number): Promise<void> {
    const moment = randomMoment(this.#random);
    const { people, relay } = this.#crowd;
    try {
      for (const person of people) person.edits(EDIT_EVERY_MS, BREAK_EVERY_MS);
      await this.#killAt(moment);
      await this.#crowd.are('offline', ({ live }) => !live);
      this.#tally.promised += await this.#crowd.checkDisk();
      this.#crashTabs();
      await relay.start().ready;
      await this.#crowd.rests();
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      throw new Broken(`kill ${kill}, ${JSON.stringify(moment)}: ${words}`, { cause: error });
    }
  }

  async #killAt(moment: Moment): Promise<void> {
    const { relay } = this.#crowd;
    this.#tally.kills += 1;
    switch (moment.when) {
      case 'editing':
        killLater(relay.pid, moment.ms);
        break;
      case 'shown':
      case 'acknowledged':
        this.#killOn(moment.when, moment.count);
        break;
      case 'starting':
        killLater(relay.pid, moment.ms);
        await relay.exit;
        await this.#crowd.are('offline', ({ live }) => !live);
        this.#tally.kills += 1;
        killLater(relay.start().pid, moment.startingMs);
        break;
      case 'stopping':
        await new Promise((resolve) => setTimeout(resolve, moment.ms));
        relay.signal('SIGTERM');
        killLater(relay.pid, moment.stoppingMs);
        break;
      default:
        moment satisfies never;
    }
    await relay.exit;
  }

  #killOn(promise: 'acknowledged' | 'shown', count: number): void {
    let left = count;
    this.#crowd.onPromise = (how) => {
      if (how !== promise || (left -= 1) > 0) return;
      this.#crowd.onPromise = () => {};
      this.#crowd.relay.signal('SIGKILL');
    };
  }

  /** Power cuts take browsers along. */
  #crashTabs(): void {
    for (const person of this.#crowd.people) {
      if (!this.#random.chance(0.05)) continue;
      this.#tally.tabCrashes += 1;
      person.crashes();
    }
  }

  async #stop(): Promise<void> {
    const { relay } = this.#crowd;
    relay.signal('SIGTERM');
    const code = await relay.exit;
    if (code !== 0) throw new Broken(`the relay ended with ${code} when it was asked to stop`);
    await this.#crowd.checkDisk();
    if (relay.errors.length > 0) throw new Broken(`the relay complained:\n${relay.errors.join('\n')}`);
    this.#tally.journalled = await this.#crowd.journalled();
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
