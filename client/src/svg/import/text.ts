/**
 * `text` elements as text nodes, their letters on the same baselines. One node per run of one style; lines that stand
 * evenly under each other become one node of several lines, so that they stay editable as a text.
 */
import {
  boxHeight,
  boxWidth,
  IDENTITY,
  invert,
  type Matrix,
  MAX_TEXT_CHARACTERS,
  type NewNode,
  rotation,
  transformPoint,
  transformVector,
  valuesEqual,
  type Value,
} from '@joinery/shared';
import { ASCENT, DESCENT, layoutText, type TextBlock } from '../../editor/text-layout.ts';
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';
import { isEven, meanScale, rigidPart } from '../geometry/rigid.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type Draft, groupOf, tidy, withProperties } from './draft.ts';
import type { ImportContext, Place } from './import-context.ts';
import { paintedDraft, shownAs } from './leaf.ts';
import { nodeName } from './node-name.ts';
import { fillsOf, strokeProperties } from './paints.ts';
import { placeBox, userToBox } from './placed-shape.ts';
import { type TextRun, textRuns } from './text-runs.ts';

/** A run on its baseline, in user space. */
interface SetRun {
  readonly run: TextRun;
  /** Left end, or the middle or right end when it is alone in an aligned chunk. */
  readonly x: number;
  readonly baseline: number;
  readonly align: TextBlock['textAlign'];
}

/** Lines of one style, the first on its baseline. */
interface SetText extends SetRun {
  readonly lines: readonly string[];
  /** From baseline to baseline, in user units; 0 for a single line. */
  readonly leading: number;
}

const DEFAULT_LINE_HEIGHT = 1.2;

export function textDrafts(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const runs = textRuns(context, element, place);
  if (place.style.get('writing-mode').startsWith('vertical') || place.style.get('writing-mode') === 'tb')
    context.unsupported.add('vertical text');
  const drafts = joinLines(setRuns(context, runs)).flatMap((text) => textDraft(context, text, place) ?? []);
  const name = nodeName(element);
  if (drafts.length > 1) return [groupOf(drafts, { name: name ?? 'Text' })];
  return name === undefined ? drafts : drafts.map((draft) => withProperties(draft, { name }));
}

/** Puts runs one after another; those of a chunk move together so that its anchor is where it should be. */
function setRuns(context: ImportContext, runs: readonly TextRun[]): SetRun[] {
  const set: SetRun[] = [];
  let [x, y] = [0, 0];
  for (const chunk of chunksOf(runs)) {
    const [first] = chunk;
    if (first === undefined) continue;
    [x, y] = [first.x ?? x, first.y ?? y];
    const widths = chunk.map((run, index) => advance(context, run) + (index === 0 ? 0 : run.dx));
    const total = widths.reduce((sum, width) => sum + width, 0);
    const share = { start: 0, middle: 0.5, end: 1 }[first.style.get('text-anchor')] ?? 0;
    const alone = chunk.length === 1;
    let pen = x + first.dx - (alone ? 0 : share * total);
    for (const [index, run] of chunk.entries()) {
      if (index > 0) pen += run.dx;
      y += run.dy;
      const align = alone ? ALIGN[share] : undefined;
      set.push({ run, x: pen, baseline: y + baselineShift(run.style), align: align ?? 'left' });
      pen += advance(context, run);
    }
    x += first.dx + (1 - share) * total;
  }
  return set;
}

const ALIGN: Readonly<Record<number, TextBlock['textAlign']>> = { 0: 'left', 0.5: 'center', 1: 'right' };

function chunksOf(runs: readonly TextRun[]): TextRun[][] {
  const chunks: TextRun[][] = [];
  for (const run of runs) {
    const last = chunks.at(-1);
    if (last === undefined || run.x !== undefined || run.y !== undefined) chunks.push([run]);
    else last.push(run);
  }
  return chunks;
}

