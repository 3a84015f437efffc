/** Where characters of a text stand among its lines. */
import type { TextLayout, TextLine } from './text-layout.ts';

export interface PlaceInLine {
  readonly line: TextLine;
  /** Into the line's own text. */
  readonly offset: number;
}

/** A part of a line, from and to offsets into its own text. */
export interface LineSpan {
  readonly line: TextLine;
  readonly from: number;
  readonly to: number;
}

/** The place of a caret before the character of this index; what is beyond all lines is at the end. @returns undefined without lines */
export function lineOf({ lines }: TextLayout, index: number): PlaceInLine | undefined {
  const line = lines.findLast(({ start }) => start <= index);
  return line && { line, offset: Math.min(index - line.start, line.text.length) };
}

/** What is chosen between two indexes, in any order, line by line. */
export function spansBetween({ lines }: TextLayout, one: number, other: number): readonly LineSpan[] {
  const [first, last] = [Math.min(one, other), Math.max(one, other)];
  return lines.flatMap((line) => {
    const from = Math.max(0, first - line.start);
    const to = Math.min(line.text.length, last - line.start);
    return from < to ? [{ line, from, to }] : [];
  });
}
