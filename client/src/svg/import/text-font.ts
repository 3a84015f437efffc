/** What a style says about letters: the font, their spacing, and the baseline they stand on. */
import { ASCENT, DESCENT, type TextBlock } from '../../editor/text-layout.ts';
import { parseLength } from '../css/length.ts';
import type { Style } from '../css/style.ts';

/** A multiple of the font size; what lines have that no file says anything about. */
export const DEFAULT_LINE_HEIGHT = 1.2;

/** In user units, after each letter. */
export const letterSpacing = (style: Style): number =>
  parseLength(style.get('letter-spacing'), { fontSize: style.fontSize, whole: style.fontSize }) ?? 0;

export function fontOf(style: Style): Pick<TextBlock, 'fontFamily' | 'fontSize' | 'fontWeight' | 'fontStyle'> {
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

/** How far the alphabetic baseline stands below the one that a text is aligned by, as shares of the font size. */
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

/** How far below the place that the file names the alphabetic baseline stands, in user units. */
export function baselineShift(style: Style): number {
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
