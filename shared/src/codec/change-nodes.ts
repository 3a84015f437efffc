/**
 * How a change names nodes. A node it creates is its own stamp; the nodes of a drag are siblings, mostly of one person and of about the
 * same time, and take the bits of that; others are named one by one.
 */
import { type ActorId, type Stamp, type Time, TICKS_PER_MS } from '../clock/stamp.ts';
import { keepWarm } from '../keep-warm.ts';
import { must } from '../must.ts';
import { creationStamp, isFixedNode, type NodeId, nodeIdOf, ROOT, TRASH } from '../document/node-id.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { checkedTime, type StampReader, type StampWriter } from './stamp-table.ts';

/** A node by itself: one of these, or {@link ONE_ACTOR} and its actor, then its time. */
const ONE = { root: 0, trash: 1, same: 2, created: 3 } as const;
const ONE_ACTOR = 4;

/** The nodes of a group: one by one, or {@link MANY_ACTOR} and the actor of all, then their times together. */
const MANY = { singly: 0 } as const;
const MANY_ACTOR = 1;

/** Fewer bits would let a frame name more nodes than it has bytes. */
const LEAST_WIDTH = 8;
const MAX_WIDTH = 24;
/** Added to the width where times are no whole milliseconds apart. */
const TICKS = 32;

export class ChangeNodesWriter {
  readonly #writer: ByteWriter;
  readonly #stamps: StampWriter;
  readonly #change: Stamp;
  readonly actor: ActorId;
  /** The parents that the placements of the group name, where it has placements. */
  parents: readonly NodeId[] = [];
  #time: Time;
  #last: NodeId | undefined;
  #lastStamp: Stamp | undefined;

  constructor(writer: ByteWriter, stamps: StampWriter, change: Stamp) {
    keepWarm('ChangeNodesWriter', this);
    this.#writer = writer;
    this.#stamps = stamps;
    this.#change = change;
    this.actor = change.actor;
    this.#time = change.time;
  }

  get stamps(): StampWriter {
    return this.#stamps;
  }

  one(id: NodeId): void {
    if (id === this.#last) return this.#writer.uint(ONE.same);
    if (isFixedNode(id)) return this.#writer.uint(id === ROOT ? ONE.root : ONE.trash);
    const { actor, time } = this.#stampOf(id);
    this.#last = id;
    if (time === this.#change.time && actor === this.#change.actor) return this.#writer.uint(ONE.created);
    this.#stamps.actor(actor, ONE_ACTOR);
    this.#writer.moment(time - this.#time);
    this.#time = time;
  }

  /** The only node of a group. */
  single(id: NodeId): void {
    this.parents = NONE;
    this.one(id);
  }

  group(ids: readonly NodeId[]): void {
    this.parents = NONE;
    const packed = ids.length > 2 ? packedTimes(ids) : undefined;
    if (packed === undefined) {
      this.#writer.uint(MANY.singly);
      for (const id of ids) this.one(id);
      return;
    }
    this.#stamps.actor(packed.actor, MANY_ACTOR);
    this.#writer.moment(packed.least - this.#time);
    this.#time = packed.least;
    this.#writer.byte(packed.ticks ? packed.width + TICKS : packed.width);
    this.#writer.packed(packed.offsets, packed.width);
  }

  #stampOf(id: NodeId): Stamp {
    if (id !== this.#last) this.#lastStamp = creationStamp(id);
    return must(this.#lastStamp, `the id of a node, not ${id}`);
  }
}

const NONE: readonly NodeId[] = [];

interface PackedTimes {
  readonly actor: ActorId;
  readonly least: Time;
  readonly offsets: readonly number[];
  readonly width: number;
  readonly ticks: boolean;
}

/** Times of nodes of one actor as small offsets from the least; undefined where that cannot be. */
function packedTimes(ids: readonly NodeId[]): PackedTimes | undefined {
  const first = creationStamp(ids[0] as NodeId);
  if (first === undefined) return undefined;
  const offsets: number[] = [];
  let [least, greatest, ticks] = [first.time, first.time, false];
  for (const id of ids) {
    const stamp = creationStamp(id);
    if (stamp === undefined || stamp.actor !== first.actor) return undefined;
    const { time } = stamp;
    if (time < least) least = time;
    if (time > greatest) greatest = time;
    ticks ||= (time - first.time) % TICKS_PER_MS !== 0;
    offsets.push(time);
  }
  const unit = ticks ? 1 : TICKS_PER_MS;
  const span = (greatest - least) / unit;
  if (span >= 2 ** MAX_WIDTH) return undefined;
  for (let i = 0; i < offsets.length; i++) offsets[i] = ((offsets[i] as number) - least) / unit;
  const width = Math.max(LEAST_WIDTH, span === 0 ? 0 : Math.floor(Math.log2(span)) + 1);
  return { actor: first.actor, least, offsets, width, ticks };
}

export class ChangeNodesReader {
  readonly #reader: ByteReader;
  readonly stamps: StampReader;
  readonly #change: Stamp;
  /** The parents that the placements of the group name, where it has placements. */
  parents: readonly NodeId[] = [];
  #time: Time;
  #last: NodeId | undefined;

  constructor(reader: ByteReader, stamps: StampReader, change: Stamp) {
    keepWarm('ChangeNodesReader', this);
    this.#reader = reader;
    this.stamps = stamps;
    this.#change = change;
    this.#time = change.time;
  }

  get actor(): ActorId {
    return this.#change.actor;
  }

  one(): NodeId {
    const head = this.#reader.uint();
    if (head === ONE.root) return ROOT;
    if (head === ONE.trash) return TRASH;
    if (head === ONE.created) return (this.#last = nodeIdOf(this.#change));
    if (head !== ONE.same) {
      const actor = this.stamps.actorAt(head - ONE_ACTOR);
      this.#time = checkedTime(this.#time + this.#reader.moment());
      this.#last = nodeIdOf({ actor, time: this.#time });
    }
    if (this.#last === undefined) throw new DecodeError('a node that was not named');
    return this.#last;
  }

  /** @param count of nodes, which has been seen to be no more than the bytes that are left */
  group(count: number): NodeId[] {
    this.parents = [];
    const head = count === 1 ? MANY.singly : this.#reader.uint();
    const ids: NodeId[] = [];
    if (head === MANY.singly) {
      for (let i = 0; i < count; i++) ids.push(this.one());
      return ids;
    }
    const actor = this.stamps.actorAt(head - MANY_ACTOR);
    this.#time = checkedTime(this.#time + this.#reader.moment());
    const size = this.#reader.byte();
    const [width, unit] = size >= TICKS ? [size - TICKS, 1] : [size, TICKS_PER_MS];
    if (width < LEAST_WIDTH || width > MAX_WIDTH) throw new DecodeError(`times of ${width} bits`);
    for (const offset of this.#reader.packed(count, width))
      ids.push(nodeIdOf({ actor, time: checkedTime(this.#time + offset * unit) }));
    return ids;
  }
}
