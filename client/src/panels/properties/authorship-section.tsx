import type { DocumentEvent, NodeId } from '@joinery/shared';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { useCallback, useMemo } from 'react';
import { SMALL_ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useDocumentChanges } from '../hooks/use-touched.ts';
import { Ago } from '../who/ago.tsx';
import { Who } from '../who/who.tsx';
import { useEditor } from '../workspace.ts';
import { type Authorship, authorshipOf } from './authorship.ts';
import styles from './authorship-section.module.css';
import { Section } from './section.tsx';

interface AuthorshipSectionProps {
  readonly id: NodeId;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** Who set what of a shape, and when. */
export function AuthorshipSection({ id, open, onOpen }: AuthorshipSectionProps) {
  const label = open ? 'Hide who set what' : 'Show who set what';
  const icon = open ? <ChevronDown {...SMALL_ICON} /> : <ChevronRight {...SMALL_ICON} />;
  return (
    <Section
      title="Who set what"
      actions={<IconButton label={label} aria-expanded={open} icon={icon} onClick={() => onOpen(!open)} />}
    >
      {open && <AuthorshipList id={id} />}
    </Section>
  );
}

function AuthorshipList({ id }: { readonly id: NodeId }) {
  const { document } = useEditor();
  const concerns = useCallback(({ touched }: DocumentEvent) => touched.has(id), [id]);
  const changes = useDocumentChanges(concerns);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `changes` stands for the registers, which live outside React
  const told = useMemo(() => authorshipOf(document, id), [document, id, changes]);
  return (
    <ol className={styles.list}>
      {told.map((one) => (
        <AuthorshipRow key={`${one.time} ${one.actor}`} authorship={one} />
      ))}
    </ol>
  );
}

function AuthorshipRow({ authorship: { actor, time, labels, created } }: { readonly authorship: Authorship }) {
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <Who actor={actor} />
        <span className={styles.when}>
          <Ago time={time} />
        </span>
      </div>
      <p className={styles.labels}>{created ? ['Made it', ...labels].join(', ') : labels.join(', ')}</p>
    </li>
  );
}
