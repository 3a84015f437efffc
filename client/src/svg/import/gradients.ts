/** Gradient elements as paints: three handles hold any of SVG's gradient transforms. */
import {
  type Box,
  type GradientPaint,
  type GradientStop,
  IDENTITY,
  type Matrix,
  matrix,
  multiply,
  type Paint,
  solid,
  transformPoint,
} from '@joinery/shared';
import { parseColor } from '../css/color.ts';
import { parseLength, parseShare } from '../css/length.ts';
import { parseTransform } from '../geometry/transform-list.ts';
import { elementsOf, type XmlElement } from '../xml/xml-element.ts';
import { hrefOf } from '../xml/xml-tree.ts';
import { type SpreadGradient, spreadOut } from './gradient-spread.ts';
import type { ImportContext, Place } from './import-context.ts';

/** Where a gradient is used. */
export interface GradientUse {
  /** Of the shape, in its user space. */
  readonly box: Box;
  /** From the shape's user space to units of the node's box. */
  readonly toBox: Matrix;
  readonly viewport: Place['viewport'];
  /** Of the whole paint. */
  readonly opacity: number;
}

const MAX_STOPS = 256;
const MAX_REFERENCES = 32;

export const isGradient = ({ name }: XmlElement): boolean => name === 'linearGradient' || name === 'radialGradient';

/** Undefined where nothing is painted: a gradient without stops, or in units of a box without area. */
export function gradientPaint(context: ImportContext, element: XmlElement, use: GradientUse): Paint | undefined {
  const chain = templates(context, element);
  const stops = stopsOf(context, chain);
  const last = stops.at(-1);
  if (last === undefined) return undefined;
  const whole = solid(last.color, last.opacity * use.opacity);
  if (stops.length === 1) return whole;
  const gradient = new GradientAttributes(chain);
  const space = gradientSpace(gradient, use.box);
  if (space === undefined) return undefined;
  const ends = gradient.linear ? linearAxes(gradient, use) : radialAxes(gradient, use);
  if (ends === undefined) return whole;
  noteFocus(context, gradient);
  const shown = spread(context, gradient, { axes: multiply(multiply(use.toBox, space), ends), stops });
  const handles = toHandles(shown.axes);
  if (!handles.every(Number.isFinite)) return whole;
  return {
    type: gradient.linear ? 'linear' : 'radial',
    opacity: use.opacity,
    visible: true,
    stops: shown.stops,
    handles,
  };
}

function spread(context: ImportContext, gradient: GradientAttributes, shown: SpreadGradient): SpreadGradient {
  const method = gradient.get('spreadMethod');
  if (method !== 'reflect' && method !== 'repeat') return shown;
  const all = spreadOut(shown, method, { linear: gradient.linear, maxStops: MAX_STOPS });
  if (all === undefined) context.unsupported.add('gradients that repeat very often');
  return all ?? shown;
}

/** The gradient and those it refers to, nearest first; a circle of references ends where it closes. */
function templates(context: ImportContext, element: XmlElement): XmlElement[] {
  const chain: XmlElement[] = [];
  for (
    let at: XmlElement | undefined = element;
    at !== undefined && !chain.includes(at) && chain.length < MAX_REFERENCES;
  ) {
    chain.push(at);
    const next = context.tree.find(hrefOf(at));
    at = next !== undefined && isGradient(next) ? next : undefined;
  }
  return chain;
}

/** Attributes of a gradient, each from the first of its templates that has it. */
class GradientAttributes {
  readonly linear: boolean;
  readonly #chain: readonly XmlElement[];

  constructor(chain: readonly XmlElement[]) {
    this.#chain = chain;
    this.linear = chain[0]?.name === 'linearGradient';
  }

  get(name: string): string | undefined {
    return this.#chain.find(({ attributes }) => attributes.has(name))?.attributes.get(name);
  }

  get inUserSpace(): boolean {
    return this.get('gradientUnits') === 'userSpaceOnUse';
  }

