/** What an uploaded picture is, by its bytes alone: whatever its sender says, nothing else is ever served as one. */
import { imageSize } from 'image-size';

export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

export interface PictureInfo {
  readonly type: PictureType;
  /** In px, as the file says. */
  readonly width: number;
  readonly height: number;
}

/** By their first bytes in hexadecimal. SVG is not among them: it can hold scripts. */
const SIGNATURES: readonly (readonly [RegExp, PictureType])[] = [
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^ffd8ff/, 'image/jpeg'],
  [/^47494638(37|39)61/, 'image/gif'],
  [/^52494646.{8}57454250/, 'image/webp'],
];

/** The size stands before this, in bytes, behind profiles and previews. Searching on would let a made-up file keep the relay busy. */
const HEAD_BYTES = 1024 * 1024;

/** @returns undefined when this is none of the pictures that are taken, or its size cannot be read */
export function readPicture(bytes: Uint8Array): PictureInfo | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  const type = SIGNATURES.find(([signature]) => signature.test(start))?.[1];
  if (type === undefined) return undefined;
  try {
    const { width, height } = imageSize(bytes.subarray(0, HEAD_BYTES));
    return width > 0 && height > 0 ? { type, width, height } : undefined;
  } catch {
    return undefined;
  }
}
