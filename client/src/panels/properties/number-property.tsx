import type { NodeId } from '@joinery/shared';
import type { ReactNode } from 'react';
import { NumberField } from '../../ui/number-field.tsx';
import { type NumberAccess, sharedNumber, useNumberEdit } from '../hooks/use-number-edit.ts';
import { useTouched } from '../hooks/use-touched.ts';
import { useEditor } from '../workspace.ts';

interface NumberPropertyProps {
  readonly ids: readonly NodeId[];
  readonly access: NumberAccess;
  /** The properties that `access` reads. Keep the list the same between renders. */
  readonly reads: readonly string[];
  readonly label: string;
  readonly prefix?: ReactNode;
  readonly suffix?: string;
  readonly step?: number;
}

/** A number of all these nodes. Renders nothing when none of them has it. */
export function NumberProperty({ ids, access, reads, ...field }: NumberPropertyProps) {
  const editor = useEditor();
  useTouched(ids, reads);
  const edit = useNumberEdit(ids, access);
  const value = sharedNumber(editor, ids, access);
  if (value === undefined) return null;
  return (
    <NumberField
      value={value === null || Number.isNaN(value) ? null : value}
      edit={edit}
      {...(access.min !== undefined && { min: access.min })}
      {...(access.max !== undefined && { max: access.max })}
      property={reads.join(' ')}
      {...field}
    />
  );
}
