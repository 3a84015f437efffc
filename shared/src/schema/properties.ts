/**
 * The schema (D13): one table that says, per property, who has it, its default, limits, how concurrent writes meet and
 * what people call it. Validation, encoding, inspector and docs read it; adding a property is one row, at the end
 * (a row's place never changes: the first ones are numbers on the wire).
 */
import type { NodeId } from '../document/node-id.ts';
import {
  type Check,
  either,
  flag,
  nodeReference,
  numberBetween,
  numbers,
  oneOf,
  record,
  textUpTo,
  word,
} from './check.ts';
import { baseOf, isCount, type OwnedProperty, ownedProperty, parseSeeing } from './keyed-property.ts';
import { BLEND_MODES, type BlendMode, checkEffects, type Effect } from './effect.ts';
import { checkLayoutGrids, type LayoutGrid } from './layout-grid.ts';
import { checkPaints, type Paint } from './paint.ts';
import { isPortable, type Value, wellFormed } from './value.ts';

/** The types of nodes that this version knows. */
export const NODE_TYPES = ['page', 'frame', 'group', 'rectangle', 'ellipse', 'line', 'path', 'text'] as const;
/** What a node is. One from a newer writer can be another word: see {@link isNodeType}. */
export type NodeType = (typeof NODE_TYPES)[number];

/** Where a node stands in the tree (D5). */
export interface Placement {
  readonly parent: NodeId;
  /** Fractional order key among siblings (D6). */
  readonly order: string;
  /** The parent it was moved from: where a cycle's loser goes back to. */
  readonly from: NodeId;
  /** How the node's position reads in `parent` (in `from` while `parent` is the trash), where it was moved there (D8). */
  readonly via?: Via;
}

/**
 * From one space to another: a point of `space` turns by `turn` degrees, clockwise, and is shifted by x, y px. No interface, which
 * would be no {@link Value}.
 */
export type Via = { readonly space: NodeId; readonly x: number; readonly y: number; readonly turn: number };

/** The node's rotated top-left corner, in the coordinates of `space` (D8). */
export interface Position {
  readonly x: number;
  readonly y: number;
  readonly space: NodeId;
}

/** An outline: SVG path data whose natural box runs from 0,0 to width,height; drawn stretched to the node's size. */
export interface PathGeometry {
  readonly data: string;
  readonly width: number;
  readonly height: number;
}

/** On which side of the outline a stroke lies. */
export type StrokeAlign = 'inside' | 'center' | 'outside';
/** What the box of a text follows: see {@link PropertyValues.textSizing}. */
export type TextSizing = 'width' | 'height' | 'fixed';

/** The type of each known property as a reader sees it: with its default, never null. Lengths in px, angles in degrees. */
export interface PropertyValues {
  type: NodeType;
  placement: Placement;
  position: Position;
  name: string;
  width: number;
  height: number;
  rotation: number;
  opacity: number;
  visible: boolean;
  locked: boolean;
  fills: readonly Paint[];
  strokes: readonly Paint[];
  strokeWeight: number;
  strokeAlign: StrokeAlign;
  strokeCap: 'butt' | 'round' | 'square';
  strokeJoin: 'miter' | 'round' | 'bevel';
  strokeMiter: number;
  strokeDashes: readonly number[];
  /** One radius, or four: top left, top right, bottom right, bottom left. */
  cornerRadius: number | readonly number[];
  clip: boolean;
  path: PathGeometry;
  fillRule: 'nonzero' | 'evenodd';
  characters: string;
  fontFamily: string;
  fontSize: number;
  fontWeight: number;
  fontStyle: 'normal' | 'italic';
  /** A multiple of the font size. */
  lineHeight: number;
  letterSpacing: number;
  textAlign: 'left' | 'center' | 'right';
  textVerticalAlign: 'top' | 'middle' | 'bottom';
  /** What the box follows: `width` hugs the text, `height` wraps and grows downwards, `fixed` neither. */
  textSizing: TextSizing;
  textDecoration: 'none' | 'underline' | 'line-through';
  effects: readonly Effect[];
  blendMode: BlendMode;
  /** Not painted: what lies above it in the same parent, up to the next mask, is seen only where it would be. */
  mask: boolean;
  /** Whether what does not fit is cut off, with “…” at its end: beyond the box of a `fixed` text, and beyond `maxLines`. */
  textTruncation: 'none' | 'ending';
  /** Where truncated; 0 is no limit. */
  maxLines: number;
  /** Each stands in a register of its own, `guides/key`; this one is never set. */
  guides: Guide;
  layoutGrids: readonly LayoutGrid[];
}

