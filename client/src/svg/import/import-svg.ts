/**
 * SVG text → a tree of nodes to create. Pure: the XML parser and the measure of text come in. What cannot be shown is
 * named in the result; only a text that is no SVG at all, or goes beyond the limits, is refused.
 */
import { MAX_LENGTH, multiply, type NewNode, unionAll } from '@joinery/shared';
import type { SvgImport } from '../../editor/svg-import.ts';
import type { MeasureText } from '../../editor/text-layout.ts';
import { parseColor } from '../css/color.ts';
import { parseLength } from '../css/length.ts';
import { Matcher } from '../css/selector.ts';
import { Style } from '../css/style.ts';
import { Stylesheet } from '../css/stylesheet.ts';
import { parseViewBox, type ViewBox, viewBoxMatrix } from '../geometry/view-box.ts';
import { textOf, type XmlElement, type XmlParse } from '../xml/xml-element.ts';
import { prepareXml } from '../xml/xml-prologue.ts';
import { XmlTree } from '../xml/xml-tree.ts';
import { clipsOf } from './clip.ts';
import { containerDrafts } from './container.ts';
import type { Draft } from './draft.ts';
import { drawChildren, noteEffects } from './draw-element.ts';
import { effectsOf } from './effects.ts';
import { elementMatrix } from './element-matrix.ts';
import { ImportContext } from './import-context.ts';
import { shownAs } from './leaf.ts';
import { MAX_SELECTOR_TESTS, MAX_SVG_CHARACTERS, MAX_SVG_ELEMENTS } from '../limits.ts';
import { SvgImportError } from '../svg-import-error.ts';
import { Unsupported } from './unsupported.ts';
import { validNodes } from './valid-nodes.ts';

/** About what a sans-serif letter takes; for callers that have no fonts. */
const roughMeasure: MeasureText = (text, { fontSize }) => [...text].length * fontSize * 0.55;

/** @throws SvgImportError, whose message is for the person */
export function importSvg(text: string, parse: XmlParse, measure: MeasureText = roughMeasure): SvgImport {
  const root = readRoot(text, parse);
  const tree = new XmlTree(root);
  const unsupported = new Unsupported();
  const context = new ImportContext({ tree, sheet: readStyles(tree, unsupported), unsupported, measure });
  noteActive(tree, unsupported);
  return drawRoot(context, root);
}

function readRoot(text: string, parse: XmlParse): XmlElement {
  if (text.length > MAX_SVG_CHARACTERS)
    throw new SvgImportError(`The file is larger than ${MAX_SVG_CHARACTERS / 1024 / 1024} MB.`);
  const prepared = prepareXml(text);
  if (countTags(prepared) > MAX_SVG_ELEMENTS)
    throw new SvgImportError(`The file has more than ${MAX_SVG_ELEMENTS.toLocaleString('en')} elements.`);
  const parsed = parse(prepared);
  if ('reason' in parsed) throw new SvgImportError(`This is not a readable SVG file: ${parsed.reason}`);
  if (parsed.root.name !== 'svg')
    throw new SvgImportError(`This is not an SVG file: it begins with <${parsed.root.name}>.`);
  return parsed.root;
}

/** Opening tags, counted before a parser spends memory on them. */
function countTags(text: string): number {
  let count = 0;
  for (let at = text.indexOf('<'); at >= 0 && count <= MAX_SVG_ELEMENTS; at = text.indexOf('<', at + 1)) {
    const next = text.charCodeAt(at + 1);
    if (next !== 0x2f && next !== 0x21 && next !== 0x3f) count++;
  }
  return count;
}

const AT_RULES: Readonly<Record<string, string>> = {
  'font-face': 'web fonts',
  import: 'imported style sheets',
  keyframes: 'animations',
  media: 'media queries',
  charset: '',
  namespace: '',
};

