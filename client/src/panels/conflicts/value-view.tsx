import type { Paint, PathGeometry, Value } from '@joinery/shared';
import { paintCss } from '../paint/paint-css.ts';
import { useEditor } from '../workspace.ts';
import { baseName, valueWords } from './value-words.ts';
import styles from './value-view.module.css';

/** More swatches than this say no more. */
const MAX_SWATCHES = 6;
/** An outline with more characters is as good as a name here. */
const MAX_OUTLINE_CHARACTERS = 20_000;

interface ValueViewProps {
  readonly property: string;
  /** As it stands in the register. */
  readonly value: Value;
}

/** A value as people know it: colours as swatches, outlines drawn, the rest in words. */
export function ValueView({ property, value }: ValueViewProps) {
  const { document } = useEditor();
  const words = valueWords(document, property, value);
  const base = baseName(property);
  return (
    <span className={styles.value}>
      {(base === 'fills' || base === 'strokes') && <Swatches paints={(value ?? []) as unknown as readonly Paint[]} />}
      {base === 'path' && value !== null && <Outline path={value as unknown as PathGeometry} />}
      <span className={styles.words} title={words}>
        {words}
      </span>
    </span>
  );
}

function Swatches({ paints }: { readonly paints: readonly Paint[] }) {
  return paints
    .slice(0, MAX_SWATCHES)
    .map((paint, index) => (
      <span key={index} className={styles.swatch} style={{ backgroundImage: paintCss(paint) }} aria-hidden="true" />
    ));
}

function Outline({ path: { data, width, height } }: { readonly path: PathGeometry }) {
  if (data.length > MAX_OUTLINE_CHARACTERS) return null;
  return (
    <svg className={styles.outline} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={data} />
    </svg>
  );
}
