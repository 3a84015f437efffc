/**
 * One replica of a design document. Knows no browser, no Node, no socket; clock and randomness come in.
 *
 * Everything that alters it is a {@link Change}: own ones are made by {@link Document.transact}, others' arrive through
 * {@link Document.apply} and {@link Document.merge}. Subscribers hear of each once, after it.
 */
import { HybridClock, type WallClock } from '../clock/hybrid-clock.ts';
import type { ActorId, Stamp, Time } from '../clock/stamp.ts';
import { covers, joinInto, type VersionVector } from '../clock/version-vector.ts';
import { PROPERTIES, type PropertyName, type PropertyValues } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { Vector } from '../geometry/vector.ts';
import type { Matrix } from '../geometry/matrix.ts';
import { Collector } from './collector.ts';
import type { Change, Delta, DeltaRow, Origin, Register, Reissued } from './change.ts';
import { ColumnDelta } from './column-delta.ts';
import type { Digest } from './digest.ts';
import { type DocumentJson, documentToJson } from './document-json.ts';
import type { Gesture } from './gesture.ts';
import type { Horizon } from './horizon.ts';
import { HeldValues } from './held-values.ts';
import { type NodeId, ROOT, TRASH } from './node-id.ts';
import { pageMatrix, positionInParent } from './position.ts';
import { Places } from './places.ts';
import { planHorizon, type Raise } from './raise-horizon.ts';
import type { DocumentReader } from './reader.ts';
import { type RegisterRow, RegisterStore } from './register-store.ts';
import { replaceRows, rowsIn } from './repair.ts';
import { Strays } from './strays.ts';
import { leaveOut, touch, touchAlso, type Touched } from './touched.ts';
import { Transaction } from './transaction.ts';
import { ROOT_SLOT } from './placements.ts';
import { RegisterPlacements } from './register-placements.ts';
import { Tree } from './tree.ts';

export interface DocumentOptions {
  /** This replica's id; no two live replicas share one. */
  readonly actor: ActorId;
  readonly wall: WallClock;
  /** Where a subscriber's error goes; the others still hear of the change. Rethrows when absent. */
  readonly onSubscriberError?: (error: unknown) => void;
}

/** What subscribers hear, after each change that altered something visible or is new to this replica. */
export interface DocumentEvent {
  readonly origin: Origin;
  /** The change; absent where a delta came, or a gesture's held values were released. */
  readonly change?: Change;
  /** Node → properties whose visible value changed. `placement` also where the effective place changed. */
  readonly touched: ReadonlyMap<NodeId, ReadonlySet<string>>;
  /** The registers that an own change replaced, in the order of its assignments. */
  readonly replaced?: readonly (Register | undefined)[];
  /** Nodes whose placement an own change wrote as it was seen before (a cut cycle made fact): no move of theirs. */
  readonly settled?: ReadonlySet<NodeId>;
  readonly gesture?: Gesture;
  /** Own changes that were made again under fresh stamps, in order. */
  readonly reissued?: readonly Reissued[];
}

export interface TransactOptions {
  /** `undo` for changes made by history; subscribers treat it as own, history does not record it. */
  readonly origin?: 'local' | 'undo';
  /** Changes of one gesture are one undo step (D14), and what they set follows the hand until it is released (S1). */
  readonly gesture?: Gesture;
}

export type DocumentListener = (event: DocumentEvent) => void;

/** One replica: reads as {@link DocumentReader}, is written by {@link Document.transact}, meets others by {@link Document.apply} and {@link Document.merge}. */
export class Document implements DocumentReader {
  readonly actor: ActorId;
  readonly clock: HybridClock;
  readonly #registers = new RegisterStore();
  readonly #version = new Map<ActorId, Time>();
  readonly #tree: Tree;
  readonly #places: Places;
  readonly #strays: Strays;
  readonly #held = new HeldValues();
  readonly #collector: Collector;
  readonly #listeners = new Set<DocumentListener>();
  readonly #onSubscriberError: (error: unknown) => void;
  /** What is to be told as one event, once it is all done. */
  #gathering: Touched | undefined;
  #busy: 'no' | 'transacting' | 'notifying' = 'no';