function advance(context: ImportContext, run: TextRun): number {
  const font = fontOf(run.style);
  return font.fontSize === 0 ? 0 : context.measure(run.text, font) + letterSpacing(run.style) * [...run.text].length;
}

const letterSpacing = (style: Style): number =>
  parseLength(style.get('letter-spacing'), { fontSize: style.fontSize, whole: style.fontSize }) ?? 0;

function fontOf(style: Style): Pick<TextBlock, 'fontFamily' | 'fontSize' | 'fontWeight' | 'fontStyle'> {
  return {
    fontFamily: familiesOf(style.get('font-family')),
    fontSize: style.fontSize,
    fontWeight: Number(style.get('font-weight')),
    fontStyle: /italic|oblique/i.test(style.get('font-style')) ? 'italic' : 'normal',
  };
}

/** The list without quotes: the first is used, the others stand in where it is not installed. */
function familiesOf(list: string): string {
  const families = list.split(',').map((family) => family.trim().replace(/^(["'])(.*)\1$/, '$2'));
  return (
    families
      .filter((family) => family !== '')
      .join(', ')
      .slice(0, 200) || 'sans-serif'
  );
}

/** Where the alphabetic baseline stands below the one that the text is aligned by, as shares of the font size. */
const BASELINES: Readonly<Record<string, number>> = {
  middle: 0.27,
  central: (ASCENT - DESCENT) / 2,
  hanging: 0.75,
  mathematical: 0.5,
  'text-before-edge': ASCENT,
  'text-top': ASCENT,
  'text-after-edge': -DESCENT,
  'text-bottom': -DESCENT,
  ideographic: -DESCENT,
};

function baselineShift(style: Style): number {
  const { fontSize } = style;
  const aligned = BASELINES[style.get('alignment-baseline')] ?? BASELINES[style.get('dominant-baseline')] ?? 0;
  const raised = style.get('baseline-shift');
  const up =
    raised === 'super'
      ? fontSize / 3
      : raised === 'sub'
        ? -fontSize / 5
        : (parseLength(raised, { fontSize, whole: fontSize * DEFAULT_LINE_HEIGHT }) ?? 0);
  return aligned * fontSize - up;
}

/** Joins runs of one style that stand in a column at even distances. */
function joinLines(runs: readonly SetRun[]): SetText[] {
  const texts: SetText[] = [];
  for (const set of runs) {
    const last = texts.at(-1);
    const leading = last === undefined ? 0 : set.baseline - (last.baseline + last.leading * (last.lines.length - 1));
    if (last !== undefined && isNextLine(last, set, leading))
      texts[texts.length - 1] = { ...last, lines: [...last.lines, set.run.text], leading };
    else texts.push({ ...set, lines: [set.run.text], leading: 0 });
  }
  return texts;
}

function isNextLine(text: SetText, set: SetRun, leading: number): boolean {
  const { fontSize } = set.run.style;
  const even = text.leading === 0 || Math.abs(leading - text.leading) <= fontSize * 1e-3;
  const below = leading >= fontSize * 0.7 && leading <= fontSize * 3;
  const same =
    text.run.style.looksLike(set.run.style) && text.run.decoration === set.run.decoration && text.align === set.align;
  return even && below && same && Math.abs(text.x - set.x) <= fontSize * 1e-3;
}

function textDraft(context: ImportContext, text: SetText, place: Place): Draft | undefined {
  const { style } = text.run;
  const scale = meanScale(place.matrix);
  if (!isEven(place.matrix) || rigidPart(place.matrix).kind === 'square')
    context.unsupported.add('stretched or mirrored text');
  const block = blockOf(text, scale);
  if (!(block.fontSize >= 0.1)) return undefined;
  if (block.characters.length > MAX_TEXT_CHARACTERS) context.unsupported.add('very long texts');
  const layout = layoutText(block, context.measure);
  const width = Math.ceil(layout.width * 100) / 100;
  const placed = placeText(text, { block, width, height: layout.height }, place.matrix);
  const { x, y } = transformPoint(invert(place.matrix), placed.properties.position);
  const box = { left: x, top: y, right: x + width / scale, bottom: y + layout.height / scale };
  const use = { box, toBox: userToBox(place.matrix, placed), viewport: place.viewport };
  const fills = fillsOf(context, style, use);
  const stroke = strokeProperties(context, style, { ...use, scale });
  return paintedDraft(context, placed, {
    style,
    fills,
    stroke,
    own: textProperties(block, text),
    whole: shown(style, place.style),
  });
}

/** The opacity of the whole `text` element is the container's business; that of a part is its own. */
function shown(style: Style, whole: Style): NewNode {
  const { opacity, ...rest } = shownAs(style);
  const hidden = whole.get('display') === 'none' ? { visible: false } : {};
  return { ...rest, ...hidden, ...(style === whole || opacity === undefined ? {} : { opacity }) };
}

function blockOf({ run, lines, leading, align }: SetText, scale: number): TextBlock {
  const font = fontOf(run.style);
  return {
    ...font,
    fontSize: tidy(font.fontSize * scale),
    characters: lines.join('\n').slice(0, MAX_TEXT_CHARACTERS),
    lineHeight: leading === 0 ? DEFAULT_LINE_HEIGHT : tidy(leading / font.fontSize),
    letterSpacing: tidy(letterSpacing(run.style) * scale),
    textAlign: align,
    textVerticalAlign: 'top',
    wrapWidth: null,
    boxWidth: null,
    boxHeight: null,
  };
}

interface Measured {
  readonly block: TextBlock;
  readonly width: number;
  readonly height: number;
}

/** The box whose first baseline, as the editor lays text out, falls on that of the text. */
function placeText(
  { x, baseline, align }: SetText,
  { block, width, height }: Measured,
  m: Matrix,
): ReturnType<typeof placeBox> & { type: 'text' } {
  const share = { left: 0, center: 0.5, right: 1 }[align];
  const rise = ((block.lineHeight + ASCENT - DESCENT) * block.fontSize) / 2;
  const turn = turnOf(m);
  const anchor = { x: m.a * x + m.c * baseline + m.e, y: m.b * x + m.d * baseline + m.f };
  const corner = transformVector(rotation(turn), { x: -share * width, y: -rise });
  const local = { left: 0, top: 0, right: width, bottom: height };
  const placed = placeBox(local, turn, { ...IDENTITY, e: anchor.x + corner.x, f: anchor.y + corner.y });
  return {
    ...placed,
    type: 'text',
    properties: { ...placed.properties, width: boxWidth(local), height: boxHeight(local) },
  };
}

/** Letters keep the direction of their baseline; what mirrors or skews them is lost, and named. */
const turnOf = (m: Matrix): number => tidy((Math.atan2(m.b, m.a) * 180) / Math.PI);

function textProperties(block: TextBlock, { run }: SetText): NewNode {
  const decoration = /line-through/.test(run.decoration)
    ? 'line-through'
    : /underline/.test(run.decoration)
      ? 'underline'
      : undefined;
  const {
    characters,
    fontFamily,
    fontSize,
    fontWeight,
    fontStyle,
    lineHeight,
    letterSpacing: spacing,
    textAlign,
  } = block;
  const all: NewNode = {
    characters,
    fontFamily,
    fontSize,
    fontWeight,
    fontStyle,
    lineHeight,
    letterSpacing: spacing,
    textAlign,
  };
  const plain: NewNode = {
    fontWeight: 400,
    fontStyle: 'normal',
    letterSpacing: 0,
    textAlign: 'left',
    lineHeight: DEFAULT_LINE_HEIGHT,
  };
  const told = Object.entries(all).filter(
    ([name, value]) => !valuesEqual(value as Value, (plain as Record<string, Value>)[name] ?? null),
  );
  return {
    ...(Object.fromEntries(told) as NewNode),
    ...(decoration === undefined ? {} : { textDecoration: decoration }),
  };
}
