import type { NodeId } from '@joinery/shared';
import { useState } from 'react';
import { displayName } from '../../editor/node-names.ts';
import { Button } from '../../ui/button.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import { useEditor } from '../workspace.ts';
import { Row, Section } from './section.tsx';

type Format = 'png' | 'svg';

const FORMATS: readonly Choice<Format>[] = [
  { value: 'png', label: 'PNG' },
  { value: 'svg', label: 'SVG' },
];
const SCALES: readonly Choice<number>[] = [0.5, 1, 2, 3, 4].map((scale) => ({ value: scale, label: `${scale}x` }));

interface ExportSectionProps {
  /** Empty: the page. */
  readonly ids: readonly NodeId[];
}

/** The selection, or the page, as a file. */
export function ExportSection({ ids }: ExportSectionProps) {
  const editor = useEditor();
  const [format, setFormat] = useState<Format>('png');
  const [scale, setScale] = useState(1);
  const [only] = ids;
  const what =
    only === undefined ? 'page' : ids.length === 1 ? displayName(editor.document, only) : `${ids.length} layers`;
  const run = (): boolean => editor.run(ids.length === 0 ? `export-page-${format}` : `export-${format}`, { scale });
  return (
    <Section title="Export">
      <Row>
        <SelectField label="Scale" choices={SCALES} value={format === 'svg' ? 1 : scale} onChange={setScale} />
        <SelectField label="Format" choices={FORMATS} value={format} onChange={setFormat} />
      </Row>
      <Row>
        <Button style={{ flex: 1, minWidth: 0 }} onClick={run}>
          <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>Export {what}</span>
        </Button>
      </Row>
    </Section>
  );
}
