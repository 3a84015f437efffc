/** Somebody who edits one file over a real WebSocket, notes what the relay has promised, and whose tab can crash. */
import type { ActorId, Change, OpenChannel, Reissued } from '@joinery/shared';
import { actorNamed, Broken, type Edit, type Names, perform, type Random, randomEdit } from '@joinery/shared/testing';
import { webSocketChannel, type WebSocketChannelOptions } from '../../server/src/headless/web-socket-channel.ts';
import { SYSTEM_TIMERS } from '../../server/src/timers.ts';
import type { Life } from '../simulation/simulated-time.ts';
import { KeptByBrowser, Tab } from '../simulation/tab.ts';
import type { Promises } from './promises.ts';

export interface CrowdPersonOptions {
  /** Distinguishes people of one crowd. Less than 90. */
  readonly number: number;
  readonly file: string;
  /** Host and port of the relay, or of what stands before it. */
  readonly address: string;
  readonly random: Random;
  /** What people of this file call its nodes. */
  readonly names: Names;
  readonly promises: Promises;
  /** Told of every change that the relay has acknowledged or shown, while it is handled. */
  readonly onPromise?: (how: 'acknowledged' | 'shown') => void;
}

type Socket = Parameters<NonNullable<WebSocketChannelOptions['onSocket']>>[0];

/** A clock that differs from the relay's by less is left alone. */
const TRUSTED_SKEW_MS = 5000;
/** How often somebody draws something new, so that documents grow; the other edits collide. */
const DRAWS = 0.3;

/** Notes what is acknowledged on its way out. */
class WatchedOutbox extends KeptByBrowser {
  readonly #onAcknowledged: (change: Change) => void;

  constructor(onAcknowledged: (change: Change) => void) {
    super();
    this.#onAcknowledged = onAcknowledged;
  }

  override acknowledge(upTo: number): Promise<void> {
    for (const change of this.pending) if (change.time <= upTo) this.#onAcknowledged(change);
    return super.acknowledge(upTo);
  }
}

export class CrowdPerson {
  actor: ActorId;
  readonly kept: KeptByBrowser;
  tab: Tab;
  readonly #options: CrowdPersonOptions;
  readonly #sockets = new Set<Socket>();
  /** Of all links that were closed. */
  readonly closeCodes: number[] = [];
  #tabs = 0;
  /** What the relay's word has put right of this computer's clock. */
  #skewMs = 0;
  /** The next link is opened as soon as the one that breaks is gone. */
  #hurries = false;
  #hand: NodeJS.Timeout | undefined;
  /** The first thing that must not happen, seen where a throw would be lost. */
  complaint: string | undefined;

  constructor(options: CrowdPersonOptions) {
    this.#options = options;
    this.actor = actorNamed(`p${this.#name}`);
    this.kept = new WatchedOutbox((change) => {
      options.promises.acknowledged(change);
      options.onPromise?.('acknowledged');
    });
    this.tab = this.#newTab();
  }

