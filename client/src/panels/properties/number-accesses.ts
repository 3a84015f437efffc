/** The numbers of nodes that the properties panel edits: how each is read and written. Lengths in px, angles in degrees. */
import {
  add,
  boxCenter,
  boxHeight,
  boxWidth,
  MAX_LENGTH,
  type NodeId,
  type NodeType,
  type PropertyValues,
  rotation,
  subtract,
  transformVector,
  type Vector,
} from '@joinery/shared';
import type { Editor } from '../../editor/editor.ts';
import { normalDegrees, tidy } from '../../editor/node-place.ts';
import { hasProperty, type SettableProperty } from '../../editor/selection-values.ts';
import type { NumberAccess } from '../hooks/use-number-edit.ts';
import { scaleGroup } from './scale-group.ts';

/** Properties that hold a number and nothing else. */
type NumberProperty = {
  [P in SettableProperty]: PropertyValues[P] extends number ? P : never;
}[SettableProperty];

const typeOf = ({ document }: Editor, id: NodeId): NodeType => document.get(id, 'type');

function coordinate(axis: 'x' | 'y', label: string): NumberAccess {
  return {
    label,
    read: ({ document }, id) => (document.get(id, 'type') === 'page' ? undefined : document.position(id)[axis]),
    write: (tx, id, value, { document }) => tx.setPosition(id, { ...document.position(id), [axis]: value }),
    min: -MAX_LENGTH,
    max: MAX_LENGTH,
  };
}

export const X = coordinate('x', 'Move');
export const Y = coordinate('y', 'Move');

export const WIDTH: NumberAccess = {
  label: 'Resize',
  read: (editor, id) => {
    if (typeOf(editor, id) === 'group') return boxWidth(editor.scene.localBox(id));
    return hasProperty(editor.document, id, 'width') ? editor.document.get(id, 'width') : undefined;
  },
  write: (tx, id, value, editor) => {
    if (typeOf(editor, id) === 'group') {
      const width = boxWidth(editor.scene.localBox(id));
      if (width > 0) scaleGroup(tx, editor, id, { x: value / width, y: 1 });
    }
    if (!hasProperty(editor.document, id, 'width')) return;
    // A text that hugs its letters would take its width back at once.
    if (editor.document.get(id, 'textSizing') === 'width' && typeOf(editor, id) === 'text')
      tx.set(id, 'textSizing', 'height');
    tx.set(id, 'width', value);
  },
  min: 0.01,
  max: MAX_LENGTH,
};

export const HEIGHT: NumberAccess = {
  label: 'Resize',
  read: (editor, id) => {
    const type = typeOf(editor, id);
    if (type === 'group') return boxHeight(editor.scene.localBox(id));
    return type === 'line' || !hasProperty(editor.document, id, 'height')
      ? undefined
      : editor.document.get(id, 'height');
  },
  write: (tx, id, value, editor) => {
    const type = typeOf(editor, id);
    if (type === 'group') {
      const height = boxHeight(editor.scene.localBox(id));
      if (height > 0) scaleGroup(tx, editor, id, { x: 1, y: value / height });
    }
    if (type === 'line' || !hasProperty(editor.document, id, 'height')) return;
    if (type === 'text') tx.set(id, 'textSizing', 'fixed');
    tx.set(id, 'height', value);
  },
  min: 0.01,
  max: MAX_LENGTH,
};

const isZero = (length: number | undefined): boolean => length === undefined || length === 0;

/** One side, with the other following so that their ratio stays. */
function inRatio(side: NumberAccess, other: NumberAccess): NumberAccess {
  return {
    ...side,
    write: (tx, id, value, editor) => {
      const [before, otherBefore] = [side.read(editor, id), other.read(editor, id)];
      side.write(tx, id, value, editor);
      if (isZero(before) || isZero(otherBefore)) return;
      other.write(tx, id, ((otherBefore ?? 0) * value) / (before ?? 1), editor);
    },
  };
}

