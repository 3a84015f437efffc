/**
 * A document in 4,096 hashes (D12): each node's registers are in one bucket, chosen by the node's id, and a bucket is the XOR of
 * their hashes. 16 branches of 256 buckets each lie above, and a root above those: two replicas compare roots, then branches, and
 * exchange only buckets that differ.
 */
import type { NodeId } from './node-id.ts';
import { finish, hashText, mix } from './value-hash.ts';

export const BUCKETS = 4096;
export const BRANCHES = 16;
export const BUCKETS_PER_BRANCH = BUCKETS / BRANCHES;

/** The bucket that a node's registers are in: the first 12 bits of its id's hash. */
export const bucketOf = (id: NodeId): number => hashText(id) >>> 20;

export class Digest {
  /** One hash a bucket. */
  readonly buckets: Int32Array;

  /** @param buckets not copied */
  constructor(buckets: Int32Array) {
    this.buckets = buckets;
  }

  /** One hash a branch: what travels first. */
  branches(): Int32Array {
    return Int32Array.from({ length: BRANCHES }, (_, branch) => hashAll(this.bucketsOf(branch)));
  }

  /** One hash of it all. */
  root(): number {
    return hashAll(this.branches());
  }

  /** The hashes of a branch's buckets. */
  bucketsOf(branch: number): Int32Array {
    return this.buckets.subarray(branch * BUCKETS_PER_BRANCH, (branch + 1) * BUCKETS_PER_BRANCH);
  }

  /** Numbers of the buckets in which two documents differ, ascending; none where they are the same. */
  differing(other: Digest): number[] {
    return differing(this.buckets, other.buckets);
  }
}

/** Where two lists of hashes differ. */
export function differing(a: Int32Array, b: Int32Array): number[] {
  const places: number[] = [];
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) places.push(i);
  return places;
}

function hashAll(hashes: Int32Array): number {
  let mixed = hashes.length;
  for (let i = 0; i < hashes.length; i++) mixed = mix(mixed, hashes[i] as number);
  return finish(mixed);
}
