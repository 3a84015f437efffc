/** Parts of a digest in bytes (D12): hashes of 32 bits each, little-endian, and numbers of buckets. */
import { BRANCHES, BUCKETS, BUCKETS_PER_BRANCH } from '../document/digest.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';

/** The hashes of one branch's buckets. */
export interface BranchHashes {
  readonly branch: number;
  readonly buckets: Int32Array;
}

/** Their number is not written: it is known. */
export function writeHashes(writer: ByteWriter, hashes: Int32Array): void {
  const bytes = new Uint8Array(hashes.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < hashes.length; i++) view.setInt32(i * 4, hashes[i] as number, true);
  writer.raw(bytes);
}

export function readHashes(reader: ByteReader, count: number): Int32Array {
  const bytes = reader.raw(count * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Int32Array.from({ length: count }, (_, i) => view.getInt32(i * 4, true));
}

export function writeBranches(writer: ByteWriter, branches: readonly BranchHashes[]): void {
  writer.uint(branches.length);
  for (const { branch, buckets } of branches) {
    writer.uint(branch);
    writeHashes(writer, buckets);
  }
}

export function readBranches(reader: ByteReader): BranchHashes[] {
  const branches = reader.list(1 + BUCKETS_PER_BRANCH * 4, () => ({
    branch: reader.uint(),
    buckets: readHashes(reader, BUCKETS_PER_BRANCH),
  }));
  checkNumbers(
    branches.map(({ branch }) => branch),
    BRANCHES,
  );
  return branches;
}

export function writeBuckets(writer: ByteWriter, buckets: readonly number[]): void {
  writer.uint(buckets.length);
  for (const bucket of buckets) writer.uint(bucket);
}

export function readBuckets(reader: ByteReader): number[] {
  const buckets = reader.list(1, () => reader.uint());
  checkNumbers(buckets, BUCKETS);
  return buckets;
}

/** Ascending and below a limit, so none is there twice. */
function checkNumbers(numbers: readonly number[], limit: number): void {
  numbers.forEach((number, at) => {
    if (number >= limit || number <= (numbers[at - 1] ?? -1)) throw new DecodeError('numbers out of order');
  });
}