  constructor(options: DocumentOptions) {
    this.actor = options.actor;
    this.clock = new HybridClock(options.wall);
    this.#tree = new Tree(new RegisterPlacements(this.#registers, () => this.#collector.horizon.at));
    this.#places = new Places(this.#registers, this.#tree, this.#held);
    this.#strays = new Strays(this.#registers, this.#places);
    this.#collector = new Collector({
      registers: this.#registers,
      tree: this.#tree,
      held: this.#held,
      version: this.#version,
    });
    this.#onSubscriberError =
      options.onSubscriberError ??
      ((error) => {
        throw error;
      });
  }

  /** What this replica has seen. Live: copy it to keep it. */
  get version(): VersionVector {
    return this.#version;
  }

  has(id: NodeId): boolean {
    return id === ROOT || id === TRASH || this.#registers.valueAt(this.#registers.slots.find(id), 'type') !== undefined;
  }

  nodes(): Iterable<NodeId> {
    return this.#registers.nodes();
  }

  get<P extends PropertyName>(id: NodeId, property: P): PropertyValues[P] {
    return (this.read(id, property) ?? PROPERTIES[property].default) as PropertyValues[P];
  }

  read(id: NodeId, property: string): Value | undefined {
    const held = this.#held.get(id, property);
    if (held !== undefined) return held ?? undefined;
    return this.#registers.valueAt(this.#registers.slots.find(id), property) ?? undefined;
  }

  /** Who set a property, and when. */
  stamp(id: NodeId, property: string): Stamp | undefined {
    return this.#registers.get(id, property);
  }

  row(id: NodeId): RegisterRow | undefined {
    return this.#registers.row(id);
  }

  parent(id: NodeId): NodeId | undefined {
    const parent = this.#tree.parent(this.#registers.slots.find(id));
    return parent < 0 ? undefined : this.#registers.slots.ids[parent];
  }

  children(id: NodeId): readonly NodeId[] {
    return this.#tree.children(this.#registers.slots.find(id));
  }

  isWithin(id: NodeId, ancestor: NodeId): boolean {
    if (id === ancestor) return true;
    const { slots } = this.#registers;
    return this.#tree.isWithin(slots.find(id), slots.find(ancestor));
  }

  isAlive(id: NodeId): boolean {
    return this.has(id) && this.#tree.rootOf(this.#registers.slots.find(id)) === ROOT_SLOT;
  }

  pageOf(id: NodeId): NodeId | undefined {
    for (let at: NodeId | undefined = id; at !== undefined; at = this.parent(at))
      if (this.parent(at) === ROOT) return at;
    return undefined;
  }

  position(id: NodeId): Vector {
    const { x, y } = positionInParent(this.#places, this.#registers.slots.find(id));
    return { x, y };
  }

  pageMatrix(id: NodeId): Matrix {
    return pageMatrix(this.#places, this.#registers.slots.find(id));
  }

  /**
   * The one door for own edits: everything `build` writes becomes one change, visible at once (S1).
   * When `build` throws, nothing has happened.
   * @returns the change; undefined when nothing was written
   * @throws when called while another transaction or notification runs
   */
  transact(build: (tx: Transaction) => void, options: TransactOptions = {}): Change | undefined {
    if (this.#busy !== 'no') throw new Error(`a transaction cannot start while the document is ${this.#busy}`);
    this.#busy = 'transacting';
    const tx = new Transaction({
      document: this,
      registers: this.#registers,
      tree: this.#tree,
      places: this.#places,
      strays: this.#strays,
    });
    this.#held.begin(tx.writes);
    try {
      build(tx);
    } catch (error) {
      tx.writes.rollBack();
      this.#held.end();
      throw error;
    } finally {
      this.#busy = 'no';
    }
    const change = tx.empty ? undefined : tx.writes.seal();
    const touched = tx.writes.touched();
    if (change !== undefined) this.#settle(touched, []);
    this.#held.end();
    if (change === undefined) return undefined;
    this.#version.set(this.actor, change.time);
    const { gesture, origin = 'local' } = options;
    this.#held.write(change.assignments, gesture);
    const { settled } = tx;
    this.#notify({ origin, change, touched, replaced: tx.writes.replaced(), settled, ...(gesture && { gesture }) });
    return change;
  }

  /**
   * Takes in a change of another replica, or an own one kept from before a reload.
   * @returns false when it was applied before (D3)
   */
  apply(change: Change, origin: Origin = 'remote'): boolean {
    if (covers(this.#version, change)) return false;
    this.#assertIdle();
    const { actor, time } = change;
    const touched: Touched = new Map();
    const placed: number[] = [];
    const stamp = { time, actor: this.#registers.actors.index(actor) };
    for (const [node, property, value] of change.assignments) {
      const slot = this.#registers.slots.claim(node);
      if (!this.#registers.merge(slot, property, value, stamp)) continue;
      if (property === 'placement') placed.push(slot);
      else if (!this.#held.has(node, property)) touch(touched, node, property);
    }
    this.#version.set(actor, time);
    this.clock.observe(time);
    this.#settle(touched, placed);
    this.#notify({ origin, change, touched });
    return true;
  }

  /** Takes in a delta or a snapshot (D4). */
  merge(delta: Delta, origin: Origin = 'remote'): void {
    this.#assertIdle();
    this.#takeIn(delta, origin);
  }

  /**
   * Becomes what a snapshot says, whatever was here: for a replica that has been away for so long that it holds what should be gone and
   * cannot tell (D9). Own changes that the snapshot does not hold are gone with the rest.
   */
  replace(snapshot: Delta): void {
    this.#assertIdle();
    const dropped: Touched = new Map();
    this.#collector.clear(dropped);
    this.#takeIn(snapshot, 'load', dropped);
    this.#held.retain((node) => this.has(node));
  }

  #takeIn(delta: Delta, origin: Origin, dropped?: Touched): void {
    const { touched, placed } = this.#registers.load(ColumnDelta.of(delta));
    if (dropped !== undefined) touchAlso(touched, dropped);
    for (const [node, property] of this.#held.registers()) leaveOut(touched, node, property);
    joinInto(this.#version, delta.version);
    for (const time of delta.version.values()) this.clock.observe(time);
    this.#settle(touched, placed, 'many');
    if (touched.size > 0) this.#notify({ origin, touched });
  }

  /** What the holder of `version` lacks (D4); a snapshot for the empty version. */
  since(version: VersionVector): Delta {
    return this.#registers.since(version, this.#version);
  }

  /**
   * Takes back an own change that the relay rejected (S5), as if it had never been made: where it still stands, what it replaced
   * stands again. Whatever lost against it meanwhile has to be merged again from elsewhere.
   * @param replaced what it replaced, by assignment; where that is not known any more, the registers are cleared
   */
  retract(change: Change, replaced: readonly (Register | undefined)[] = []): void {
    const touched: Touched = new Map();
    const placed: number[] = [];
    change.assignments.forEach(([node, property], index) => {
      const standing = this.#registers.get(node, property);
      if (standing?.time !== change.time || standing.actor !== change.actor) return;
      const slot = this.#registers.slots.claim(node);
      this.#registers.restore(slot, property, replaced[index]);
      touch(touched, node, property);
      if (property === 'placement') placed.push(slot);
    });
    this.#tellRewritten(touched, placed);
  }

  /** Hashes of all registers (D12). Costs what was written since it was last asked for, whatever the size of the document. */
  digest(): Digest {
    return this.#registers.digest.take();
  }

  /** The registers of these buckets of the digest, and the version that they are of. */
  rowsOf(buckets: Iterable<number>): Delta {
    return { version: new Map(this.#version), rows: rowsIn(this.#registers, new Set(buckets)) };
  }

  /**
   * Makes these buckets of the digest what another replica says they are (D12): registers that it does not have are dropped, others
   * stand as they do there. For a replica of the same version that differs all the same.
   * @param rows that replica's {@link rowsOf} the same buckets
   * @returns how many registers were not the same
   */
  repair(buckets: Iterable<number>, rows: readonly DeltaRow[]): number {
    this.#assertIdle();
    const touched: Touched = new Map();
    const replaced = replaceRows(this.#registers, new Set(buckets), rows);
    for (const [node, property] of replaced) if (!this.#held.has(node, property)) touch(touched, node, property);
    this.#tellRewritten(
      touched,
      replaced.filter(([, property]) => property === 'placement').map(([node]) => this.#registers.slots.find(node)),
    );
    return replaced.length;
  }

  /**
   * Hashes every register again. Costs O(registers).
   * @returns the buckets in which one had changed unseen: a bug, or a fault of the memory. The digest tells of it from now on.
   */
  scrub(): number[] {
    return this.#registers.digest.scrub();
  }

  /**
   * Goes on from the latest stamp that stands, after a clock that ran ahead was put right and what it had stamped was taken back:
   * else every new edit would be stamped in the future, too, and rejected. Call it only while nothing waits to be acknowledged that
   * was not taken back.
   * @param however little it was ahead; else only where some clock must have been wrong
   */
  settleClock(however = false): void {
    if (!however && !this.clock.isAhead) return;
    const own = this.#registers.latest(this.actor);
    let latest = own;
    for (const [actor, time] of this.#version) if (actor !== this.actor) latest = Math.max(latest, time);
    this.#version.set(this.actor, own);
    this.clock.retreat(latest);
  }

  /** Up to where things are settled and the trash was purged (D9). */
  get horizon(): Horizon {
    return this.#collector.horizon;
  }

  /**
   * Purges what went to the trash long enough ago (D9). For the relay alone: nothing stamped up to the new horizon may be admitted from
   * then on.
   * @returns the change; undefined when there is nothing to collect
   */
  raiseHorizon(raise: Raise): Change | undefined {
    const { registers, tree, places } = { registers: this.#registers, tree: this.#tree, places: this.#places };
    const change = planHorizon({ registers, tree, places, document: this }, raise);
    if (change !== undefined) this.apply(change, 'local');
    return change;
  }

  /**
   * Everything that `run` does is told as one event, when it is done: nobody sees what is between.
   * @param run may say which own changes it has made again
   */
  asOne(origin: Origin, run: () => readonly Reissued[] | undefined): void {
    this.#assertIdle();
    const touched: Touched = new Map();
    this.#gathering = touched;
    let reissued: readonly Reissued[] | undefined;
    try {
      reissued = run();
    } finally {
      this.#gathering = undefined;
      if (touched.size > 0) this.#notify({ origin, touched, ...(reissued && { reissued }) });
    }
  }

  /** Ends a gesture's hold: where somebody else's value won meanwhile, it shows now (S1). */
  release(gesture: Gesture): void {
    const touched: Touched = new Map();
    for (const [node, property] of this.#held.release(gesture, this.#registers)) touch(touched, node, property);
    this.#strays.update(touched);
    if (touched.size > 0) this.#notify({ origin: 'remote', touched });
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: DocumentListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The document as plain data, the same on every replica of the same version, whatever gestures hold. */
  toJSON(): DocumentJson {
    const merged = new Places(this.#registers, this.#tree);
    return documentToJson(this, (id) => positionInParent(merged, this.#registers.slots.find(id)));
  }

  #assertIdle(): void {
    if (this.#busy !== 'no') throw new Error(`a change cannot be applied while the document is ${this.#busy}`);
  }

  /** Brings tree, horizon and strays up to what the registers say now. */
  #settle(touched: Touched, placed: readonly number[], how: 'few' | 'many' | 'taken back' = 'few'): void {
    const raised = this.#collector.notice(touched);
    const told = (slot: number): void => this.#touchPlace(touched, slot);
    if (how === 'many') this.#tree.load(placed, told);
    else if (placed.length > 0) this.#tree.update(placed, told);
    if (raised || how === 'taken back') this.#collector.collect(touched);
    this.#strays.update(touched);
  }

  #touchPlace(touched: Touched, slot: number): void {
    touch(touched, this.#registers.slots.ids[slot] as NodeId, 'placement');
  }

  /** Registers were written without regard to stamps; `placed` are the slots of nodes whose placement was. */
  #tellRewritten(touched: Touched, placed: readonly number[]): void {
    const isPlaced = (slot: number): boolean => this.#registers.valueAt(slot, 'placement') !== undefined;
    const gone = placed.filter((slot) => !isPlaced(slot));
    this.#tree.forget(gone, (slot) => this.#touchPlace(touched, slot));
    this.#settle(touched, placed.filter(isPlaced), 'taken back');
    if (touched.size > 0) this.#notify({ origin: 'remote', touched });
  }

  #notify(event: DocumentEvent): void {
    if (this.#gathering !== undefined) return touchAlso(this.#gathering, event.touched);
    this.#busy = 'notifying';
    try {
      for (const listener of this.#listeners) {
        try {
          listener(event);
        } catch (error) {
          this.#onSubscriberError(error);
        }
      }
    } finally {
      this.#busy = 'no';
    }
  }
}
