/** Bytes of pictures, as far as anybody reads them here: signature and size. */

const text = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');

export function png(width = 1, height = 1): Uint8Array {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([text('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'), size, text('\b\u0006\0\0\0'), Buffer.alloc(4)]);
}

export function gif(width = 1, height = 1, rest = ''): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  return Buffer.concat([text('GIF89a'), size, text(rest)]);
}

export function jpeg(width = 1, height = 1): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    text('\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0\u00ff\u00c0\0\u0011\b'),
    size,
    Buffer.alloc(12),
  ]);
}

export function webp(width = 1, height = 1): Uint8Array {
  const size = Buffer.alloc(6);
  size.writeUIntLE(width - 1, 0, 3);
  size.writeUIntLE(height - 1, 3, 3);
  return Buffer.concat([text('RIFF\u0016\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0'), size]);
}
