import type { ActorId } from '@joinery/shared';
import { useAuthor } from './use-author.ts';
import styles from './who.module.css';

/** Whoever wrote something, by colour and name; "You" for oneself. */
export function Who({ actor }: { readonly actor: ActorId }) {
  const { name, color, self } = useAuthor(actor);
  return (
    <span className={styles.who}>
      <span className={styles.dot} style={{ background: color }} aria-hidden="true" />
      <span className={styles.name}>{self ? 'You' : name}</span>
    </span>
  );
}
