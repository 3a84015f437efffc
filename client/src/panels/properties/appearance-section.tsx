import { BLEND_MODES, type BlendMode, type NodeId } from '@joinery/shared';
import Blend from 'lucide-react/icons/blend';
import Eye from 'lucide-react/icons/eye';
import EyeOff from 'lucide-react/icons/eye-off';
import Scan from 'lucide-react/icons/scan';
import SquareRoundCorner from 'lucide-react/icons/square-round-corner';
import { useState } from 'react';
import { ICON, SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import { useTouched } from '../hooks/use-touched.ts';
import { sharedNumber } from '../hooks/use-number-edit.ts';
import { useEditor } from '../workspace.ts';
import styles from './appearance-section.module.css';
import { CORNER_RADIUS, cornerAccess, OPACITY } from './number-accesses.ts';
import { NumberProperty } from './number-property.tsx';
import { Row, Section } from './section.tsx';
import { type SharedProperty, useSharedProperty } from './use-shared-property.ts';

/** In the order and words that designers know. */
const BLENDS: readonly Choice<BlendMode>[] = BLEND_MODES.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1).replace('-', ' '),
}));

const OPACITIES = ['opacity'];
const RADII = ['cornerRadius'];
const CORNERS = ['Top left', 'Top right', 'Bottom right', 'Bottom left'].map((name, corner) => ({
  name,
  access: cornerAccess(corner),
}));
/** As the corners lie: top left, top right; bottom left, bottom right. */
const SHOWN_CORNERS = [0, 1, 3, 2];

/** Opacity, visibility, rounding and clipping. */
export function AppearanceSection({ ids }: { readonly ids: readonly NodeId[] }) {
  const editor = useEditor();
  const visible = useSharedProperty(ids, 'visible');
  const clip = useSharedProperty(ids, 'clip');
  const blend = useSharedProperty(ids, 'blendMode');
  const mask = useSharedProperty(ids, 'mask');
  const [apart, setApart] = useState(false);
  useTouched(ids, RADII);
  const radius = sharedNumber(editor, ids, CORNER_RADIUS);
  const shown = visible?.value !== false;
  return (
    <Section
      title="Appearance"
      actions={
        visible && (
          <IconButton
            label={shown ? 'Hide' : 'Show'}
            icon={shown ? <Eye {...ICON} /> : <EyeOff {...ICON} />}
            onClick={() => visible.set(!shown)}
          />
        )
      }
    >
      <Row
        halves
        end={
          radius !== undefined && (
            <IconButton
              label="Each corner by itself"
              icon={<Scan {...ICON} />}
              pressed={apart}
              onClick={() => setApart(!apart)}
            />
          )
        }
      >
        <NumberProperty
          ids={ids}
          access={OPACITY}
          reads={OPACITIES}
          label="Opacity"
          prefix={<Blend {...SMALL_ICON} />}
          suffix="%"
        />
        {radius !== undefined && (
          <NumberProperty
            ids={ids}
            access={CORNER_RADIUS}
            reads={RADII}
            label="Corner radius"
            prefix={<SquareRoundCorner {...SMALL_ICON} />}
          />
        )}
      </Row>
      {apart && radius !== undefined && (
        <div className={styles.corners}>
          {SHOWN_CORNERS.map((corner) => {
            const { name, access } = CORNERS[corner] ?? CORNERS[0] ?? { name: '', access: CORNER_RADIUS };
            return (
              <NumberProperty
                key={name}
                ids={ids}
                access={access}
                reads={RADII}
                label={`${name} radius`}
                prefix={<SquareRoundCorner {...SMALL_ICON} style={{ transform: `rotate(${(corner - 1) * 90}deg)` }} />}
              />
            );
          })}
        </div>
      )}
      {blend && (
        <Row>
          <div className={styles.blend}>
            <SelectField label="Blend mode" choices={BLENDS} value={blend.value} onChange={blend.set} />
          </div>
        </Row>
      )}
      {clip && <Check label="Clip content" property={clip} />}
      {mask && <Check label="Use as mask" property={mask} />}
    </Section>
  );
}

function Check({ label, property }: { readonly label: string; readonly property: SharedProperty<boolean> }) {
  return (
    <label className={styles.check}>
      <input
        type="checkbox"
        checked={property.value === true}
        ref={(input) => {
          if (input !== null) input.indeterminate = property.value === null;
        }}
        onChange={(event) => property.set(event.target.checked)}
      />
      {label}
    </label>
  );
}
