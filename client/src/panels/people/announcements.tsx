/** What goes on between people, for who hears it: what is said at cursors, whom I follow, who asks to be followed. */
import { useEffect, useState } from 'react';
import { leaderOf } from '../../collaboration/follow-chain.ts';
import { nameOf, type PeopleStore } from '../../collaboration/people.ts';
import type { Editor } from '../../editor/editor.ts';
import { useEditor, useWorkspace } from '../workspace.ts';

/** Words come letter by letter: they are said when nothing was added for so long, in ms. */
const PAUSE_MS = 900;
/** What was said is forgotten after so long, in ms: whoever reads the page does not come upon it later. */
const FORGOTTEN_MS = 8000;

export function Announcements() {
  const editor = useEditor();
  const { collaboration } = useWorkspace();
  const [said, setSaid] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (text: string): void => {
      setSaid(text);
      clearTimeout(timer);
      timer = setTimeout(() => setSaid(''), FORGOTTEN_MS);
    };
    const ends = [listenToChats(editor, collaboration.people, say), watchCompany(editor, collaboration.people, say)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [editor, collaboration]);
  return (
    <div aria-live="polite" className="visually-hidden" data-announcements>
      {said}
    </div>
  );
}

/** Of those on my page, as they are seen there. @returns a function that ends it */
export function listenToChats(editor: Editor, people: PeopleStore, say: (text: string) => void): () => void {
  const heard = new Map<string, { readonly chat: string; readonly timer: ReturnType<typeof setTimeout> }>();
  const end = people.subscribe(({ people: all }) => {
    const here = all.filter(({ self, page, chat }) => !self && chat !== '' && page === editor.state.page);
    for (const { session, chat, ...person } of here) {
      const before = heard.get(session);
      if (before?.chat === chat) continue;
      clearTimeout(before?.timer);
      heard.set(session, { chat, timer: setTimeout(() => say(`${nameOf(person)}: ${chat}`), PAUSE_MS) });
    }
    // What was cleared before anybody paused is said all the same: it was meant to be seen.
    for (const session of heard.keys()) if (!here.some((person) => person.session === session)) heard.delete(session);
  });
  return () => {
    end();
    for (const { timer } of heard.values()) clearTimeout(timer);
  };
}

/** @returns a function that ends it */
export function watchCompany(editor: Editor, people: PeopleStore, say: (text: string) => void): () => void {
  let led: string | undefined;
  let asking: readonly string[] = [];
  const look = (): void => {
    const { following } = editor.state;
    const all = people
      .getState()
      .people.map((person) => (person.self ? { ...person, following: following?.session ?? null } : person));
    const leader = following === null ? undefined : leaderOf(all, following.session);
    const now = leader === undefined || leader.self ? undefined : nameOf(leader);
    if (now !== led) say(now === undefined ? 'You follow nobody now' : `You follow ${now} now`);
    led = now;
    const asks = all.filter(({ self, spotlight }) => !self && spotlight);
    const newcomer = asks.find(({ session }) => !asking.includes(session));
    if (newcomer !== undefined && following === null) say(`${nameOf(newcomer)} asks everybody to follow`);
    asking = asks.map(({ session }) => session);
  };
  const ends = [
    people.subscribe(look),
    editor.session.subscribe((now, before) => {
      if (now.following !== before.following) look();
    }),
  ];
  return () => ends.forEach((end) => end());
}
