/** Widths of text as this browser paints it. Measuring costs 10 µs, looking up 0.03 µs, so widths are kept by font. */
import type { MeasureText } from '../editor/text-layout.ts';
import { whenFontsArrive } from './fonts.ts';
import { hiddenCanvas } from './painters/context.ts';
import { fontString } from './painters/font.ts';
import { setFont } from './painters/text.ts';

/** Widths kept at most, over all fonts. */
const MAX_KEPT = 100_000;

export function browserMeasureText(): MeasureText {
  const { context } = hiddenCanvas(1, 1);
  const fonts = new Map<string, Map<string, number>>();
  let size = 0;
  const clear = (): void => {
    fonts.clear();
    size = 0;
  };
  whenFontsArrive(clear);
  return (text, style) => {
    const font = fontString(style);
    let widths = fonts.get(font);
    if (widths === undefined) fonts.set(font, (widths = new Map<string, number>()));
    let width = widths.get(text);
    if (width !== undefined) return width;
    setFont(context, font, 0);
    width = context.measureText(text).width;
    if ((size += 1) > MAX_KEPT) clear();
    else widths.set(text, width);
    return width;
  };
}
