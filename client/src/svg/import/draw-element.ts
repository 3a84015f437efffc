/** Walks the tree as a browser paints it: what is drawn, where, in which style; through `use`, `symbol` and inner `svg`. */
import { type Matrix, multiply, type NewNode, translation } from '@joinery/shared';
import type { Style } from '../css/style.ts';
import { parseViewBox, viewBoxMatrix } from '../geometry/view-box.ts';
import { elementsOf, SVG_NAMESPACE, type XmlElement } from '../xml/xml-element.ts';
import { hrefOf } from '../xml/xml-tree.ts';
import { type Clip, clipsOf, viewportClip } from './clip.ts';
import { containerDrafts } from './container.ts';
import { type Draft, groupOf, withProperties } from './draft.ts';
import { effectsOf } from './effects.ts';
import { elementMatrix } from './element-matrix.ts';
import type { ImportContext, Place } from './import-context.ts';
import { shapeDraft, shownAs } from './leaf.ts';
import { MAX_SVG_DEPTH } from '../limits.ts';
import { nodeName, ownName } from './node-name.ts';
import { markerDrafts } from './markers.ts';
import { type Geometry, geometryOf, lengthReader, SHAPE_NAMES } from './shapes.ts';
import { strokeSide } from './stroke-side.ts';
import { SvgImportError } from '../svg-import-error.ts';
import { textDrafts } from './text.ts';

/** What draws nothing by itself. */
const UNDRAWN: ReadonlySet<string> = new Set([
  'defs',
  'symbol',
  'clipPath',
  'mask',
  'marker',
  'linearGradient',
  'radialGradient',
  'pattern',
  'filter',
  'style',
  'script',
  'title',
  'desc',
  'metadata',
  'view',
  'font',
  'font-face',
  'cursor',
  'color-profile',
  'animate',
  'animateTransform',
  'animateMotion',
  'animateColor',
  'set',
  'stop',
  'discard',
  'solidcolor',
]);

const UNSUPPORTED_ELEMENTS: Readonly<Record<string, string>> = {
  image: 'images',
  foreignObject: 'embedded HTML',
  flowRoot: 'flowed text',
  video: 'videos',
  audio: 'sounds',
  iframe: 'embedded pages',
  canvas: 'embedded pages',
  mesh: 'mesh gradients',
};

function drawElement(context: ImportContext, element: XmlElement, around: Place): readonly Draft[] {
  // Editors keep data of their own in other namespaces; it is not part of the picture.
  if ((element.namespace !== SVG_NAMESPACE && element.namespace !== '') || UNDRAWN.has(element.name)) return [];
  const unsupported = UNSUPPORTED_ELEMENTS[element.name];
  if (unsupported !== undefined) {
    context.unsupported.add(unsupported);
    return [];
  }
  if (around.depth > MAX_SVG_DEPTH)
    throw new SvgImportError(`The drawing is nested more than ${MAX_SVG_DEPTH} levels deep.`);
  context.countDrawn();
  const style = context.style(element, around.style);
  noteEffects(context, style);
  const matrix = multiply(around.matrix, elementMatrix(element, style, around.viewport));
  return drawAs(context, element, { ...around, style, matrix, depth: around.depth + 1 });
}

/** @param place with the element's own style and its transform */
function drawAs(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  switch (element.name) {
    case 'g':
    case 'a':
      return drawGroup(context, element, place);
    case 'switch':
      return drawSwitch(context, element, place);
    case 'svg':
      return drawInnerSvg(context, element, place, {});
    case 'use':
      return drawUse(context, element, place);
    case 'text':
      return drawText(context, element, place);
    default:
      if (SHAPE_NAMES.has(element.name)) return drawShape(context, element, place);
      context.unsupported.add(`<${element.name.slice(0, 40)}> elements`);
      return [];
  }
}

export function drawChildren(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  return elementsOf(element).flatMap((child) => drawElement(context, child, place));
}

