/** What goes on between people, over the canvas: whom I follow, who follows me, and who asks to be followed. */
import { type ReactNode, useState } from 'react';
import { followersOf, leaderOf } from '../../collaboration/follow-chain.ts';
import { follow } from '../../collaboration/following.ts';
import { nameOf, type Person } from '../../collaboration/people.ts';
import { textColorOn } from '../../person-color.ts';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import styles from './company.module.css';
import { usePeople } from './use-faces.ts';

export function Company() {
  const people = usePeople();
  const following = useSession((state) => state.following?.session ?? null);
  const spotlight = useSession((state) => state.spotlight);
  const all = people.map((person) => (person.self ? { ...person, following } : person));
  const leader = following === null ? undefined : leaderOf(all, following);
  const [me] = all;
  return (
    <>
      {leader !== undefined && !leader.self ? <Led leader={leader} /> : spotlight && me && <Lit me={me} all={all} />}
      {following === null && !spotlight && <Asked people={people} />}
    </>
  );
}

function Led({ leader }: { readonly leader: Person }) {
  const editor = useEditor();
  return (
    <Framed color={leader.color} label="Stop following" action="Stop" onAction={() => editor.run('stop-following')}>
      Following {nameOf(leader)}
    </Framed>
  );
}

function Lit({ me, all }: { readonly me: Person; readonly all: readonly Person[] }) {
  const editor = useEditor();
  const count = followersOf(all, me.session).length;
  return (
    <Framed color={me.color} label="Stop the spotlight" action="Stop" onAction={() => editor.run('toggle-spotlight')}>
      Spotlight on you · {count === 1 ? '1 follows' : `${count} follow`}
    </Framed>
  );
}

interface FramedProps {
  readonly color: string;
  readonly label: string;
  readonly action: string;
  readonly onAction: () => void;
  readonly children: ReactNode;
}

/** A frame around the canvas in somebody's colour, and a line at its top. */
function Framed({ color, label, action, onAction, children }: FramedProps) {
  return (
    <div className={styles.frame} style={{ borderColor: color }}>
      <div className={styles.banner} style={{ background: color, color: textColorOn(color) }}>
        <span>{children}</span>
        <button type="button" className={styles.stop} aria-label={label} onClick={onAction}>
          {action}
        </button>
      </div>
    </div>
  );
}

/** Asks once for each spotlight: who said "not now" is asked again only when it begins anew. */
function Asked({ people }: { readonly people: readonly Person[] }) {
  const editor = useEditor();
  const { collaboration } = useWorkspace();
  const [declined, setDeclined] = useState<readonly string[]>([]);
  const asking = people.filter(({ self, spotlight }) => !self && spotlight);
  const still = declined.filter((session) => asking.some((person) => person.session === session));
  if (still.length !== declined.length) setDeclined(still);
  const first = asking.find(({ session }) => !still.includes(session));
  if (first === undefined) return null;
  return (
    <div className={styles.asked} style={{ borderColor: first.color }}>
      <span>{nameOf(first)} asks you to follow</span>
      <button
        type="button"
        className={styles.answer}
        onClick={() => follow({ editor, people: collaboration.people }, first.session, true)}
      >
        Follow
      </button>
      <button type="button" className={styles.answer} onClick={() => setDeclined([...still, first.session])}>
        Not now
      </button>
    </div>
  );
}
