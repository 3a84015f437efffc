import { AlertDialog as Base } from '@base-ui/react/alert-dialog';
import { Button } from './button.tsx';
import confirm from './confirm-dialog.module.css';
import styles from './dialog.module.css';

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly title: string;
  /** What will happen, and that it cannot be taken back. */
  readonly description: string;
  /** The verb on the button. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ open, title, description, action, onConfirm, onClose }: ConfirmDialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={`${styles.popup} ${confirm.popup}`}>
          <Base.Title className={styles.title}>{title}</Base.Title>
          <Base.Description className={confirm.description}>{description}</Base.Description>
          <div className={confirm.buttons}>
            <Base.Close render={<Button size="large" />}>Cancel</Base.Close>
            <Base.Close render={<Button look="danger" size="large" onClick={onConfirm} />}>{action}</Base.Close>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