function drawShape(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const { style, viewport } = place;
  const geometry = geometryOf(element, style, viewport);
  if (geometry === undefined) return [];
  const name = nodeName(element);
  const strokeAlign = strokeSide(context, { geometry, style, viewport });
  const draw = (matrix: Matrix): Draft[] => {
    const draft = shapeDraft(context, geometry, { matrix, style, viewport, strokeAlign });
    const shape = draft === undefined ? [] : [name === undefined ? draft : withProperties(draft, { name })];
    return withMarkers(shape, markersOf(context, geometry, { ...place, matrix }));
  };
  const clips = strokeAlign === undefined ? clipsOf(context, style, viewport) : [];
  return clips.length === 0
    ? draw(place.matrix)
    : containerDrafts(context, { matrix: place.matrix, properties: {}, clips, draw });
}

function markersOf(context: ImportContext, geometry: Geometry, place: Place): readonly Draft[] {
  if (geometry.kind !== 'line' && geometry.kind !== 'path') return [];
  return markerDrafts(context, {
    geometry,
    place,
    drawContents: (element, under) => drawChildren(context, element, under),
  });
}

/** A shape with its markers is a group, which takes over what the shape has as a whole. */
function withMarkers(shape: Draft[], markers: readonly Draft[]): Draft[] {
  const [only] = shape;
  if (only === undefined || markers.length === 0) return shape;
  const { name, opacity, visible, effects, blendMode, ...own } = only.node.properties;
  const whole = {
    ...(name === undefined ? {} : { name }),
    ...(opacity === undefined ? {} : { opacity }),
    ...(visible === undefined ? {} : { visible }),
    ...(effects === undefined ? {} : { effects }),
    ...(blendMode === undefined ? {} : { blendMode }),
  };
  return [groupOf([{ ...only, node: { ...only.node, properties: own } }, ...markers], whole)];
}

function drawText(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const { opacity } = shownAs(place.style);
  return containerDrafts(context, {
    matrix: place.matrix,
    properties: { ...(opacity === undefined ? {} : { opacity }), ...effectsOf(context, place.style, place.matrix) },
    clips: clipsOf(context, place.style, place.viewport),
    draw: (matrix) => textDrafts(context, element, { ...place, matrix }),
  });
}

/** Contents in a group, if name, opacity, visibility or clips ask for one. */
function wrapped(
  context: ImportContext,
  element: XmlElement,
  place: Place,
  draw: (matrix: Matrix) => readonly Draft[],
): readonly Draft[] {
  const properties = { ...groupProperties(element, place.style), ...effectsOf(context, place.style, place.matrix) };
  // A viewport is named for those who use it: its name alone makes no group.
  const grouped = element.name !== 'symbol' && element.name !== 'svg' && element.name !== 'use';
  return containerDrafts(context, {
    matrix: place.matrix,
    properties,
    clips: clipsOf(context, place.style, place.viewport),
    grouped,
    draw,
  });
}

function groupProperties(element: XmlElement, style: Style): NewNode {
  const name = ownName(element);
  const { opacity } = shownAs(style);
  // Visibility is inherited and may be overruled inside; display is not.
  const hidden = style.get('display') === 'none';
  return {
    ...(name === undefined ? {} : { name }),
    ...(opacity === undefined ? {} : { opacity }),
    ...(hidden ? { visible: false } : {}),
  };
}

const drawGroup = (context: ImportContext, element: XmlElement, place: Place): readonly Draft[] =>
  wrapped(context, element, place, (matrix) => drawChildren(context, element, { ...place, matrix }));

/** The first child whose conditions hold. Embedded HTML is passed over for what stands in for it, and named. */
function drawSwitch(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const fitting = elementsOf(element).filter(({ attributes }) => {
    const language = attributes.get('systemLanguage');
    return (attributes.get('requiredExtensions') ?? '') === '' && (language === undefined || /\ben\b/i.test(language));
  });
  if (fitting[0]?.name === 'foreignObject') context.unsupported.add('embedded HTML');
  const chosen = fitting.find(({ name }) => name !== 'foreignObject');
  return wrapped(context, element, place, (matrix) =>
    chosen === undefined ? [] : drawElement(context, chosen, { ...place, matrix }),
  );
}