export const WIDTH_IN_RATIO = inRatio(WIDTH, HEIGHT);
export const HEIGHT_IN_RATIO = inRatio(HEIGHT, WIDTH);

/** Where a node's corner must be so that its middle stays while it turns. All in its parent's coordinates. */
function turnedPosition(position: Vector, middle: Vector, from: number, to: number): Vector {
  const centre = add(position, transformVector(rotation(from), middle));
  return subtract(centre, transformVector(rotation(to), middle));
}

export const ROTATION: NumberAccess = {
  label: 'Rotate',
  read: ({ document }, id) => (hasProperty(document, id, 'rotation') ? document.get(id, 'rotation') : undefined),
  write: (tx, id, value, { document, scene }) => {
    const degrees = normalDegrees(value);
    const middle = boxCenter(scene.localBox(id));
    const position = tidy(turnedPosition(document.position(id), middle, document.get(id, 'rotation'), degrees));
    tx.set(id, 'rotation', degrees);
    tx.setPosition(id, position);
  },
};

/** A property that is a plain number. @param factor what is shown per what is stored, such as 100 for percent */
function plainNumber(
  property: NumberProperty,
  label: string,
  range: { min: number; max: number; factor?: number },
): NumberAccess {
  const { min, max, factor = 1 } = range;
  return {
    label,
    read: ({ document }, id) => (hasProperty(document, id, property) ? document.get(id, property) * factor : undefined),
    write: (tx, id, value) => tx.set(id, property, Math.round((value / factor) * 1e4) / 1e4),
    min,
    max,
  };
}

export const OPACITY = plainNumber('opacity', 'Set opacity', { min: 0, max: 100, factor: 100 });
export const STROKE_WEIGHT = plainNumber('strokeWeight', 'Set stroke width', { min: 0, max: 100_000 });
export const STROKE_MITER = plainNumber('strokeMiter', 'Set miter limit', { min: 1, max: 1000 });
export const FONT_SIZE = plainNumber('fontSize', 'Set font size', { min: 0.1, max: 10_000 });
export const LINE_HEIGHT = plainNumber('lineHeight', 'Set line height', { min: 0, max: 10_000, factor: 100 });
export const LETTER_SPACING = plainNumber('letterSpacing', 'Set letter spacing', { min: -1000, max: 1000 });
export const MAX_LINES = plainNumber('maxLines', 'Set most lines', { min: 0, max: 10_000 });

const cornersOf = (radius: number | readonly number[]): readonly number[] =>
  typeof radius === 'number' ? [radius, radius, radius, radius] : [0, 1, 2, 3].map((corner) => radius[corner] ?? 0);

const simplest = (corners: readonly number[]): number | readonly number[] =>
  corners.every((radius) => radius === corners[0]) ? (corners[0] ?? 0) : corners;

/** All four corners as one number. A node whose corners differ has none: NaN never equals itself, so it shows as mixed. */
export const CORNER_RADIUS: NumberAccess = {
  label: 'Set corner radius',
  read: ({ document }, id) => {
    if (!hasProperty(document, id, 'cornerRadius')) return undefined;
    const radius = simplest(cornersOf(document.get(id, 'cornerRadius')));
    return typeof radius === 'number' ? radius : Number.NaN;
  },
  write: (tx, id, value) => tx.set(id, 'cornerRadius', Number.isNaN(value) ? 0 : value),
  min: 0,
  max: MAX_LENGTH,
};

/** One corner: 0 top left, then clockwise. */
export const cornerAccess = (corner: number): NumberAccess => ({
  label: 'Set corner radius',
  read: ({ document }, id) =>
    hasProperty(document, id, 'cornerRadius') ? cornersOf(document.get(id, 'cornerRadius'))[corner] : undefined,
  write: (tx, id, value, { document }) =>
    tx.set(id, 'cornerRadius', simplest(cornersOf(document.get(id, 'cornerRadius')).with(corner, value))),
  min: 0,
  max: MAX_LENGTH,
});
