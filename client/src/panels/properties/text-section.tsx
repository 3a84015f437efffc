import type { NodeId, PropertyValues } from '@joinery/shared';
import ALargeSmall from 'lucide-react/icons/a-large-small';
import ArrowDownToLine from 'lucide-react/icons/arrow-down-to-line';
import ArrowUpToLine from 'lucide-react/icons/arrow-up-to-line';
import FoldVertical from 'lucide-react/icons/fold-vertical';
import Italic from 'lucide-react/icons/italic';
import MoveHorizontal from 'lucide-react/icons/move-horizontal';
import MoveVertical from 'lucide-react/icons/move-vertical';
import Square from 'lucide-react/icons/square';
import Strikethrough from 'lucide-react/icons/strikethrough';
import TextAlignCenter from 'lucide-react/icons/text-align-center';
import TextAlignEnd from 'lucide-react/icons/text-align-end';
import TextAlignStart from 'lucide-react/icons/text-align-start';
import Underline from 'lucide-react/icons/underline';
import { ICON, SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import { useCommandKeys } from '../menus/use-command.ts';
import styles from './appearance-section.module.css';
import { FONT_SIZE, LETTER_SPACING, LINE_HEIGHT, MAX_LINES } from './number-accesses.ts';
import { NumberProperty } from './number-property.tsx';
import { Row, Section } from './section.tsx';
import { useSharedProperty } from './use-shared-property.ts';

const SIZES = ['fontSize'];
const LINE_HEIGHTS = ['lineHeight'];
const LINES = ['maxLines'];
const SPACINGS = ['letterSpacing'];

/** Inter comes with Joinery; the others are what browsers have. */
const FAMILIES: readonly Choice<string>[] = [
  'Inter',
  'system-ui',
  'Arial',
  'Helvetica',
  'Verdana',
  'Georgia',
  'Times New Roman',
  'Courier New',
  'monospace',
  'serif',
].map((family) => ({ value: family, label: family }));

const WEIGHTS: readonly Choice<number>[] = [
  [100, 'Thin'],
  [200, 'Extra light'],
  [300, 'Light'],
  [400, 'Regular'],
  [500, 'Medium'],
  [600, 'Semi bold'],
  [700, 'Bold'],
  [800, 'Extra bold'],
  [900, 'Black'],
].map(([value, label]) => ({ value: value as number, label: label as string }));

const ALIGNS: readonly Choice<PropertyValues['textAlign']>[] = [
  { value: 'left', label: 'Align left', icon: <TextAlignStart {...ICON} /> },
  { value: 'center', label: 'Align center', icon: <TextAlignCenter {...ICON} /> },
  { value: 'right', label: 'Align right', icon: <TextAlignEnd {...ICON} /> },
];
const VERTICAL: readonly Choice<PropertyValues['textVerticalAlign']>[] = [
  { value: 'top', label: 'Align top', icon: <ArrowUpToLine {...ICON} /> },
  { value: 'middle', label: 'Align middle', icon: <FoldVertical {...ICON} /> },
  { value: 'bottom', label: 'Align bottom', icon: <ArrowDownToLine {...ICON} /> },
];
const SIZINGS: readonly Choice<PropertyValues['textSizing']>[] = [
  { value: 'width', label: 'Auto width', icon: <MoveHorizontal {...ICON} /> },
  { value: 'height', label: 'Auto height', icon: <MoveVertical {...ICON} /> },
  { value: 'fixed', label: 'Fixed size', icon: <Square {...ICON} /> },
];

/** How texts are set; nothing when no text is selected. */
export function TextSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const family = useSharedProperty(ids, 'fontFamily');
  const weight = useSharedProperty(ids, 'fontWeight');
  const align = useSharedProperty(ids, 'textAlign');
  const vertical = useSharedProperty(ids, 'textVerticalAlign');
  const sizing = useSharedProperty(ids, 'textSizing');
  if (family === undefined) return null;
  return (
    <Section title="Text">
      <Row>
        <SelectField label="Font" choices={FAMILIES} value={family.value} onChange={family.set} />
      </Row>
      <Row>
        <div style={{ flex: 1, minWidth: 0 }}>
          {weight && <SelectField label="Font weight" choices={WEIGHTS} value={weight.value} onChange={weight.set} />}
        </div>
        <NumberProperty
          ids={ids}
          access={FONT_SIZE}
          reads={SIZES}
          label="Font size"
          prefix={<ALargeSmall {...SMALL_ICON} />}
        />
      </Row>
      <Row>
        <NumberProperty
          ids={ids}
          access={LINE_HEIGHT}
          reads={LINE_HEIGHTS}
          label="Line height"
          prefix={<LineHeightIcon />}
          suffix="%"
        />
        <NumberProperty
          ids={ids}
          access={LETTER_SPACING}
          reads={SPACINGS}
          label="Letter spacing"
          prefix={<LetterSpacingIcon />}
          step={0.1}
        />
      </Row>
      <Row end={<ItalicButton ids={ids} />}>
        {align && <Segmented label="Text align" choices={ALIGNS} value={align.value} onChange={align.set} />}
        {vertical && (
          <Segmented label="Vertical align" choices={VERTICAL} value={vertical.value} onChange={vertical.set} />
        )}
      </Row>
      <Row>
        {sizing && <Segmented label="Text box" choices={SIZINGS} value={sizing.value} onChange={sizing.set} />}
        <DecorationButtons ids={ids} />
      </Row>
      <Truncation ids={ids} />
    </Section>
  );
}

