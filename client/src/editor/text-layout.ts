/**
 * Where the lines of a text stand. Pure: the width of a segment comes from a function, so the same code lays text out for
 * the canvas, the exporters and the tests. Words wrap at spaces; a word wider than the box breaks between characters.
 */

export interface FontStyle {
  readonly fontFamily: string;
  readonly fontSize: number;
  readonly fontWeight: number;
  readonly fontStyle: 'normal' | 'italic';
}

/** Advance width of a run of text without line breaks, in px, without letter spacing. */
export type MeasureText = (text: string, font: FontStyle) => number;

export interface TextBlock extends FontStyle {
  readonly characters: string;
  /** A multiple of the font size. */
  readonly lineHeight: number;
  /** In px, after each character. */
  readonly letterSpacing: number;
  readonly textAlign: 'left' | 'center' | 'right';
  readonly textVerticalAlign: 'top' | 'middle' | 'bottom';
  /** Wrap at this width; null: only at line breaks. In px. */
  readonly wrapWidth: number | null;
  /** The box that lines are aligned in; null: the text's own size. In px. */
  readonly boxWidth: number | null;
  readonly boxHeight: number | null;
  /** Lines shown at most: the last of them ends in “…” where more follow. Absent: all. */
  readonly maxLines?: number | undefined;
}

export interface TextLine {
  readonly text: string;
  /** Index in `characters` of the line's first character. */
  readonly start: number;
  /** Left end, in the box's coordinates, in px. */
  readonly x: number;
  /** Top of the line's box. */
  readonly y: number;
  /** Where the letters stand: draw here with an alphabetic baseline. */
  readonly baseline: number;
  /** Without the spaces at which the line was wrapped. */
  readonly width: number;
}

export interface TextLayout {
  readonly lines: readonly TextLine[];
  /** Width of the widest line, in px. */
  readonly width: number;
  /** All lines, in px. */
  readonly height: number;
  /** Of one line, in px. */
  readonly lineHeight: number;
}

/** Inter's, as shares of the font size; used for every family so that lines stand the same on every machine. */
export const ASCENT = 0.96875;
export const DESCENT = 0.2412;

export function layoutText(block: TextBlock, measure: MeasureText): TextLayout {
  const widthOf = segmentWidth(block, measure);
  const broken = truncated(breakLines(block.characters, block.wrapWidth, widthOf), block, widthOf);
  const lineHeight = block.lineHeight * block.fontSize;
  const height = broken.length * lineHeight;
  const width = broken.reduce((widest, line) => Math.max(widest, line.width), 0);
  const top = verticalShare[block.textVerticalAlign] * ((block.boxHeight ?? height) - height);
  const room = block.boxWidth ?? width;
  const rise = (lineHeight + (ASCENT - DESCENT) * block.fontSize) / 2;
  const lines = broken.map((line, index): TextLine => {
    const y = top + index * lineHeight;
    return { ...line, x: horizontalShare[block.textAlign] * (room - line.width), y, baseline: y + rise };
  });
  return { lines, width, height, lineHeight };
}

const horizontalShare = { left: 0, center: 0.5, right: 1 } as const;
const verticalShare = { top: 0, middle: 0.5, bottom: 1 } as const;

interface BrokenLine {
  readonly text: string;
  readonly start: number;
  readonly width: number;
}

type WidthOf = (text: string) => number;

/** Width of a segment with its letter spacing, each segment measured once per layout. */
function segmentWidth(block: TextBlock, measure: MeasureText): WidthOf {
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      const spacing = block.letterSpacing === 0 ? 0 : block.letterSpacing * [...text].length;
      width = measure(text, block) + spacing;
      known.set(text, width);
    }
    return width;
  };
}

function breakLines(characters: string, wrapWidth: number | null, widthOf: WidthOf): BrokenLine[] {
  const lines: BrokenLine[] = [];
  let start = 0;
  for (const paragraph of characters.split('\n')) {
    if (wrapWidth === null) lines.push({ text: paragraph, start, width: widthOf(paragraph) });
    else lines.push(...wrapParagraph({ text: paragraph, start, width: 0 }, wrapWidth, widthOf));
    start += paragraph.length + 1;
  }
  return lines;
}

const ELLIPSIS = '…';

/** The lines that are shown. The last of them gives up as many letters as the dots need. */
function truncated(lines: BrokenLine[], { maxLines = Infinity, wrapWidth }: TextBlock, widthOf: WidthOf): BrokenLine[] {
  if (lines.length <= maxLines) return lines;
  const kept = lines.slice(0, maxLines);
  const last = kept.pop();
  if (last === undefined) return kept;
  const letters = [...last.text.trimEnd()];
  const ending = (): string => letters.join('').trimEnd() + ELLIPSIS;
  while (letters.length > 0 && wrapWidth !== null && widthOf(ending()) > wrapWidth) letters.pop();
  return [...kept, { ...last, text: ending(), width: widthOf(ending()) }];
}

function wrapParagraph({ text, start }: BrokenLine, wrapWidth: number, widthOf: WidthOf): BrokenLine[] {
  const lines: BrokenLine[] = [];
  let from = 0;
  let to = 0;
  const finish = (next: number): void => {
    const line = text.slice(from, to).trimEnd();
    lines.push({ text: line, start: start + from, width: widthOf(line) });
    from = next;
    to = next;
  };
  for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
    const end = to + word.length;
    if (to > from && widthOf(text.slice(from, end).trimEnd()) > wrapWidth) finish(to);
    if (widthOf(word.trimEnd()) <= wrapWidth) {
      to = end;
      continue;
    }
    // A word wider than the box: as many characters a line as fit, at least one.
    for (const character of word) {
      if (to > from && widthOf(text.slice(from, to + character.length).trimEnd()) > wrapWidth) finish(to);
      to += character.length;
    }
  }
  finish(text.length);
  return lines;
}