  /** Two digits: names of actors are filled up with zeros. */
  get #name(): number {
    return this.#options.number + 10;
  }

  get live(): boolean {
    return this.tab.sync.state.kind === 'live';
  }

  /** Live, and all that was made is acknowledged. */
  get saved(): boolean {
    return this.live && this.tab.sync.pendingCount === 0;
  }

  /**
   * Edits again and again, until {@link rests}.
   * @param everyMs about how often
   * @param breakEveryMs about how often the link breaks meanwhile, and is opened again at once
   */
  edits(everyMs: number, breakEveryMs = Infinity): void {
    clearTimeout(this.#hand);
    const again = (): void => {
      this.#hand = setTimeout(
        () => {
          this.edit();
          if (this.#options.random.chance(everyMs / breakEveryMs)) this.#breakLink();
          again();
        },
        everyMs * (0.5 + this.#options.random.next()),
      );
    };
    again();
  }

  rests(): void {
    clearTimeout(this.#hand);
    perform(this.tab, this.#options.names, { do: 'drop' });
  }

  /** @param edit one of whatever kind by default */
  edit(edit?: Edit): void {
    const { random, names } = this.#options;
    const page = names.get('n0') ?? '';
    if (edit === undefined && random.chance(DRAWS) && this.tab.document.has(page)) {
      this.tab.document.transact((tx) => void tx.create('rectangle', page, { name: `by ${this.actor}` }));
      return;
    }
    const outcome = perform(this.tab, names, edit ?? randomEdit(random));
    if (typeof outcome === 'object') this.complaint ??= outcome.complaint;
  }

  /** The browser is gone without a word, and opened again: only what it keeps is left. */
  crashes(): void {
    this.tab.end('crash');
    for (const socket of this.#sockets) socket.terminate();
    this.#tabs += 1;
    if (this.kept.pending.length === 0) this.actor = actorNamed(`p${this.#name}t${this.#tabs}`);
    this.tab = this.#newTab();
  }

  /** Its computer takes nothing more from the relay, and does not say so. */
  stopsReading(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  leaves(): void {
    this.rests();
    this.tab.end('goodbye');
  }

  #breakLink(): void {
    if (!this.live) return;
    this.#hurries = true;
    for (const socket of this.#sockets) socket.terminate();
  }

  #newTab(): Tab {
    const { promises, onPromise } = this.#options;
    const life = systemLife(() => this.#skewMs);
    const tab = new Tab({
      actor: this.actor,
      session: actorNamed(`s${this.#name}`),
      kept: this.kept,
      life,
      openChannel: this.#channel(life),
      onReissued: (reissued) => this.#complain(reissued),
      onRelayTime: (unixMs) => {
        const skewMs = unixMs - Date.now();
        this.#skewMs = Math.abs(skewMs) > TRUSTED_SKEW_MS ? skewMs : 0;
      },
    });
    tab.document.subscribe(({ origin, change }) => {
      if (origin !== 'remote') return;
      if (change?.actor === this.actor) return;
      if (change === undefined) promises.covered(tab.document.version, this.actor);
      else promises.shown(change, this.actor);
      onPromise?.('shown');
    });
    return tab;
  }

  #channel(life: Life): OpenChannel {
    const open = webSocketChannel(`ws://${this.#options.address}/sync/${this.#options.file}`, {
      onSocket: (socket) => {
        this.#sockets.add(socket);
        socket.on('close', (code) => {
          this.#sockets.delete(socket);
          this.closeCodes.push(code);
          if (this.#hurries && life.isAlive()) setImmediate(() => this.tab.sync.wake());
          this.#hurries = false;
        });
      },
    });
    // A tab that has crashed hears nothing more.
    const heard = (act: () => void): void => void (life.isAlive() && act());
    return (events) =>
      open({
        onOpen: () => heard(() => events.onOpen()),
        onFrame: (frame) => heard(() => events.onFrame(frame)),
        onClose: () => heard(() => events.onClose()),
      });
  }

  #complain(reissued: readonly Reissued[]): void {
    this.complaint ??= `${this.actor} had to make ${reissued.length} changes again`;
  }

  /** @throws Broken when something has happened that must not */
  check(): void {
    if (this.complaint !== undefined) throw new Broken(this.complaint);
    const { rejected, repairs } = this.tab.sync;
    if (rejected.length > 0) throw new Broken(`${this.actor} was refused an edit: ${rejected[0]?.message}`);
    if (repairs > 0) throw new Broken(`${this.actor} held another document than the relay at the same version`);
  }
}

/** The system's timers until the end of a tab. */
function systemLife(skewMs: () => number): Life {
  let alive = true;
  return {
    ...SYSTEM_TIMERS,
    now: () => Date.now() + skewMs(),
    after: (ms, callback) => SYSTEM_TIMERS.after(ms, () => void (alive && callback())),
    end: () => void (alive = false),
    isAlive: () => alive,
  };
}
