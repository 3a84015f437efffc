/** How the link and the document fare, in numbers: what the sync inspector shows, and `window.joinery.sync.inspector()` tells. */
import { type ActorId, type Document, type SyncClient, type Time, type Timers, timeToUnixMs } from '@joinery/shared';
import type { Authors } from './authors.ts';
import type { FrameNote, NetworkConditions, TabNetwork } from '../platform/tab-network.ts';

export interface InspectorReading {
  /** Of the connection's table, such as `live`. */
  readonly state: string;
  /** Whose changes are here up to when (Unix ms), the latest first. */
  readonly version: readonly { readonly actor: ActorId; readonly time: Time; readonly at: number }[];
  /** One hash of all registers, in hex: the same on every replica of the same version. */
  readonly digest: string;
  readonly pendingChanges: number;
  readonly rejectedChanges: number;
  readonly conflicts: number;
  /** How often the document differed from the relay's at the same version, and was mended. Anything but 0 is a bug. */
  readonly repairs: number;
  /** Of the last ping, in ms. */
  readonly roundTripMs: number | undefined;
  /** From an own edit until everything is acknowledged, and so told to the others, in ms. */
  readonly savedAfter: Spread;
  readonly network: NetworkConditions;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** The latest last. */
  readonly frames: readonly FrameNote[];
}

export interface Spread {
  readonly count: number;
  readonly lastMs: number | undefined;
  readonly medianMs: number | undefined;
  readonly p95Ms: number | undefined;
}

/** Of so many of the latest edits. */
const MOST = 200;

export interface SyncInspectorOptions {
  readonly document: Document;
  readonly sync: SyncClient;
  readonly network: TabNetwork;
  readonly timers: Pick<Timers, 'now'>;
  readonly authors: Pick<Authors, 'of' | 'subscribe'>;
}

export class SyncInspector {
  readonly network: TabNetwork;
  readonly #options: SyncInspectorOptions;
  #savedAfterMs: readonly number[] = [];
  /** When the first of what waits was made, while the link lives. */
  #waitingSince: number | undefined;

  constructor(options: SyncInspectorOptions) {
    this.#options = options;
    this.network = options.network;
    options.sync.subscribe(() => this.#notice());
    // Whose an actor is becomes known after their first edit.
    options.authors.subscribe(() => this.network.store.getState().conditions.apartFrom !== null && this.#keepApart());
  }

  /** Makes the network of this tab as bad as told. Once it is there again, it is tried at once. */
  setNetwork(conditions: Partial<NetworkConditions>): void {
    const { network, sync } = this.#options;
    network.set(conditions);
    if (conditions.offline === false) sync.wake();
    if (conditions.apartFrom !== undefined) this.#keepApart();
  }

  #keepApart(): void {
    const { network, sync, authors } = this.#options;
    const { apartFrom } = network.store.getState().conditions;
    // Who is not known yet waits until it is certain that they are somebody else.
    const isApart = (actor: ActorId): boolean => [apartFrom, undefined].includes(authors.of(actor).person);
    sync.setApart(apartFrom === null ? () => false : isApart);
  }

  read(): InspectorReading {
    const { document, sync, network } = this.#options;
    const { conditions, frames, sentBytes, receivedBytes } = network.store.getState();
    return {
      state: sync.state.kind,
      version: [...document.version]
        .map(([actor, time]) => ({ actor, time, at: timeToUnixMs(time) }))
        .sort((a, b) => b.time - a.time),
      digest: (document.digest().root() >>> 0).toString(16).padStart(8, '0'),
      pendingChanges: sync.pendingCount,
      rejectedChanges: sync.rejected.length,
      conflicts: sync.conflicts.length,
      repairs: sync.repairs,
      roundTripMs: sync.roundTripMs,
      savedAfter: spreadOf(this.#savedAfterMs),
      network: conditions,
      sentBytes,
      receivedBytes,
      frames,
    };
  }

  #notice(): void {
    const { sync, timers } = this.#options;
    if (sync.state.kind !== 'live') this.#waitingSince = undefined;
    else if (sync.pendingCount > 0) this.#waitingSince ??= timers.now();
    else if (this.#waitingSince !== undefined) {
      this.#savedAfterMs = [...this.#savedAfterMs.slice(1 - MOST), timers.now() - this.#waitingSince];
      this.#waitingSince = undefined;
    }
  }
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number | undefined => sorted[Math.ceil(share * sorted.length) - 1];
  return { count: values.length, lastMs: values.at(-1), medianMs: at(0.5), p95Ms: at(0.95) };
}
