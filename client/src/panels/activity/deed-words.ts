import type { DocumentReader } from '@joinery/shared';
import type { Deed, DeedKind } from '../../collaboration/deeds.ts';
import { displayName } from '../../editor/node-names.ts';

const VERBS: Readonly<Record<Exclude<DeedKind, 'changed' | 'wrote'>, string>> = {
  created: 'added',
  deleted: 'deleted',
  restored: 'restored',
  rearranged: 'rearranged',
  resized: 'resized',
  moved: 'moved',
  turned: 'turned',
  painted: 'recoloured',
  renamed: 'renamed',
};

/** Named in full up to so many properties. */
const MOST_LABELS = 2;

/** What was done, to be said after a name: "moved 3 shapes on Page 2". */
export function deedWords(reader: DocumentReader, deed: Deed): string {
  const { kind, labels, page } = deed;
  const what = objectWords(reader, deed);
  const where = page === undefined || !reader.has(page) ? '' : ` on ${displayName(reader, page)}`;
  if (kind === 'wrote') return `wrote in ${what}${where}`;
  if (kind !== 'changed') return `${VERBS[kind]} ${what}${where}`;
  const properties = labels.length > MOST_LABELS ? `${labels.length} properties` : joined(labels);
  return `changed ${properties} of ${what}${where}`;
}

function objectWords(reader: DocumentReader, { nodes }: Deed): string {
  const [only] = nodes;
  if (only !== undefined && nodes.length === 1) return reader.has(only) ? `“${displayName(reader, only)}”` : 'a shape';
  const pages = nodes.every((id) => reader.get(id, 'type') === 'page');
  return `${nodes.length} ${pages ? 'pages' : 'shapes'}`;
}

const joined = (labels: readonly string[]): string => labels.map((label) => label.toLowerCase()).join(' and ');