/** A line across a page or frame to line things up by, at an `x` or a `y` of what it belongs to. No interface, which would be no {@link Value}. */
export type Guide = { readonly axis: 'x' | 'y'; readonly at: number };

/** The name of a property that this version knows. */
export type PropertyName = keyof PropertyValues;

/** How concurrent writes meet (D11): see meeting.ts for what each means. */
export type ConflictStrategy = 'last-write-wins' | 'multi-value' | 'semantic-merge' | 'ask';

/**
 * What a role may write (R7): `structure` places nodes, `content` is everything a designer draws, `discussion` what people say about
 * it. Comments do not exist yet, so no property is of that class.
 */
export type PropertyClass = 'structure' | 'content' | 'discussion';

/** What the schema says of one property. */
export interface PropertyRow<V = Value> {
  /** What people call it. */
  readonly label: string;
  readonly default: V;
  readonly check: Check;
  /** Node types that have it. */
  readonly on: readonly NodeType[];
  readonly strategy: ConflictStrategy;
  readonly class: PropertyClass;
}

/** Greatest absolute coordinate or length, in px. */
export const MAX_LENGTH = 1e9;
/** Greatest length of a node’s name. */
export const MAX_NAME_CHARACTERS = 1000;
/** Greatest length of a text node’s text. */
export const MAX_TEXT_CHARACTERS = 200_000;
/** Greatest length of an outline’s path data. */
export const MAX_PATH_CHARACTERS = 1_000_000;
/** Greatest length of a property's name, keyed ones included. */
export const MAX_PROPERTY_CHARACTERS = 200;
/** Order keys longer than this are refused; local ones are re-keyed long before (D6). */
const MAX_ORDER_CHARACTERS = 200;

const LAYERS: readonly NodeType[] = ['frame', 'group', 'rectangle', 'ellipse', 'line', 'path', 'text'];
const BOXES: readonly NodeType[] = ['frame', 'rectangle', 'ellipse', 'line', 'path', 'text'];
const PAINTED: readonly NodeType[] = BOXES;
const coordinate = numberBetween(-MAX_LENGTH, MAX_LENGTH);
/** Between two points that are coordinates. */
const shift = numberBetween(-4 * MAX_LENGTH, 4 * MAX_LENGTH);
const length = numberBetween(0, MAX_LENGTH);

function row<V>(
  label: string,
  initial: V,
  check: Check,
  on: readonly NodeType[],
  extra?: Partial<PropertyRow<V>>,
): PropertyRow<V> {
  return { label, default: initial, check, on, strategy: 'last-write-wins', class: 'content', ...extra };
}

type Table = { readonly [P in PropertyName]: PropertyRow<PropertyValues[P]> };