function ItalicButton({ ids }: { readonly ids: readonly NodeId[] }) {
  const style = useSharedProperty(ids, 'fontStyle');
  const keysOf = useCommandKeys();
  if (style === undefined) return null;
  const on = style.value === 'italic';
  return (
    <IconButton
      label="Italic"
      keys={keysOf('text-italic')}
      icon={<Italic {...ICON} />}
      pressed={on}
      onClick={() => style.set(on ? 'normal' : 'italic')}
    />
  );
}

/** Whether what does not fit is cut off, and after how many lines. */
function Truncation({ ids }: { readonly ids: readonly NodeId[] }) {
  const truncation = useSharedProperty(ids, 'textTruncation');
  if (truncation === undefined) return null;
  const on = truncation.value === 'ending';
  return (
    <Row halves>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={on}
          ref={(input) => {
            if (input !== null) input.indeterminate = truncation.value === null;
          }}
          onChange={(event) => truncation.set(event.target.checked ? 'ending' : 'none')}
        />
        Truncate
      </label>
      {on && (
        <NumberProperty ids={ids} access={MAX_LINES} reads={LINES} label="Most lines, 0 for no limit" prefix="≡" />
      )}
    </Row>
  );
}

const DECORATIONS = [
  { value: 'underline', label: 'Underline', Icon: Underline },
  { value: 'line-through', label: 'Strikethrough', Icon: Strikethrough },
] as const;

function DecorationButtons({ ids }: { readonly ids: readonly NodeId[] }) {
  const decoration = useSharedProperty(ids, 'textDecoration');
  const keysOf = useCommandKeys();
  if (decoration === undefined) return null;
  return (
    <div style={{ display: 'flex', flex: 1 }}>
      {DECORATIONS.map(({ value, label, Icon }) => (
        <IconButton
          key={value}
          label={label}
          keys={value === 'underline' ? keysOf('text-underline') : undefined}
          icon={<Icon {...ICON} />}
          pressed={decoration.value === value}
          onClick={() => decoration.set(decoration.value === value ? 'none' : value)}
        />
      ))}
    </div>
  );
}

function LineHeightIcon() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.1"
    >
      <path d="M2 1.5h10M2 12.5h10M4.5 10 7 4l2.5 6M5.3 8.2h3.4" />
    </svg>
  );
}

function LetterSpacingIcon() {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.1"
    >
      <path d="M1.5 2v10M12.5 2v10M4.5 10 7 4l2.5 6M5.3 8.2h3.4" />
    </svg>
  );
}