interface ViewportSize {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** An `svg` inside the drawing, or a `symbol`: a viewport with coordinates of its own, which clips. */
function drawInnerSvg(context: ImportContext, element: XmlElement, place: Place, size: ViewportSize): readonly Draft[] {
  const length = lengthReader(element, place.style, place.viewport);
  const isSymbol = element.name === 'symbol';
  const viewport = {
    width: size.width ?? (isSymbol ? undefined : length('width', 'width')) ?? place.viewport.width,
    height: size.height ?? (isSymbol ? undefined : length('height', 'height')) ?? place.viewport.height,
  };
  if (!(viewport.width > 0 && viewport.height > 0)) return [];
  const [x, y] = isSymbol ? [0, 0] : [length('x', 'width') ?? 0, length('y', 'height') ?? 0];
  const viewBox = parseViewBox(element.attributes.get('viewBox'));
  const inner = multiply(
    translation(x, y),
    viewBoxMatrix(viewBox, viewport, element.attributes.get('preserveAspectRatio')),
  );
  const overflow = place.style.get('overflow');
  const clips: Clip[] = overflow === 'visible' || overflow === 'auto' ? [] : [viewportClip(x, y, viewport)];
  return wrapped(context, element, place, (matrix) =>
    containerDrafts(context, {
      matrix,
      properties: {},
      clips,
      draw: (under) =>
        drawChildren(context, element, { ...place, matrix: multiply(under, inner), viewport: viewBox ?? viewport }),
    }),
  );
}

function drawUse(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const href = hrefOf(element);
  const target = context.tree.find(href);
  if (target === undefined) {
    if (href !== undefined && !href.trim().startsWith('#')) context.unsupported.add('references to other files');
    return [];
  }
  if (place.within.includes(target) || isAround(context, target, element)) {
    context.unsupported.add('references to themselves');
    return [];
  }
  const length = lengthReader(element, place.style, place.viewport);
  const shift = translation(length('x', 'width') ?? 0, length('y', 'height') ?? 0);
  const size = { width: length('width', 'width'), height: length('height', 'height') };
  return wrapped(context, element, place, (matrix) =>
    drawTarget(context, target, {
      place: { ...place, matrix: multiply(matrix, shift), within: [...place.within, target] },
      size,
    }),
  );
}

function drawTarget(
  context: ImportContext,
  target: XmlElement,
  { place, size }: { readonly place: Place; readonly size: ViewportSize },
): readonly Draft[] {
  if (target.name !== 'symbol' && target.name !== 'svg') return drawElement(context, target, place);
  if (place.depth > MAX_SVG_DEPTH)
    throw new SvgImportError(`The drawing is nested more than ${MAX_SVG_DEPTH} levels deep.`);
  context.countDrawn();
  const style = context.style(target, place.style);
  const matrix = multiply(place.matrix, elementMatrix(target, style, place.viewport));
  return drawInnerSvg(context, target, { ...place, style, matrix, depth: place.depth + 1 }, size);
}

function isAround(context: ImportContext, outer: XmlElement, inner: XmlElement): boolean {
  for (let at: XmlElement | undefined = inner; at !== undefined; at = context.tree.parent(at))
    if (at === outer) return true;
  return false;
}

/** Names what a style asks for and no node can show. */
export function noteEffects({ unsupported }: ImportContext, style: Style): void {
  const isSet = (value: string): boolean => value !== 'none' && value !== 'normal' && value !== '';
  if (isSet(style.get('animation-name'))) unsupported.add('animations');
  if (style.get('transform-box') === 'fill-box' && isSet(style.get('transform-origin')))
    unsupported.add('transforms around a shape’s own box');
}