/** The table. */
export const PROPERTIES: Table = {
  // Any word: a type that only newer writers know is kept and passed on (D13), and reads as a NodeType that no table lists.
  type: row<NodeType>('Type', 'rectangle', word, NODE_TYPES, { class: 'structure' }),
  placement: row<Placement>(
    'Place',
    { parent: 'trash', order: '', from: 'trash' },
    record(
      { parent: nodeReference, order: textUpTo(MAX_ORDER_CHARACTERS), from: nodeReference },
      { via: record({ space: nodeReference, x: shift, y: shift, turn: numberBetween(-360, 360) }) },
    ),
    NODE_TYPES,
    { class: 'structure' },
  ),
  position: row<Position>(
    'Position',
    { x: 0, y: 0, space: 'root' },
    // `onPage` was written by versions before this one: it is passed on, and not read any more.
    record(
      { x: coordinate, y: coordinate, space: nodeReference },
      { onPage: record({ x: coordinate, y: coordinate }) },
    ),
    LAYERS,
  ),
  name: row('Name', '', textUpTo(MAX_NAME_CHARACTERS), NODE_TYPES, { strategy: 'multi-value' }),
  width: row('Width', 100, length, BOXES),
  height: row('Height', 100, length, BOXES),
  rotation: row('Rotation', 0, numberBetween(-360, 360), LAYERS),
  opacity: row('Opacity', 1, numberBetween(0, 1), LAYERS),
  visible: row('Visible', true, flag, LAYERS),
  locked: row('Locked', false, flag, LAYERS),
  fills: row<readonly Paint[]>('Fill', [], checkPaints, [...PAINTED, 'page'], { strategy: 'multi-value' }),
  strokes: row<readonly Paint[]>('Stroke', [], checkPaints, PAINTED, { strategy: 'multi-value' }),
  strokeWeight: row('Stroke width', 1, numberBetween(0, 100_000), PAINTED),
  strokeAlign: row<StrokeAlign>('Stroke position', 'center', oneOf('inside', 'center', 'outside'), PAINTED),
  strokeCap: row<PropertyValues['strokeCap']>('Line ends', 'butt', oneOf('butt', 'round', 'square'), PAINTED),
  strokeJoin: row<PropertyValues['strokeJoin']>('Line joins', 'miter', oneOf('miter', 'round', 'bevel'), PAINTED),
  strokeMiter: row('Miter limit', 4, numberBetween(1, 1000), PAINTED),
  strokeDashes: row<readonly number[]>('Dashes', [], numbers(64, numberBetween(0, 100_000)), PAINTED),
  cornerRadius: row<PropertyValues['cornerRadius']>('Corner radius', 0, either(length, numbers(4, length)), [
    'frame',
    'rectangle',
  ]),
  clip: row('Clip content', true, flag, ['frame']),
  path: row<PathGeometry>(
    'Outline',
    { data: '', width: 1, height: 1 },
    record({ data: textUpTo(MAX_PATH_CHARACTERS), width: length, height: length }),
    ['path'],
    { strategy: 'ask' },
  ),
  fillRule: row<PropertyValues['fillRule']>('Fill rule', 'nonzero', oneOf('nonzero', 'evenodd'), ['path']),
  characters: row('Text', '', textUpTo(MAX_TEXT_CHARACTERS), ['text'], { strategy: 'ask' }),
  fontFamily: row('Font', 'Inter', textUpTo(200), ['text']),
  fontSize: row('Font size', 16, numberBetween(0.1, 10_000), ['text']),
  fontWeight: row('Font weight', 400, numberBetween(1, 1000), ['text']),
  fontStyle: row<PropertyValues['fontStyle']>('Font style', 'normal', oneOf('normal', 'italic'), ['text']),
  lineHeight: row('Line height', 1.2, numberBetween(0, 100), ['text']),
  letterSpacing: row('Letter spacing', 0, numberBetween(-1000, 1000), ['text']),
  textAlign: row<PropertyValues['textAlign']>('Align', 'left', oneOf('left', 'center', 'right'), ['text']),
  textVerticalAlign: row<PropertyValues['textVerticalAlign']>(
    'Vertical align',
    'top',
    oneOf('top', 'middle', 'bottom'),
    ['text'],
  ),
  textSizing: row<TextSizing>('Text box', 'width', oneOf('width', 'height', 'fixed'), ['text']),
  textDecoration: row<PropertyValues['textDecoration']>(
    'Decoration',
    'none',
    oneOf('none', 'underline', 'line-through'),
    ['text'],
  ),
  effects: row<readonly Effect[]>('Effects', [], checkEffects, LAYERS, { strategy: 'multi-value' }),
  blendMode: row<BlendMode>('Blend mode', 'normal', oneOf(...BLEND_MODES), LAYERS),
  mask: row('Mask', false, flag, LAYERS),
  textTruncation: row<PropertyValues['textTruncation']>('Truncation', 'none', oneOf('none', 'ending'), ['text']),
  maxLines: row('Most lines', 0, numberBetween(0, 10_000), ['text']),
  guides: row<Guide>('Guides', { axis: 'x', at: 0 }, record({ axis: oneOf('x', 'y'), at: coordinate }), [
    'page',
    'frame',
  ]),
  layoutGrids: row<readonly LayoutGrid[]>('Layout grids', [], checkLayoutGrids, ['frame'], { strategy: 'multi-value' }),
};

