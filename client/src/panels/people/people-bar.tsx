import ChevronDown from 'lucide-react/icons/chevron-down';
import { follow } from '../../collaboration/following.ts';
import { nameOf, type Person } from '../../collaboration/people.ts';
import { centred } from '../../editor/camera.ts';
import type { Editor } from '../../editor/editor.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MeForm } from '../../ui/me-form.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useEditor, useSession, useWorkspace } from '../workspace.ts';
import { OwnStatus } from './own-status.tsx';
import styles from './people-bar.module.css';
import { facesOf, usePeople } from './use-faces.ts';
import { useFacesThatFit } from './use-faces-that-fit.ts';

const STATUS_WORDS: Readonly<Record<Person['status'], string>> = {
  online: 'here now',
  away: 'away',
  dnd: 'does not want to be disturbed',
  offline: 'invisible',
};

/** Such as "here now, on Page 2". */
function whereabouts({ document, state }: Editor, { status, page }: Person): string {
  if (page === null || page === state.page || !document.has(page)) return STATUS_WORDS[status];
  return `${STATUS_WORDS[status]}, on ${document.get(page, 'name') || 'another page'}`;
}

function visit(editor: Editor, people: readonly Person[], session: string): void {
  const person = people.find((other) => other.session === session);
  if (person === undefined) return;
  editor.session.setState({ following: null });
  if (person.page !== null) editor.setPage(person.page);
  const { viewport, camera } = editor.state;
  const at = person.cursor && {
    left: person.cursor.x,
    top: person.cursor.y,
    right: person.cursor.x,
    bottom: person.cursor.y,
  };
  const target = at ?? person.viewport;
  if (target !== null) editor.setCamera(centred(target, viewport, camera.zoom));
}

/** Who is in this file: me first. My own face changes what I am to others, a click on another's follows them. */
export function PeopleBar() {
  const { collaboration } = useWorkspace();
  const editor = useEditor();
  useSession((state) => state.page);
  const following = useSession((state) => state.following?.session);
  const people = usePeople();
  const [me] = people;
  const faces = facesOf(people);
  const toggle = (session: string): void => {
    if (following === session) editor.run('stop-following');
    else follow({ editor, people: collaboration.people }, session);
  };
  const [bar, fitting] = useFacesThatFit(faces.length);
  const hidden = faces.length - fitting;
  return (
    <ul ref={bar} className={styles.people} aria-label="People in this file">
      {me !== undefined && <OwnFace me={me} />}
      {faces.slice(0, fitting).map((person) => {
        const where = whereabouts(editor, person);
        const follows = following === person.session;
        return (
          <li key={person.person}>
            <Tooltip label={`${nameOf(person)}, ${where}`}>
              <button
                type="button"
                className={classNames(styles.face, person.status === 'away' && styles.away)}
                style={follows ? { outline: `2px solid ${person.color}`, outlineOffset: 2 } : undefined}
                aria-label={`Follow ${nameOf(person)}, ${where}`}
                aria-pressed={follows}
                onClick={() => toggle(person.session)}
              >
                <Avatar name={person.name} color={person.color} status={person.status} />
              </button>
            </Tooltip>
          </li>
        );
      })}
      {faces.length > 0 && (
        <li>
          <Popover
            title="People in this file"
            wide
            trigger={
              <button type="button" className={styles.more} aria-label={`All ${faces.length + 1} people`}>
                {hidden > 0 ? `+${hidden}` : <ChevronDown size={12} strokeWidth={1.75} aria-hidden="true" />}
              </button>
            }
          >
            <ul className={styles.list} aria-label="Everybody else">
              {faces.map((person) => (
                <li key={person.person} className={styles.row}>
                  <Avatar name={person.name} color={person.color} status={person.status} />
                  <span className={styles.who}>
                    <span className={styles.name}>{nameOf(person)}</span>
                    <span className={styles.where}>{whereabouts(editor, person)}</span>
                  </span>
                  <button
                    type="button"
                    className={styles.act}
                    aria-label={`Go to ${nameOf(person)}`}
                    onClick={() => visit(editor, collaboration.people.getState().people, person.session)}
                  >
                    Go to
                  </button>
                  <button
                    type="button"
                    className={styles.act}
                    aria-label={`${following === person.session ? 'Stop following' : 'Follow along with'} ${nameOf(person)}`}
                    onClick={() => toggle(person.session)}
                  >
                    {following === person.session ? 'Stop' : 'Follow'}
                  </button>
                </li>
              ))}
            </ul>
          </Popover>
        </li>
      )}
    </ul>
  );
}

function OwnFace({ me }: { readonly me: Person }) {
  const { collaboration, setMe } = useWorkspace();
  return (
    <li>
      <Popover
        title="You"
        align="start"
        trigger={
          <button
            type="button"
            className={styles.face}
            aria-label={`You are ${me.name}. Change name, colour or status`}
          >
            <Avatar name={me.name} color={me.color} status={me.status} />
          </button>
        }
      >
        <MeForm
          name={me.name}
          color={me.color}
          onChange={(change) => setMe({ ...collaboration.me.getState(), ...change })}
        />
        <OwnStatus />
      </Popover>
    </li>
  );
}
