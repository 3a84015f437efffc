/**
 * A digest kept up while a document is written (D12). A write only notes that its node is to be hashed again; the hashing waits
 * until somebody asks, and then costs what was written since, not what the document is.
 *
 * Knows no registers: nodes are dense numbers, their slots, and their hashes are asked for. A slot may be given to another node
 * once its own is gone.
 */
import { BUCKETS, bucketOf, Digest } from './digest.ts';
import type { NodeId } from './node-id.ts';

/** What a digest is kept of. Whoever alters a register of a node calls {@link KeptDigest.touch} with its slot. */
export interface HashedNodes {
  /** One more than the greatest slot. */
  size(): number;
  /** The node in a slot. Asked only where its hash was not 0. */
  idAt(slot: number): NodeId;
  /** Of the node in each slot the hash of all its registers; 0 where there is none. */
  hashesAt(slots: readonly number[]): Int32Array;
}

export class KeptDigest {
  readonly #nodes: HashedNodes;
  readonly #buckets = new Int32Array(BUCKETS);
  /** By slot: the hash that is in the buckets now, and in which one it is; and whether the slot waits to be hashed again. */
  #hashes = new Int32Array(64);
  #places = new Uint16Array(64);
  #waits = new Uint8Array(64);
  readonly #waiting: number[] = [];

  constructor(nodes: HashedNodes) {
    this.#nodes = nodes;
  }

  /** A register of the node in this slot was written, replaced or dropped. */
  touch(slot: number): void {
    if (this.#waits[slot] === 1) return;
    if (slot >= this.#waits.length) this.#grow(slot + 1);
    this.#waits[slot] = 1;
    this.#waiting.push(slot);
  }

  /** Of everything written by now. */
  take(): Digest {
    const hashes = this.#nodes.hashesAt(this.#waiting);
    this.#waiting.forEach((slot, i) => {
      this.#waits[slot] = 0;
      this.#put(slot, hashes[i] as number);
    });
    this.#waiting.length = 0;
    return new Digest(this.#buckets.slice());
  }

  /**
   * Hashes everything again and puts right what was kept.
   * @returns the buckets in which a register had changed without {@link touch}, ascending: a bug, or a fault of the memory
   */
  scrub(): number[] {
    const before = this.take();
    const slots = [...Array(this.#nodes.size()).keys()];
    this.#grow(slots.length);
    this.#nodes.hashesAt(slots).forEach((hash, slot) => {
      if (hash !== this.#hashes[slot]) this.#put(slot, hash);
    });
    return before.differing(this.take());
  }

  #put(slot: number, hash: number): void {
    const kept = this.#hashes[slot] as number;
    if (kept !== 0) this.#xor(this.#places[slot] as number, kept);
    this.#hashes[slot] = hash;
    if (hash === 0) return;
    const bucket = bucketOf(this.#nodes.idAt(slot));
    this.#places[slot] = bucket;
    this.#xor(bucket, hash);
  }

  #xor(bucket: number, hash: number): void {
    this.#buckets[bucket] = (this.#buckets[bucket] as number) ^ hash;
  }

  #grow(least: number): void {
    if (least <= this.#waits.length) return;
    const length = Math.max(least, this.#waits.length * 2);
    this.#hashes = grown(this.#hashes, new Int32Array(length));
    this.#places = grown(this.#places, new Uint16Array(length));
    this.#waits = grown(this.#waits, new Uint8Array(length));
  }
}

function grown<T extends Int32Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
