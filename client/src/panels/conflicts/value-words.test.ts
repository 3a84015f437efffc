import { must, type NodeId, TRASH } from '@joinery/shared';
import { expect, it } from 'vitest';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { valueWords } from './value-words.ts';

it('values are said as people know them', () => {
  let frame: NodeId = '';
  const { editor } = must(
    new TestWorld(1, (tx, page) => void (frame = tx.create('frame', page, { name: 'Card' }))).people[0],
    'a person',
  );
  const words = (property: string, value: Parameters<typeof valueWords>[2]): string =>
    valueWords(editor.document, property, value);
  expect(words('opacity', 0.255)).toBe('25.5 %');
  expect(words('rotation', 45.123)).toBe('45.12°');
  expect(words('position', { x: 1.234, y: 5, space: frame })).toBe('X 1.23, Y 5');
  expect(words('placement', { parent: frame, order: 'a', from: frame })).toBe('In Card');
  expect(words('placement', { parent: TRASH, order: 'a', from: frame })).toBe('Deleted');
  expect(words('visible', false)).toBe('Hidden');
  expect(words('fills', [{ type: 'solid', color: '#ff00aa', opacity: 1, visible: true }])).toBe('#FF00AA');
  expect(words('fills', null)).toBe('None');
  expect(words('width', null)).toBe('100');
  expect(words('characters', '')).toBe('Empty');
  expect(words('votes/card/@AAAAAAAA', true)).toBe('Added');
  expect(words('score/+AAAAAAAA', 3)).toBe('+3');
  expect(words('fromTheFuture', [1, 'x'])).toBe('1, x');
});
