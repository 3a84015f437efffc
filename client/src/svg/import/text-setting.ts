/** Typesetting of runs: where each stands, and which of them are the lines of one text. In user space. */
import type { TextBlock } from '../../editor/text-layout.ts';
import type { ImportContext } from './import-context.ts';
import { baselineShift, fontOf, letterSpacing } from './text-font.ts';
import type { TextRun } from './text-runs.ts';

/** A run on its baseline, in user space. */
interface SetRun {
  readonly run: TextRun;
  /** Left end, or the middle or right end when it is alone in an aligned chunk. */
  readonly x: number;
  readonly baseline: number;
  readonly align: TextBlock['textAlign'];
}

/** Lines of one style, the first on its baseline. */
export interface SetText extends SetRun {
  readonly lines: string[];
  /** From baseline to baseline, in user units; 0 for a single line. */
  leading: number;
}

export const setText = (context: ImportContext, runs: readonly TextRun[]): SetText[] =>
  joinLines(setRuns(context, runs));

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

/** Joins runs of one style that stand in a column at even distances. */
function joinLines(runs: readonly SetRun[]): SetText[] {
  const texts: SetText[] = [];
  for (const set of runs) {
    const last = texts.at(-1);
    const leading = last === undefined ? 0 : set.baseline - (last.baseline + last.leading * (last.lines.length - 1));
    if (last !== undefined && isNextLine(last, set, leading)) {
      last.lines.push(set.run.text);
      last.leading = leading;
    } else texts.push({ ...set, lines: [set.run.text], leading: 0 });
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
