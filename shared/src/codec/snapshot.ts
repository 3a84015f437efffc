/**
 * A whole document at rest: its delta since the empty version, behind a hash of the document that this must lead to. A checksum over
 * bytes finds what befell the bytes; this finds as well what befell the document before they were written, or as they are read.
 */
import { EMPTY_VERSION, type VersionVector } from '../clock/version-vector.ts';
import type { Delta } from '../document/change.ts';
import type { Digest } from '../document/digest.ts';
import { hashStamp } from '../document/register-hash.ts';
import { finish, hashText, mix } from '../document/value-hash.ts';
import { decodeDelta, encodeDelta } from './delta.ts';
import type { Decoded } from './result.ts';

/** Snapshots of formats before it are deltas, without a hash. */
const FORMAT = 3;
/** The format and the hash. */
const HEAD_BYTES = 5;

/** What a snapshot needs of its document. */
export interface WholeDocument {
  readonly version: VersionVector;
  since(version: VersionVector): Delta;
  digest(): Digest;
}

export interface DecodedSnapshot {
  readonly delta: Delta;
  /** What {@link hashDocument} must give once the delta is merged; undefined in those of old, which nobody can verify. */
  readonly hash: number | undefined;
}

export function encodeSnapshot(document: WholeDocument): Uint8Array {
  const delta = encodeDelta(document.since(EMPTY_VERSION));
  const bytes = new Uint8Array(HEAD_BYTES + delta.length);
  bytes[0] = FORMAT;
  viewOf(bytes).setInt32(1, hashDocument(document), true);
  bytes.set(delta, HEAD_BYTES);
  return bytes;
}

/** Never throws: bytes that mean nothing give a reason. Whether they lead to what was written is for the caller to see, by the hash. */
export function decodeSnapshot(bytes: Uint8Array): Decoded<DecodedSnapshot> {
  const hashed = bytes[0] === FORMAT;
  if (hashed && bytes.length < HEAD_BYTES) return { ok: false, reason: 'ends too early' };
  const decoded = decodeDelta(hashed ? bytes.subarray(HEAD_BYTES) : bytes);
  if (!decoded.ok) return decoded;
  const hash = hashed ? viewOf(bytes).getInt32(1, true) : undefined;
  return { ok: true, value: { delta: decoded.value, hash } };
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Of all registers and of the version: 32 bits. Costs what was written since the digest was last asked for. */
export function hashDocument(document: WholeDocument): number {
  const { version } = document;
  let stamps = version.size;
  for (const [actor, time] of version) stamps ^= finish(hashStamp(time, hashText(actor)));
  return finish(mix(document.digest().root(), stamps));
}
