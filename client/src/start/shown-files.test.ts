import { describe, expect, it } from 'vitest';
import type { FileInfo } from '../files-api.ts';
import { shownFiles } from './shown-files.ts';

const file = (name: string, editedAt: number): FileInfo => ({
  id: name,
  name,
  createdAt: 0,
  editedAt,
  editedBy: null,
  trashedAt: null,
  hasThumbnail: false,
  people: 0,
  faces: [],
  role: 'owner',
});
const FILES = [file('Icons 10', 3), file('icons 9', 1), file('Landing page', 2)];
const names = (files: readonly FileInfo[]): string[] => files.map(({ name }) => name);

describe('shown files', () => {
  it('come latest edit first', () => {
    expect(names(shownFiles(FILES, '', 'edited'))).toEqual(['Icons 10', 'Landing page', 'icons 9']);
  });

  it('sort by name as people count', () => {
    expect(names(shownFiles(FILES, '', 'name'))).toEqual(['icons 9', 'Icons 10', 'Landing page']);
  });

  it('are those that hold every word, in any case and order', () => {
    expect(names(shownFiles(FILES, 'PAGE land', 'edited'))).toEqual(['Landing page']);
  });
});
