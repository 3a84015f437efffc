/**
 * Level 1 of the simulator: real documents, real sync clients, the real relay (rooms, connections, commits, fan-out) and a memory
 * store; everything between and around them is made up and rude. A run is a pure function of its steps and the number of people.
 */
import { ChangeStreamReader, covers, encodeSnapshot, type Reissued } from '@joinery/shared';
import {
  actorNamed,
  Broken,
  type Edit,
  type Names,
  OPENING,
  perform,
  Random,
  replica,
  TEST_START_MS,
} from '@joinery/shared/testing';
import { type Config, DEFAULT_CONFIG } from '../../server/src/config.ts';
import { SILENT_LOG } from '../../server/src/log.ts';
import { OPEN_DOOR } from '../../server/src/access/door.ts';
import { Connection } from '../../server/src/relay/connection.ts';
import { Rooms } from '../../server/src/relay/rooms.ts';
import { Disk, stampOf } from './disk.ts';
import { checkDocument, checkSeat, type Story, tellStory } from './final-checks.ts';
import type { Seat } from './seat.ts';
import { stampsIn } from './stamps-in.ts';
import { type Life, SimulatedTime } from './simulated-time.ts';
import { KeptByBrowser, Tab } from './tab.ts';
import { Wire } from './wire.ts';

export type Step =
  | { readonly who: number; readonly edit: Edit }
  /** Frames of a person's links arrive, at the relay (`up`) or at the tab (`down`). */
  | { readonly net: 'up' | 'down'; readonly who: number; readonly count: number; readonly newestFirst?: true }
  /** All that the link before this one has said arrives once more, over a link of its own. */
  | { readonly net: 'echo'; readonly who: number }
  /** A link breaks, and who notices. */
  | { readonly net: 'cut'; readonly who: number; readonly noticed: 'both' | 'tab' | 'relay' }
  | { readonly net: 'wait'; readonly ms: number }
  /** The network is kind for a while, to those who are not away. */
  | { readonly net: 'flow'; readonly ms: number }
  /** Nothing reaches the tab, until it is back. */
  | { readonly tab: 'leave' | 'return'; readonly who: number }
  /** The browser is online again, or the tab visible. */
  | { readonly tab: 'wake'; readonly who: number }
  /** Closed and opened again: only the outbox and the snapshot are left. */
  | { readonly tab: 'reload'; readonly who: number; readonly how: 'goodbye' | 'crash' }
  | { readonly tab: 'keep'; readonly who: number }
  /** A computer's clock is wrong by so much, until the relay tells. */
  | { readonly tab: 'clock'; readonly who: number; readonly ms: number }
  /** SIGKILL and a new process; what was being committed took place, or not. */
  | { readonly relay: 'kill'; readonly committed: boolean; readonly noticed: boolean }
  | { readonly disk: 'stall' | 'work' | 'fail' | 'fill' };

/** What happened in a run. */
export interface RelayTally {
  edits: number;
  nothings: number;
  undos: number;
  cuts: number;
  echoes: number;
  kills: number;
  reloads: number;
  rejected: number;
  deltas: number;
  /** Frames with changes that build on those before. */
  streamed: number;
  journalled: number;
  /** Digests of tabs that a relay found equal to its own: one that is not breaks the run. */
  compared: number;
  /** Nodes that the horizon took. */
  purged: number;
  /** How often a tab threw away what it had for what the relay has. */
  freshStarts: number;
  /** Own changes made again under fresh stamps. */
  reissued: number;
}

const FILE = 'simulated';

/** Small limits, so that a short run meets them. */
const CONFIG: Config = {
  ...DEFAULT_CONFIG,
  snapshotAfterChanges: 15,
  idleRoomMs: 2000,
  sendLimitBytes: 400,
  sendCloseBytes: 12_000,
  maxPendingBytes: 2500,
  leaseMs: 1000,
  heartbeatMs: 1000,
  checkEveryMs: 100,
  silenceMs: 4000,
  helloMs: 2000,
  maxNodesPerFile: 8,
  retentionDays: 8 / 86_400,
  collectEveryMs: 1500,
};

/** Simulated time in which everything must come to rest once the world is kind again. */
const SETTLE_MS = 90_000;

