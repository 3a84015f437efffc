import type { DocumentEvent, NodeId } from '@joinery/shared';
import Link2 from 'lucide-react/icons/link-2';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Unlink2 from 'lucide-react/icons/unlink-2';
import { useCallback } from 'react';
import { ICON, SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useDocumentChanges } from '../hooks/use-touched.ts';
import { useEditor } from '../workspace.ts';
import { AlignButtons } from './align-buttons.tsx';
import { HEIGHT, HEIGHT_IN_RATIO, ROTATION, WIDTH, WIDTH_IN_RATIO, X, Y } from './number-accesses.ts';
import { NumberProperty } from './number-property.tsx';
import { Row, Section } from './section.tsx';

const PLACE = ['position', 'placement'];
const TURN = ['rotation'];
const WIDTHS = ['width', 'type'];
const HEIGHTS = ['height', 'type'];

interface LayoutSectionProps {
  readonly ids: readonly NodeId[];
  /** Whether width and height follow each other. */
  readonly inRatio: boolean;
  readonly onRatio: (inRatio: boolean) => void;
}

/** Where the nodes are, how large and how turned. */
export function LayoutSection({ ids, inRatio, onRatio }: LayoutSectionProps) {
  const { document } = useEditor();
  // A group's size is that of what it holds.
  const changesAGroup = useCallback(
    ({ touched }: DocumentEvent) => {
      const groups = ids.filter((id) => document.get(id, 'type') === 'group');
      return (
        groups.length > 0 && [...touched.keys()].some((id) => groups.some((group) => document.isWithin(id, group)))
      );
    },
    [document, ids],
  );
  useDocumentChanges(changesAGroup);
  return (
    <Section title="Position and size">
      <Row>
        <AlignButtons many={ids.length > 2} />
      </Row>
      <Row halves>
        <NumberProperty ids={ids} access={X} reads={PLACE} label="X position" prefix="X" />
        <NumberProperty ids={ids} access={Y} reads={PLACE} label="Y position" prefix="Y" />
      </Row>
      <Row
        halves
        end={
          <IconButton
            label="Keep the ratio of width and height"
            icon={inRatio ? <Link2 {...ICON} /> : <Unlink2 {...ICON} />}
            pressed={inRatio}
            onClick={() => onRatio(!inRatio)}
          />
        }
      >
        <NumberProperty ids={ids} access={inRatio ? WIDTH_IN_RATIO : WIDTH} reads={WIDTHS} label="Width" prefix="W" />
        <NumberProperty
          ids={ids}
          access={inRatio ? HEIGHT_IN_RATIO : HEIGHT}
          reads={HEIGHTS}
          label="Height"
          prefix="H"
        />
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