/** In the table's order: a property's index is its number. Append only. */
export const PROPERTY_NAMES = Object.keys(PROPERTIES) as readonly PropertyName[];

const NUMBERS: ReadonlyMap<string, number> = new Map(PROPERTY_NAMES.map((name, number) => [name, number]));

/** Properties of the first release: these are written by their numbers. */
const FIRST_RELEASE = 33;

/**
 * A property's number on the wire; undefined for one that is written by its name. That is what the schema does not know, and what came
 * into it later: replicas from before keep and pass on what has a name, and cannot read a number beyond their table (D13).
 */
export function wireNumber(name: string): number | undefined {
  const number = NUMBERS.get(name);
  return number === undefined || number >= FIRST_RELEASE ? undefined : number;
}

/** A property's number: its place in the table; undefined for one that the schema does not know. */
export const propertyNumber = (name: string): number | undefined => NUMBERS.get(name);

/** Whether this version knows a property of this name. */
export const isPropertyName = (name: string): name is PropertyName => NUMBERS.has(name);

/** Whether this version knows a type of node. */
export const isNodeType = (type: Value | undefined): type is NodeType => NODE_TYPES.includes(type as NodeType);

/** Node types that are known to have children: what people may be offered to put things into. */
export const isContainer = (type: NodeType | undefined): boolean =>
  type === 'page' || type === 'frame' || type === 'group';

/** Node types that others may lie in: containers, and what only newer writers know, since those know best. */
export const mayHold = (type: NodeType): boolean => isContainer(type) || !isNodeType(type);

/**
 * Why a value may not stand in a property, as a sentence; undefined when it may. `null` (not set) is always valid but for
 * `type` and `placement`. A property unknown here comes from a newer writer and is kept as it is (D13); `name/key` is checked like
 * `name`.
 */
export function checkProperty(name: string, value: Value): string | undefined {
  if (!isPropertyName(name)) return checkUnknown(name, value) ?? checkKeyed(name, value);
  if (value === null) return name === 'type' || name === 'placement' ? `${name} must be set` : undefined;
  const expected = PROPERTIES[name].check(value);
  return expected === undefined ? undefined : `${name} must be ${expected}`;
}

function checkUnknown(name: string, value: Value): string | undefined {
  if (name.length === 0 || name.length > MAX_PROPERTY_CHARACTERS)
    return `a property's name must have 1 to ${MAX_PROPERTY_CHARACTERS} characters`;
  if (wellFormed(name) !== name) return "a property's name must be made of whole characters";
  return isPortable(value) ? undefined : `${name} must be made of finite numbers and not be nested too deeply`;
}

function checkKeyed(name: string, value: Value): string | undefined {
  const base = baseOf(name);
  if (!isPropertyName(base)) return undefined;
  if (base === 'type' || base === 'placement') return `${name} must not be set: a node has one ${base}`;
  if (value === null) return undefined;
  const expected = expectedOfKeyed(ownedProperty(name), base, value);
  return expected === undefined ? undefined : `${name} must be ${expected}`;
}

function expectedOfKeyed(owned: OwnedProperty | undefined, base: PropertyName, value: Value): string | undefined {
  if (owned === undefined) return PROPERTIES[base].check(value);
  if (owned.kind === 'counter') return isCount(value) ? undefined : 'a whole number, 0 or greater';
  const seeing = parseSeeing(value);
  if (seeing === undefined) return 'a value with its time and what its writer had seen';
  if (owned.kind === 'member') return flag(seeing.value);
  return seeing.value === null ? undefined : PROPERTIES[base].check(seeing.value);
}
