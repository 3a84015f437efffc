import Lock from 'lucide-react/icons/lock';
import { Button } from '../ui/button.tsx';
import { ICON } from '../ui/icon.ts';
import { NoticePage } from '../ui/notice-page.tsx';
import { asSentence } from './as-sentence.ts';

interface NoAccessProps {
  readonly title: string;
  /** Why, as a phrase. */
  readonly reason: string;
  /** Own edits that were not sent. */
  readonly unsent?: number;
  readonly onHome: () => void;
  readonly onRetry?: () => void;
}

/** The place of a file that this browser may not see, or not any more. */
export function NoAccess({ title, reason, unsent = 0, onHome, onRetry }: NoAccessProps) {
  return (
    <NoticePage
      whole
      icon={<Lock {...ICON} size={28} />}
      title={title}
      actions={
        <>
          <Button size="large" onClick={onHome}>
            All files
          </Button>
          {onRetry !== undefined && (
            <Button size="large" onClick={onRetry}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {asSentence(reason)} Ask whoever shared the file for another link.
      {unsent > 0 &&
        ` ${unsent === 1 ? 'One edit' : `${unsent} edits`} of yours could not be sent, and wait in this browser.`}
    </NoticePage>
  );
}