function readStyles(tree: XmlTree, unsupported: Unsupported): Stylesheet {
  let tests = 0;
  const sheet = new Stylesheet(
    new Matcher(tree, () => {
      tests++;
      if (tests > MAX_SELECTOR_TESTS) throw new SvgImportError('The style sheet of the file takes too long to apply.');
    }),
  );
  for (const element of tree.elements()) {
    if (element.name !== 'style') continue;
    for (const name of sheet.add(textOf(element))) {
      const what = AT_RULES[name] ?? `@${name} rules`;
      if (what !== '') unsupported.add(what);
    }
  }
  return sheet;
}

/** What would move or run in a browser, wherever it stands in the file. */
function noteActive(tree: XmlTree, unsupported: Unsupported): void {
  for (const { name } of tree.elements()) {
    if (name === 'script') unsupported.add('scripts');
    if (name === 'set' || name.startsWith('animate')) unsupported.add('animations');
  }
}

function drawRoot(context: ImportContext, root: XmlElement): SvgImport {
  const style = context.style(root, Style.initial);
  noteEffects(context, style);
  const viewBox = parseViewBox(root.attributes.get('viewBox'));
  const size = rootSize(root, style, viewBox);
  const viewport = { width: size.width ?? 300, height: size.height ?? 150 };
  const inner = viewBoxMatrix(viewBox, viewport, root.attributes.get('preserveAspectRatio'));
  const matrix = multiply(elementMatrix(root, style, viewport), inner);
  const place = { style, viewport: viewBox ?? viewport, within: [], depth: 1 };
  const { opacity } = shownAs(style);
  const drafts = containerDrafts(context, {
    matrix,
    properties: { ...(opacity === undefined ? {} : { opacity }), ...effectsOf(context, style, matrix) },
    clips: clipsOf(context, style, place.viewport),
    draw: (under) => drawChildren(context, root, { ...place, matrix: under }),
  });
  const extent = size.width === undefined ? contentExtent(drafts) : viewport;
  const nodes = [...backgroundOf(style, extent), ...drafts].map(({ node }) => node);
  return {
    nodes: validNodes(nodes, context.unsupported),
    width: Math.min(extent.width, MAX_LENGTH),
    height: Math.min(extent.height, MAX_LENGTH),
    unsupported: context.unsupported.list(),
  };
}

/** In px; a missing side follows from the view box, both from its size. Undefined when the file does not say. */
function rootSize(
  { attributes }: XmlElement,
  { fontSize }: Style,
  viewBox: ViewBox | undefined,
): { width?: number; height?: number } {
  const read = (name: string): number | undefined => {
    const text = attributes.get(name);
    const value = text?.includes('%') === true ? undefined : parseLength(text, { fontSize, whole: 0 });
    return value !== undefined && value > 0 ? value : undefined;
  };
  const [width, height] = [read('width'), read('height')];
  if (width !== undefined && height !== undefined) return { width, height };
  if (viewBox === undefined)
    return width === undefined && height === undefined ? {} : { width: width ?? 300, height: height ?? 150 };
  const ratio = viewBox.width / viewBox.height;
  if (width !== undefined) return { width, height: width / ratio };
  if (height !== undefined) return { width: height * ratio, height };
  return { width: viewBox.width, height: viewBox.height };
}

function contentExtent(drafts: readonly Draft[]): { width: number; height: number } {
  const all = unionAll(drafts.map(({ paintBox }) => paintBox));
  return { width: Math.max(1, all?.right ?? 0), height: Math.max(1, all?.bottom ?? 0) };
}

/** Browsers paint a CSS background behind the whole picture. */
function backgroundOf(style: Style, { width, height }: { readonly width: number; readonly height: number }): Draft[] {
  const color = parseColor(style.get('background-color'));
  if (color === undefined || color.opacity === 0) return [];
  const properties: NewNode = {
    name: 'Background',
    position: { x: 0, y: 0 },
    width,
    height,
    fills: [{ type: 'solid', color: color.color, opacity: color.opacity, visible: true }],
  };
  const box = { left: 0, top: 0, right: width, bottom: height };
  return [{ node: { type: 'rectangle', properties, children: [] }, box, paintBox: box }];
}