export class RelayWorld {
  readonly tally: RelayTally = {
    edits: 0,
    nothings: 0,
    undos: 0,
    cuts: 0,
    echoes: 0,
    kills: 0,
    reloads: 0,
    rejected: 0,
    deltas: 0,
    streamed: 0,
    journalled: 0,
    compared: 0,
    purged: 0,
    freshStarts: 0,
    reissued: 0,
  };
  readonly #config: Config;
  readonly #time: SimulatedTime;
  readonly #disk = new Disk((about) => this.#complain(about));
  readonly #names: Names = new Map();
  readonly #seats: Seat[] = [];
  #relayLife: Life;
  #rooms: Rooms;
  /** The first broken promise that came to light inside the relay, where a throw would be caught. */
  #complaint: string | undefined;

  private constructor(people: number, config: Config) {
    this.#config = config;
    this.#time = new SimulatedTime(TEST_START_MS, new Random(people));
    [this.#relayLife, this.#rooms] = this.#startRelay();
    for (let who = 0; who < people; who++) this.#seats.push(this.#newSeat(who));
  }

  /** @param config of the relay, where it is not the small limits that a short run meets */
  static async run(people: number, steps: readonly Step[], config: Partial<Config> = {}): Promise<RelayTally> {
    const world = new RelayWorld(people, { ...CONFIG, ...config });
    await world.#disk.createFile(FILE, encodeSnapshot(replica('maker')));
    await world.#open();
    for (const step of steps) {
      await world.#step(step);
      await world.#time.advance(1);
      await world.#time.settle();
      world.#throwComplaint();
      world.#forgetPurged();
    }
    await world.#rest();
    await world.#goOn();
    world.#throwComplaint();
    await world.#check();
    return world.tally;
  }

  #complain(about: string): void {
    this.#complaint ??= about;
  }

  #throwComplaint(): void {
    if (this.#complaint !== undefined) throw new Broken(this.#complaint);
  }

  #startRelay(): [Life, Rooms] {
    const life = this.#time.life();
    return [
      life,
      new Rooms({ store: this.#disk.open(life.isAlive), config: this.#config, timers: life, log: SILENT_LOG }),
    ];
  }

  #newSeat(who: number): Seat {
    const seat = {
      session: actorNamed(`s${who}`),
      actor: actorNamed(`t${who}`),
      kept: new KeptByBrowser(),
      wires: [],
      faultMs: 0,
      correctionMs: 0,
      away: false,
    } as unknown as Seat;
    seat.tab = this.#newTab(seat);
    return seat;
  }

  #newTab(seat: Seat): Tab {
    const life = this.#time.life(() => seat.faultMs + seat.correctionMs);
    return new Tab({
      actor: seat.actor,
      session: seat.session,
      kept: seat.kept,
      life,
      openChannel: (events) => {
        const sent = new ChangeStreamReader();
        const wire = new Wire(events, (frame) => this.#checkCommitted(frame, sent));
        seat.wires.push(wire);
        return wire.channel;
      },
      onReissued: (reissued, startedOver) => this.#follow(reissued, startedOver),
      onRelayTime: (unixMs) => (seat.correctionMs = unixMs - this.#time.now - seat.faultMs),
    });
  }

  #seat(who: number): Seat {
    return this.#seats[who % this.#seats.length] as Seat;
  }

