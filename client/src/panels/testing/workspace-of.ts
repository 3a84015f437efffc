/** A workspace for tests: a real editor over a real document, nobody else here, everything saved. */
import { must, type NodeId, PresenceClient, type Transaction } from '@joinery/shared';
import { createStore } from 'zustand/vanilla';
import { Authors } from '../../collaboration/authors.ts';
import type { PeopleStore } from '../../collaboration/people.ts';
import type { StatusStore } from '../../collaboration/sync-status.ts';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { DocumentTopics } from '../hooks/document-topics.ts';
import type { Workspace } from '../workspace.ts';

const ME = { name: 'Ada', color: '#b4236b' };
const nobody = new Error('nobody answers');
const nothing = (): void => undefined;

/** @param prepare draws on the first page */
export function workspaceOf(prepare: (tx: Transaction, page: NodeId) => void): Workspace {
  const { editor } = must(new TestWorld(1, prepare).people[0], 'a person in the test world');
  const people: PeopleStore = createStore(() => ({ people: [] }));
  const status: StatusStore = createStore(() => ({ status: { kind: 'saved' as const }, rejected: [] }));
  const presence = new PresenceClient('session0', { person: 'person00', ...ME, choice: 'automatic' });
  return {
    editor,
    topics: new DocumentTopics(editor.document),
    collaboration: {
      people,
      status,
      conflicts: createStore(() => ({ conflicts: [] })),
      authors: new Authors({ actor: editor.document.actor, presence, ask: () => Promise.resolve([]), most: 9 }),
      retry: nothing,
      dismissRejected: nothing,
    },
    role: 'owner',
    links: {
      list: () => Promise.reject(nobody),
      make: () => Promise.reject(nobody),
      revoke: () => Promise.reject(nobody),
    },
    file: { id: 'a', name: 'A file', rename: nothing, link: 'http://localhost/file/a' },
    setMe: nothing,
    onHome: nothing,
  };
}
