import { crc32 } from 'node:zlib';

/** CRC-32: tells a torn or flipped record from a good one. Not for adversaries. */
export const checksum = (bytes: Uint8Array): number => crc32(bytes);
