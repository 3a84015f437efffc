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
import type { Style } from '../css/style.ts';
import { isEven, meanScale, rigidPart } from '../geometry/rigid.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type Draft, groupOf, tidy, withProperties } from './draft.ts';
import type { ImportContext, Place } from './import-context.ts';
import { paintedDraft, shownAs } from './leaf.ts';
import { nodeName } from './node-name.ts';
import { fillsOf, strokeProperties } from './paints.ts';
import { placeBox, userToBox } from './placed-shape.ts';
import { DEFAULT_LINE_HEIGHT, fontOf, letterSpacing } from './text-font.ts';
import { textRuns } from './text-runs.ts';
import { type SetText, setText } from './text-setting.ts';

export function textDrafts(context: ImportContext, element: XmlElement, place: Place): readonly Draft[] {
  const runs = textRuns(context, element, place);
  if (place.style.get('writing-mode').startsWith('vertical') || place.style.get('writing-mode') === 'tb')
    context.unsupported.add('vertical text');
  const drafts = setText(context, runs).flatMap((text) => textDraft(context, text, place) ?? []);
  const name = nodeName(element);
  if (drafts.length > 1) return [groupOf(drafts, { name: name ?? 'Text' })];
  return name === undefined ? drafts : drafts.map((draft) => withProperties(draft, { name }));
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
