import Eye from 'lucide-react/icons/eye';
import { lazy, Suspense } from 'react';
import { Button } from '../../ui/button.tsx';
import { SMALL_ICON } from '../../ui/icon.ts';
import { later } from '../../ui/later.ts';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useWorkspace } from '../workspace.ts';
import styles from './share.module.css';

const SharePanel = lazy(later(async () => ({ default: (await import('./share-panel.tsx')).SharePanel })));

/** Links to this file, for those who own it; for those who may only look, that they may. */
export function ShareButton() {
  const { role } = useWorkspace();
  if (role === 'viewer' || role === 'commenter') return <ViewOnly comments={role === 'commenter'} />;
  return (
    <Popover title="Share this file" wide trigger={<Button look="primary">Share</Button>}>
      <Suspense fallback={null}>{role === 'owner' ? <SharePanel /> : <OnlyOwners />}</Suspense>
    </Popover>
  );
}

function ViewOnly({ comments }: { readonly comments: boolean }) {
  const why = comments
    ? 'Your link lets you comment. There are no comments yet: until then you can look around and copy.'
    : 'Your link lets you look around and copy, not edit.';
  return (
    <Tooltip label={why}>
      <button type="button" className={styles.badge} aria-label={`View only. ${why}`}>
        <Eye {...SMALL_ICON} /> View only
      </button>
    </Tooltip>
  );
}

function OnlyOwners() {
  return (
    <p className={styles.note}>
      You can edit this file. Links for others are made by those who own it: ask them for one.
    </p>
  );
}
