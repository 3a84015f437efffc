import type { NodeId } from '@joinery/shared';
import RotateCw from 'lucide-react/icons/rotate-cw';
import { SMALL_ICON } from '../../ui/icon.ts';
import { AlignButtons } from './align-buttons.tsx';
import { HEIGHT, ROTATION, WIDTH, X, Y } from './number-accesses.ts';
import { NumberProperty } from './number-property.tsx';
import { Row, Section } from './section.tsx';

const PLACE = ['position', 'placement'];
const TURN = ['rotation'];
const WIDTHS = ['width', 'type'];
const HEIGHTS = ['height', 'type'];

/** Where the nodes are, how large and how turned. */
export function LayoutSection({ ids }: { readonly ids: readonly NodeId[] }) {
  return (
    <Section title="Position and size">
      <Row>
        <AlignButtons many={ids.length > 2} />
      </Row>
      <Row halves>
        <NumberProperty ids={ids} access={X} reads={PLACE} label="X position" prefix="X" />
        <NumberProperty ids={ids} access={Y} reads={PLACE} label="Y position" prefix="Y" />
      </Row>
      <Row halves>
        <NumberProperty ids={ids} access={WIDTH} reads={WIDTHS} label="Width" prefix="W" />
        <NumberProperty ids={ids} access={HEIGHT} reads={HEIGHTS} label="Height" prefix="H" />
      </Row>
      <Row halves>
        <NumberProperty
          ids={ids}
          access={ROTATION}
          reads={TURN}
          label="Rotation"
          prefix={<RotateCw {...SMALL_ICON} />}
          suffix="°"
        />
      </Row>
    </Section>
  );
}
