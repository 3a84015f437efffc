import { useState } from 'react';
import { useStore } from 'zustand';
import type { Person } from '../../collaboration/people.ts';
import { centred } from '../../editor/camera.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { MeForm } from '../../ui/me-form.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useEditor, useWorkspace } from '../workspace.ts';
import styles from './people-bar.module.css';

/** More people than this are counted instead of shown. */
const MAX_SHOWN = 4;

const STATUS_WORDS: Readonly<Record<Person['status'], string>> = {
  online: 'here now',
  away: 'away',
  dnd: 'does not want to be disturbed',
  offline: 'offline',
};

const looksTheSame = (a: readonly Person[], b: readonly Person[]): boolean =>
  a.length === b.length &&
  a.every((person, index) => {
    const other = b[index];
    return (
      person.session === other?.session &&
      person.name === other.name &&
      person.color === other.color &&
      person.status === other.status
    );
  });

/** People without their cursors: those move many times a second and are the canvas's business. */
function useFaces(): readonly Person[] {
  const { collaboration } = useWorkspace();
  const [select] = useState(() => {
    let last: readonly Person[] = [];
    return ({ people }: { readonly people: readonly Person[] }) =>
      looksTheSame(last, people) ? last : (last = people);
  });
  return useStore(collaboration.people, select);
}

/** Who is in this file: me first. My own face changes my name and colour, another's shows where they are. */
export function PeopleBar() {
  const { collaboration, setMe } = useWorkspace();
  const editor = useEditor();
  const [me, ...others] = useFaces();
  const visit = (session: string): void => {
    const person = collaboration.people.getState().people.find((other) => other.session === session);
    if (person === undefined) return;
    if (person.page !== null) editor.setPage(person.page);
    const { viewport, camera } = editor.state;
    if (person.cursor === null) return;
    const { x, y } = person.cursor;
    editor.setCamera(centred({ left: x, top: y, right: x, bottom: y }, viewport, camera.zoom));
  };
  const hidden = others.slice(MAX_SHOWN);
  return (
    <ul className={styles.people} aria-label="People in this file">
      {me !== undefined && (
        <li>
          <Popover
            title="You"
            align="start"
            trigger={
              <button type="button" className={styles.face} aria-label={`You are ${me.name}. Change name or colour`}>
                <Avatar name={me.name} color={me.color} status={me.status} />
              </button>
            }
          >
            <MeForm name={me.name} color={me.color} onChange={setMe} />
          </Popover>
        </li>
      )}
      {others.slice(0, MAX_SHOWN).map((person) => (
        <li key={person.session}>
          <Tooltip label={`${person.name || 'Somebody'}, ${STATUS_WORDS[person.status]}`}>
            <button
              type="button"
              className={styles.face}
              aria-label={`Go to ${person.name || 'somebody'}, ${STATUS_WORDS[person.status]}`}
              onClick={() => visit(person.session)}
            >
              <Avatar name={person.name} color={person.color} status={person.status} />
            </button>
          </Tooltip>
        </li>
      ))}
      {hidden.length > 0 && (
        <li>
          <Tooltip label={hidden.map(({ name }) => name).join(', ')}>
            <span className={styles.more}>+{hidden.length}</span>
          </Tooltip>
        </li>
      )}
    </ul>
  );
}