  /** The first one makes the page and the frames; everybody has them before the rudeness begins. */
  async #open(): Promise<void> {
    await this.#flow(200);
    for (const edit of OPENING) this.#edit(this.#seat(0), edit);
    await this.#flow(500);
  }

  async #step(step: Step): Promise<void> {
    if ('edit' in step) return this.#edit(this.#seat(step.who), step.edit);
    if ('disk' in step) return this.#disk[step.disk]();
    if ('relay' in step) return this.#kill(step.committed, step.noticed);
    if ('tab' in step) return this.#onTab(step, this.#seat(step.who));
    switch (step.net) {
      case 'up':
      case 'down':
        for (let i = 0; i < step.count; i++) this.#deliver(this.#seat(step.who), step.net, step.newestFirst);
        return;
      case 'echo':
        return this.#echo(this.#seat(step.who));
      case 'cut':
        return this.#cut(this.#seat(step.who), step.noticed);
      case 'wait':
        return this.#time.advance(step.ms);
      case 'flow':
        return this.#flow(step.ms);
      default:
        step satisfies never;
    }
  }

  #onTab(step: Extract<Step, { tab: string }>, seat: Seat): void {
    switch (step.tab) {
      case 'wake':
        return seat.tab.sync.wake();
      case 'reload':
        return this.#reload(seat, step.how);
      case 'keep':
        return seat.tab.keepSnapshot();
      case 'leave':
        seat.away = true;
        return this.#cut(seat, 'both');
      case 'return':
        seat.away = false;
        return seat.tab.sync.wake();
      case 'clock':
        seat.faultMs += step.ms;
        return;
      default:
        step satisfies never;
    }
  }

  #edit(seat: Seat, edit: Edit): void {
    const outcome = perform(seat.tab, this.#names, edit);
    if (typeof outcome === 'object') throw new Broken(outcome.complaint);
    if (outcome === 'nothing') this.tally.nothings += 1;
    else this.tally.edits += 1;
    if (outcome === 'done' && (edit.do === 'undo' || edit.do === 'redo')) this.tally.undos += 1;
  }

  /** Labels of what is gone for good are free for something new. */
  #forgetPurged(): void {
    for (const [label, id] of this.#names) {
      if (this.#seats.some(({ tab }) => tab.document.has(id))) continue;
      this.#names.delete(label);
      this.tally.purged += 1;
    }
  }

  /** A tab has made changes again: what it calls its nodes by now is what they are called. */
  #follow(reissued: readonly Reissued[], startedOver: boolean): void {
    this.tally.reissued += reissued.length;
    if (startedOver) this.tally.freshStarts += 1;
    for (const { renamed } of reissued) {
      for (const [label, id] of this.#names) this.#names.set(label, renamed.get(id) ?? id);
    }
  }

  /** @param newestFirst what was sent over a link that was given up arrives after what was sent over the next one */
  #deliver(seat: Seat, direction: 'up' | 'down', newestFirst = false): boolean {
    if (seat.away) return false;
    this.#answer(seat);
    const wires = newestFirst ? seat.wires.toReversed() : seat.wires;
    for (const wire of wires) if (direction === 'up' ? wire.deliverUp() : wire.deliverDown()) return true;
    return false;
  }

  /** Links that were asked for are opened. */
  #answer(seat: Seat): void {
    for (const wire of seat.wires.filter(({ waitsForAnswer }) => waitsForAnswer)) this.#accept(wire);
    for (const wire of seat.wires.filter(({ dead, quiet }) => dead && quiet)) {
      seat.lastDead = wire;
      seat.wires.splice(seat.wires.indexOf(wire), 1);
    }
  }

  #accept(wire: Wire): void {
    wire.accept(
      (link) =>
        new Connection({
          link,
          file: FILE,
          door: OPEN_DOOR,
          rooms: this.#rooms,
          config: this.#config,
          timers: this.#relayLife,
          log: SILENT_LOG,
        }),
    );
  }

  #echo(seat: Seat): void {
    const echo = seat.wires.at(-2)?.echo() ?? seat.lastDead?.echo();
    if (echo === undefined) return;
    this.tally.echoes += 1;
    seat.wires.unshift(echo);
    this.#accept(echo);
  }

  #cut(seat: Seat, noticed: 'both' | 'tab' | 'relay'): void {
    const wire = seat.wires.at(-1);
    if (wire === undefined) return;
    this.tally.cuts += 1;
    if (noticed !== 'relay') wire.loseAtTab();
    if (noticed !== 'tab') wire.loseAtRelay();
  }

  #kill(committed: boolean, noticed: boolean): void {
    this.tally.kills += 1;
    const { compared, repaired, reread, misread } = this.#rooms.checks;
    if (repaired + reread > 0) throw new Broken('a relay found a document that differs at the same version');
    if (misread > 0) throw new Broken('a snapshot led to another document than it was written from');
    this.tally.compared += compared;
    this.#relayLife.end();
    this.#disk.abandon(committed);
    for (const { wires } of this.#seats) {
      for (const wire of wires) {
        wire.abandonByRelay();
        if (noticed) wire.loseAtTab();
      }
    }
    [this.#relayLife, this.#rooms] = this.#startRelay();
  }

  #reload(seat: Seat, how: 'goodbye' | 'crash'): void {
    this.tally.reloads += 1;
    seat.tab.end(how);
    if (how === 'crash') for (const wire of seat.wires) wire.abandonByTab();
    const { pending, rejected } = seat.kept;
    const told = pending.length > 0 || rejected.some(({ code }) => code !== 'clock');
    if (!told) seat.actor = actorNamed(`r${this.tally.reloads}`);
    seat.tab = this.#newTab(seat);
  }

  /** R1: what leaves the relay is in the journal. */
  #checkCommitted(frame: Uint8Array, stream: ChangeStreamReader): void {
    const sent = stampsIn(frame, stream);
    if (!sent.ok) return this.#complain(`the relay sent ${sent.reason}`);
    if (sent.value.whole) this.tally.deltas += 1;
    if (sent.value.streamed) this.tally.streamed += 1;
    const early = sent.value.stamps.find(({ actor, time }) => !this.#disk.hasJournalled(actor, time));
    if (early !== undefined) this.#complain(`${stampOf(early)} was sent and could still be lost`);
  }

  /** Everything that is under way arrives, for so long. */
  async #flow(ms: number): Promise<void> {
    for (const end = this.#time.now + ms; this.#time.now < end;) {
      let moved = true;
      while (moved) {
        await this.#time.settle();
        moved = false;
        for (const seat of this.#seats) moved = this.#deliver(seat, 'up') || this.#deliver(seat, 'down') || moved;
      }
      await this.#time.advance(50);
    }
  }

  /** The world is kind again: everything must come to rest. */
  async #rest(): Promise<void> {
    this.#disk.work();
    for (const seat of this.#seats) seat.away = false;
    for (const { tab } of this.#seats) perform(tab, this.#names, { do: 'drop' });
    // Long enough for a dead link to be noticed by its silence.
    await this.#flow(this.#config.silenceMs);
    for (const end = this.#time.now + SETTLE_MS; this.#time.now < end;) {
      await this.#flow(1000);
      if (this.#seats.every(({ tab: { sync } }) => sync.state.kind === 'live' && sync.pendingCount === 0)) break;
    }
    await this.#flow(500);
    for (const { actor, tab, wires } of this.#seats) {
      const { state, pendingCount } = tab.sync;
      if (state.kind !== 'live' || pendingCount > 0)
        throw new Broken(
          `${actor} does not come to rest: ${JSON.stringify(state)}, ${pendingCount} waiting, ${wires.map(String).join('; ')}`,
        );
    }
  }

  /** Whatever has happened, people can go on working: what they do now is taken, and wins over all before, whatever clocks said. */
  async #goOn(): Promise<void> {
    const edit: Edit = { do: 'set', node: 'n0', property: 'name', value: 'go on' };
    for (const seat of this.#seats) {
      const before = seat.tab.sync.rejected.length;
      this.#edit(seat, { ...edit, value: `${seat.actor} goes on` });
      await this.#flow(500);
      const { rejected, pendingCount } = seat.tab.sync;
      // The page may lie in a trash that is emptied just now.
      if (rejected.length > before && rejected.at(-1)?.code !== 'purged')
        throw new Broken(`${seat.actor} cannot go on: ${rejected.at(-1)?.message}`);
      if (pendingCount > 0) throw new Broken(`${seat.actor} waits for an acknowledgement`);
      if (rejected.length === before) this.#checkName(`${seat.actor} goes on`);
    }
  }

  #checkName(name: string): void {
    const page = this.#names.get('n0') ?? '';
    for (const { actor, tab } of this.#seats) {
      if (tab.document.has(page) && tab.document.get(page, 'name') !== name)
        throw new Broken(`${actor} does not see that ${name}`);
    }
  }

  /** The relay may have emptied the trash just now: everybody hears of that, too. */
  async #hearAll(): Promise<void> {
    const heard = (): boolean => {
      const last = this.#disk.journal.at(-1);
      return last === undefined || this.#seats.every(({ tab }) => covers(tab.document.version, last));
    };
    for (let tries = 0; tries < 10 && !heard(); tries++) await this.#flow(50);
  }

  async #check(): Promise<void> {
    await this.#hearAll();
    this.tally.journalled = this.#disk.journal.length;
    const story = tellStory(this.#disk);
    for (const seat of this.#seats) this.tally.rejected += checkSeat(seat, story);
    await this.#checkRelay('the relay', story);
    this.#kill(true, true);
    await this.#checkRelay('a restarted relay', story);
  }

  async #checkRelay(who: string, story: Story): Promise<void> {
    await this.#rooms.read(FILE, (document) => checkDocument(who, document, story));
  }
}
