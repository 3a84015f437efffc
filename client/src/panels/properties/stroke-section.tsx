import type { NodeId, PropertyValues } from '@joinery/shared';
import Settings2 from 'lucide-react/icons/settings-2';
import { ICON } from '../../ui/icon.ts';
import { Popover } from '../../ui/popover.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import iconButton from '../../ui/icon-button.module.css';
import { DashesField } from './dashes-field.tsx';
import { STROKE_MITER, STROKE_WEIGHT } from './number-accesses.ts';
import { NumberProperty } from './number-property.tsx';
import { DEFAULT_STROKE, PaintsSection } from './paints-section.tsx';
import { Row } from './section.tsx';
import styles from './stroke-section.module.css';
import { StrokeWeightIcon } from './stroke-weight-icon.tsx';
import { useSharedProperty } from './use-shared-property.ts';

const WEIGHTS = ['strokeWeight'];
const MITERS = ['strokeMiter'];

const ALIGNS: readonly Choice<PropertyValues['strokeAlign']>[] = [
  { value: 'inside', label: 'Inside' },
  { value: 'center', label: 'Center' },
  { value: 'outside', label: 'Outside' },
];
const CAPS: readonly Choice<PropertyValues['strokeCap']>[] = [
  { value: 'butt', label: 'None' },
  { value: 'round', label: 'Round' },
  { value: 'square', label: 'Square' },
];
const JOINS: readonly Choice<PropertyValues['strokeJoin']>[] = [
  { value: 'miter', label: 'Miter' },
  { value: 'bevel', label: 'Bevel' },
  { value: 'round', label: 'Round' },
];

/** Strokes: their paints, weight and place; ends, corners and dashes behind a button. */
export function StrokeSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const align = useSharedProperty(ids, 'strokeAlign');
  return (
    <PaintsSection ids={ids} property="strokes" title="Stroke" added={DEFAULT_STROKE}>
      <Row end={<Details ids={ids} />}>
        <div className={styles.half}>
          {align && <SelectField label="Stroke position" choices={ALIGNS} value={align.value} onChange={align.set} />}
        </div>
        <NumberProperty
          ids={ids}
          access={STROKE_WEIGHT}
          reads={WEIGHTS}
          label="Stroke width"
          prefix={<StrokeWeightIcon />}
        />
      </Row>
    </PaintsSection>
  );
}

function Details({ ids }: { readonly ids: readonly NodeId[] }) {
  const cap = useSharedProperty(ids, 'strokeCap');
  const join = useSharedProperty(ids, 'strokeJoin');
  const dashes = useSharedProperty(ids, 'strokeDashes');
  return (
    <Popover
      title="Stroke details"
      side="left"
      align="start"
      trigger={
        <button type="button" className={iconButton.button} aria-label="Stroke details" title="Stroke details">
          <Settings2 {...ICON} />
        </button>
      }
    >
      <dl className={styles.details}>
        <dt>Ends</dt>
        <dd>{cap && <Segmented label="Line ends" choices={CAPS} value={cap.value} onChange={cap.set} />}</dd>
        <dt>Joins</dt>
        <dd>{join && <Segmented label="Line joins" choices={JOINS} value={join.value} onChange={join.set} />}</dd>
        <dt>Miter</dt>
        <dd>
          <NumberProperty ids={ids} access={STROKE_MITER} reads={MITERS} label="Miter limit" />
        </dd>
        <dt>Dashes</dt>
        <dd>{dashes && <DashesField value={dashes.value} onChange={dashes.set} />}</dd>
      </dl>
    </Popover>
  );
}
