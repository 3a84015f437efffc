/**
 * Actors of a frame, each written once: six bytes for eight base-62 characters. Where an actor is meant, its index is written;
 * the first mention of a new one is the next free index, followed by the actor. So no pass ahead is needed.
 */
import { ACTOR_LENGTH, fromBase62, toBase62 } from '../clock/actor.ts';
import type { ActorId, Stamp, Time } from '../clock/stamp.ts';
import { creationStamp, isFixedNode, type NodeId, nodeIdOf, ROOT, TRASH } from '../document/node-id.ts';
import { keepWarm } from '../keep-warm.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

/** 62⁸ < 2⁴⁸. */
const ACTOR_LIMIT = 62 ** ACTOR_LENGTH;

export function writeActorId(writer: ByteWriter, actor: ActorId): void {
  let value = fromBase62(actor);
  for (let i = 0; i < 6; i++) {
    writer.byte(value % 256);
    value = Math.floor(value / 256);
  }
}

export function readActorId(reader: ByteReader): ActorId {
  const bytes = reader.raw(6);
  let value = 0;
  for (let i = 5; i >= 0; i--) value = value * 256 + (bytes[i] as number);
  if (value >= ACTOR_LIMIT) throw new DecodeError('an actor out of range');
  return toBase62(value, ACTOR_LENGTH);
}

/** Numbers of the node references that are no ids. Ids start at {@link FIRST_ACTOR}. */
const NODE_ROOT = 0;
const NODE_TRASH = 1;
const NODE_SAME = 2;
const FIRST_ACTOR = 3;

export class StampWriter {
  readonly #writer: ByteWriter;
  readonly #indexes = new Map<ActorId, number>();
  #time: Time = 0;
  #nodeTime: Time = 0;
  #node: NodeId | undefined;

  constructor(writer: ByteWriter) {
    keepWarm('StampWriter', this);
    this.#writer = writer;
  }

  actor(actor: ActorId, offset = 0): void {
    const known = this.#indexes.get(actor);
    this.#writer.uint((known ?? this.#indexes.size) + offset);
    if (known !== undefined) return;
    this.#indexes.set(actor, this.#indexes.size);
    writeActorId(this.#writer, actor);
  }

  /** Time as the difference to the frame's previous stamp. */
  stamp({ actor, time }: Stamp): void {
    this.actor(actor);
    this.time(time);
  }

  time(time: Time): void {
    this.#writer.int(time - this.#time);
    this.#time = time;
  }

  /** Like {@link time}, shorter for whole milliseconds. */
  moment(time: Time): void {
    this.#writer.moment(time - this.#time);
    this.#time = time;
  }

  /** A node by its creation stamp, the time as the difference to the previous node's. */
  node(id: NodeId): void {
    if (id === this.#node) return this.#writer.uint(NODE_SAME);
    if (isFixedNode(id)) return this.#writer.uint(id === ROOT ? NODE_ROOT : NODE_TRASH);
    const stamp = creationStamp(id);
    if (stamp === undefined) throw new Error(`${id} is no node id`);
    this.actor(stamp.actor, FIRST_ACTOR);
    this.#writer.int(stamp.time - this.#nodeTime);
    this.#nodeTime = stamp.time;
    this.#node = id;
  }
}

export class StampReader {
  readonly #reader: ByteReader;
  #registers: number;
  readonly #actors: ActorId[] = [];
  #time: Time = 0;
  #nodeTime: Time = 0;
  #node: NodeId | undefined;

  /** @param mostRegisters that the frame may set */
  constructor(reader: ByteReader, mostRegisters = Infinity) {
    keepWarm('StampReader', this);
    this.#reader = reader;
    this.#registers = mostRegisters;
  }

  /** So many registers are about to be read: a few bytes can say the same of a great many. @throws DecodeError */
  expect(registers: number): void {
    this.#registers -= registers;
    if (this.#registers < 0) throw new DecodeError('more registers than a message may set');
  }

  actor(): ActorId {
    return this.actorAt(this.#reader.uint());
  }

  stamp(): Stamp {
    const actor = this.actor();
    return { actor, time: this.time() };
  }

  time(): Time {
    this.#time = checkedTime(this.#time + this.#reader.int());
    return this.#time;
  }

  moment(): Time {
    this.#time = checkedTime(this.#time + this.#reader.moment());
    return this.#time;
  }

  node(): NodeId {
    const head = this.#reader.uint();
    if (head === NODE_ROOT) return ROOT;
    if (head === NODE_TRASH) return TRASH;
    if (head === NODE_SAME) {
      if (this.#node === undefined) throw new DecodeError('a node that was not named');
      return this.#node;
    }
    const actor = this.actorAt(head - FIRST_ACTOR);
    this.#nodeTime = checkedTime(this.#nodeTime + this.#reader.int());
    this.#node = nodeIdOf({ actor, time: this.#nodeTime });
    return this.#node;
  }

  /** The actor of an index that was read with something else. */
  actorAt(index: number): ActorId {
    if (index === this.#actors.length) this.#actors.push(readActorId(this.#reader));
    const actor = this.#actors[index];
    if (actor === undefined) throw new DecodeError('an actor that was not named');
    return actor;
  }
}

/** @throws DecodeError where it is no time */
export function checkedTime(time: number): Time {
  if (!(time >= 0 && time <= Number.MAX_SAFE_INTEGER)) throw new DecodeError('a time out of range');
  return time;
}
