import { inflateSync } from 'node:zlib';

/** The colour of a PNG of one pixel, as browsers write it (8 bits a channel), `#rrggbb`. */
export function colorOfPixel(png: Buffer): string {
  const data: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  // One byte for the row's filter, which has nothing to filter against, then the channels.
  return `#${inflateSync(Buffer.concat(data)).toString('hex', 1, 4)}`;
}
