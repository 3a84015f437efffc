import { describe, expect, it } from 'vitest';
import { filePath, parseRoute } from './route.ts';

describe('route', () => {
  it('reads the address of a file as it writes it', () => {
    expect(parseRoute(filePath('a1B2c3D4e5F6g7H8'))).toEqual({ kind: 'file', id: 'a1B2c3D4e5F6g7H8' });
  });

  it('knows the start page', () => {
    expect(parseRoute('/')).toEqual({ kind: 'start' });
  });

  it.each(['/file/', '/file/a/b', '/file/..%2f', '/nothing'])('does not take %s for a page', (path) => {
    expect(parseRoute(path)).toEqual({ kind: 'unknown' });
  });
});
