/** A property's value as people say it. Colours and outlines are better seen: see value-view.tsx. */
import {
  type DocumentReader,
  isList,
  isPropertyName,
  type Paint,
  PROPERTIES,
  type PropertyValues,
  TRASH,
  type Value,
} from '@joinery/shared';
import { displayName } from '../../editor/node-names.ts';

/** The property of the schema that a register is of: `name` of `name/@actor`. */
export const baseName = (property: string): string => property.split('/', 1)[0] ?? property;

const rounded = (value: number): string => String(Math.round(value * 100) / 100);

const FLAGS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  visible: ['Shown', 'Hidden'],
  locked: ['Locked', 'Unlocked'],
  clip: ['Clipped', 'Not clipped'],
};

/** In what a number counts. */
const UNITS: Readonly<Record<string, string>> = { rotation: '°' };

/** @param value as it stands in the register, of a counter what was added; null means the default */
export function valueWords(reader: DocumentReader, property: string, value: Value): string {
  if (property !== baseName(property)) return keyedWords(reader, property, value);
  if (!isPropertyName(property)) return plainWords(value);
  // A value that stands in a register is one that the schema allows.
  const known = value ?? (PROPERTIES[property].default as Value);
  switch (property) {
    case 'placement':
      return placeWords(reader, known as unknown as PropertyValues['placement']);
    case 'position': {
      const { x, y } = known as unknown as PropertyValues['position'];
      return `X ${rounded(x)}, Y ${rounded(y)}`;
    }
    case 'fills':
    case 'strokes':
      return paintsWords(known as unknown as readonly Paint[]);
    case 'path': {
      const { width, height } = known as unknown as PropertyValues['path'];
      return `Outline of ${rounded(width)} × ${rounded(height)}`;
    }
    case 'opacity':
      return `${rounded(Number(known) * 100)} %`;
    default:
      return FLAGS[property]?.[known === true ? 0 : 1] ?? plainWords(known) + (UNITS[property] ?? '');
  }
}

/** Sets, counters and values that stand side by side. */
function keyedWords(reader: DocumentReader, property: string, value: Value): string {
  if (typeof value === 'number') return value > 0 ? `+${value}` : String(value);
  if (typeof value === 'boolean') return value ? 'Added' : 'Removed';
  return valueWords(reader, baseName(property), value);
}

function placeWords(reader: DocumentReader, { parent }: PropertyValues['placement']): string {
  if (parent === TRASH) return 'Deleted';
  return reader.has(parent) ? `In ${displayName(reader, parent)}` : 'In what is gone';
}

function paintsWords(paints: readonly Paint[]): string {
  if (paints.length === 0) return 'None';
  return paints.map((paint) => (paint.type === 'solid' ? paint.color.toUpperCase() : 'Gradient')).join(', ');
}

function plainWords(value: Value): string {
  if (value === null || value === '') return 'Empty';
  if (typeof value === 'number') return rounded(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return isList(value) ? value.map(plainWords).join(', ') || 'None' : JSON.stringify(value);
}