  length(name: string, otherwise: string, { viewport: { width, height } }: GradientUse): number {
    const both = Math.hypot(width, height) / Math.SQRT2;
    const whole = this.inUserSpace ? (name.includes('x') ? width : name.includes('y') ? height : both) : 1;
    const read = (text: string | undefined): number | undefined => parseLength(text, { fontSize: 16, whole });
    return read(this.get(name)) ?? read(otherwise) ?? 0;
  }
}

/** From gradient units, with its transform, to the shape's user space. */
function gradientSpace(gradient: GradientAttributes, { left, top, right, bottom }: Box): Matrix | undefined {
  const own = parseTransform(gradient.get('gradientTransform') ?? '') ?? IDENTITY;
  if (gradient.inUserSpace) return own;
  if (!(right > left && bottom > top)) return undefined;
  return multiply(matrix(right - left, 0, 0, bottom - top, left, top), own);
}

/** From gradient space (main axis 0,0 to 1,0, cross axis to 0,1) to gradient units; undefined for one without length. */
function linearAxes(gradient: GradientAttributes, use: GradientUse): Matrix | undefined {
  const [x1, y1] = [gradient.length('x1', '0%', use), gradient.length('y1', '0%', use)];
  const [dx, dy] = [gradient.length('x2', '100%', use) - x1, gradient.length('y2', '0%', use) - y1];
  return dx === 0 && dy === 0 ? undefined : matrix(dx, dy, -dy, dx, x1, y1);
}

function radialAxes(gradient: GradientAttributes, use: GradientUse): Matrix | undefined {
  const r = gradient.length('r', '50%', use);
  return r > 0 ? matrix(r, 0, 0, r, gradient.length('cx', '50%', use), gradient.length('cy', '50%', use)) : undefined;
}

function toHandles(m: Matrix): GradientPaint['handles'] {
  const [start, main, cross] = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
  ].map((point) => transformPoint(m, point));
  const parts = [start, main, cross].flatMap((point) => [point?.x ?? 0, point?.y ?? 0]);
  return parts.map((part) => Math.round(part * 1e7) / 1e7 + 0) as unknown as GradientPaint['handles'];
}

function stopsOf(context: ImportContext, chain: readonly XmlElement[]): readonly GradientStop[] {
  const owner = chain.find((element) => elementsOf(element).some(isStop));
  if (owner === undefined) return [];
  // Many shapes share a gradient.
  const known = context.stops.get(owner);
  if (known !== undefined) return known;
  const stops = readStops(context, owner);
  context.stops.set(owner, stops);
  return stops;
}

const isStop = ({ name }: XmlElement): boolean => name === 'stop';

function readStops(context: ImportContext, owner: XmlElement): GradientStop[] {
  const elements = elementsOf(owner).filter(isStop);
  if (elements.length > MAX_STOPS) context.unsupported.add(`gradients of more than ${MAX_STOPS} colours`);
  const around = context.styleInPlace(owner);
  let least = 0;
  return elements.slice(0, MAX_STOPS).map((element): GradientStop => {
    const style = context.style(element, around);
    const value = style.get('stop-color');
    const color = parseColor(/^currentcolor$/i.test(value) ? style.get('color') : value) ?? {
      color: '#000000',
      opacity: 1,
    };
    least = Math.max(least, parseShare(element.attributes.get('offset'), 0));
    return { offset: least, color: color.color, opacity: color.opacity * parseShare(style.get('stop-opacity'), 1) };
  });
}

function noteFocus(context: ImportContext, gradient: GradientAttributes): void {
  if (gradient.linear) return;
  const off = (focus: string, center: string): boolean =>
    gradient.get(focus) !== undefined && gradient.get(focus) !== (gradient.get(center) ?? '50%');
  const ringed = Number.parseFloat(gradient.get('fr') ?? '0') > 0;
  if (off('fx', 'cx') || off('fy', 'cy') || ringed) context.unsupported.add('gradients with an off-centre focus');
}
