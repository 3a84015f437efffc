import type { Role } from '@joinery/shared';
import Copy from 'lucide-react/icons/copy';
import Eye from 'lucide-react/icons/eye';
import KeyRound from 'lucide-react/icons/key-round';
import MessageCircle from 'lucide-react/icons/message-circle';
import Pencil from 'lucide-react/icons/pencil';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { toast } from 'sonner';
import { type FileLink, linkAddress } from '../../links-api.ts';
import { classNames } from '../../ui/class-names.ts';
import { ICON } from '../../ui/icon.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useWorkspace } from '../workspace.ts';
import { copyLink } from './copy-link.ts';
import { aboutLink, roleLabel } from './link-words.ts';
import styles from './share.module.css';
import type { Links } from './use-links.ts';

const ICONS: Readonly<Record<Role, typeof Eye>> = {
  viewer: Eye,
  commenter: MessageCircle,
  editor: Pencil,
  owner: KeyRound,
};

interface LinkRowProps {
  readonly link: FileLink;
  readonly links: Links;
}

/** One link: what it allows, until when, who is here by it; and its end. */
export function LinkRow({ link, links }: LinkRowProps) {
  const { file } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const Icon = ICONS[link.role];
  const label = roleLabel(link.role);
  const key = links.knownKey(link.id);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await links.revoke(link.id);
    } catch (error) {
      setBusy(false);
      toast.error(error instanceof Error ? error.message : 'The link could not be removed.');
    }
  };
  return (
    <li className={classNames(styles.row, link.state === 'expired' && styles.expired)}>
      <span className={styles.icon}>
        <Icon {...ICON} />
      </span>
      <div className={styles.words}>
        <strong>{label}</strong>
        <span className={styles.about}>{aboutLink(link, links.now)}</span>
      </div>
      {key !== undefined && (
        <IconButton
          label="Copy this link again"
          icon={<Copy {...ICON} />}
          onClick={() => void copyLink(linkAddress(file.id, key), 'Link copied.')}
        />
      )}
      <IconButton
        label={link.people === 0 ? 'Remove link' : 'Remove link, and whoever is here by it'}
        disabled={busy}
        icon={<X {...ICON} />}
        onClick={() => void remove()}
      />
    </li>
  );
}
