import type { Role } from '@joinery/shared';
import Link2 from 'lucide-react/icons/link-2';
import { useState } from 'react';
import { toast } from 'sonner';
import { linkAddress } from '../../links-api.ts';
import { Button } from '../../ui/button.tsx';
import { ICON } from '../../ui/icon.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { useWorkspace } from '../workspace.ts';
import { copyLink } from './copy-link.ts';
import { LinkRow } from './link-row.tsx';
import { LIVES, NEVER, ROLE_CHOICES, shortRole } from './link-words.ts';
import styles from './share.module.css';
import { type Links, useLinks } from './use-links.ts';

/** Makes links to the file, and shows those there are: for owners. */
export function SharePanel() {
  const { file } = useWorkspace();
  const links = useLinks();
  const { state } = links;
  return (
    <div className={styles.panel}>
      <NewLink links={links} />
      {state.kind === 'failed' && (
        <p className={styles.trouble} role="alert">
          {state.message}
        </p>
      )}
      {state.kind === 'ready' && state.links.length > 0 && (
        <section className={styles.links} aria-label="Links to this file">
          <h3 className={styles.heading}>Links to this file</h3>
          <ul className={styles.list}>
            {state.links.map((link) => (
              <LinkRow key={link.id} link={link} links={links} />
            ))}
          </ul>
        </section>
      )}
      {state.kind === 'ready' && state.open && (
        <p className={styles.note}>
          This server is open: whoever reaches it can edit every file by its address.{' '}
          <button type="button" className={styles.plain} onClick={() => void copyLink(file.link, 'Address copied.')}>
            Copy address
          </button>
        </p>
      )}
    </div>
  );
}

function NewLink({ links }: { readonly links: Links }) {
  const { file } = useWorkspace();
  const [role, setRole] = useState<Role>('editor');
  const [life, setLife] = useState(NEVER);
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    try {
      const key = await links.keyFor(role, life === NEVER ? null : life);
      await copyLink(linkAddress(file.id, key), `Link copied. Whoever opens it ${shortRole(role)}.`);
    } catch (error) {
      toast.error(error instanceof Error ? error.message : 'The link could not be made.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.maker}>
      <div className={styles.choices}>
        <span className={styles.label}>Whoever has the link</span>
        <SelectField label="What the link allows" choices={ROLE_CHOICES} value={role} onChange={setRole} />
        <span className={styles.label}>It works</span>
        <SelectField label="How long the link works" choices={LIVES} value={life} onChange={setLife} />
      </div>
      {role === 'commenter' && <p className={styles.hint}>There are no comments yet: until then they can look.</p>}
      <Button look="primary" size="large" className={styles.copy} disabled={busy} onClick={() => void make()}>
        <Link2 {...ICON} /> Copy link
      </Button>
    </div>
  );
}
