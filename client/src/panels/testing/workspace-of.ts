/** A workspace for tests: a real editor over a real document, nobody else here, everything saved. */
import {
  type Document,
  FORGETFUL_OUTBOX,
  must,
  type NodeId,
  PresenceClient,
  SyncClient,
  type Transaction,
} from '@joinery/shared';
import { createStore } from 'zustand/vanilla';
import { ActivityLog } from '../../collaboration/activity-log.ts';
import { Authors, NOBODY } from '../../collaboration/authors.ts';
import type { PeopleStore } from '../../collaboration/people.ts';
import type { StatusStore } from '../../collaboration/sync-status.ts';
import { SyncInspector } from '../../collaboration/sync-inspector.ts';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { TabNetwork } from '../../platform/tab-network.ts';
import { DocumentTopics } from '../hooks/document-topics.ts';
import type { Workspace } from '../workspace.ts';

const ME = { name: 'Ada', color: '#b4236b', choice: 'automatic', unwatched: false } as const;
const nobody = new Error('nobody answers');
const nothing = (): void => undefined;

/** @param prepare draws on the first page */
export function workspaceOf(prepare: (tx: Transaction, page: NodeId) => void): Workspace {
  const { editor } = must(new TestWorld(1, prepare).people[0], 'a person in the test world');
  const people: PeopleStore = createStore(() => ({ people: [] }));
  const status: StatusStore = createStore(() => ({ status: { kind: 'saved' as const }, rejected: [] }));
  const presence = new PresenceClient('session0', {
    person: 'person00',
    name: ME.name,
    color: ME.color,
    choice: ME.choice,
  });
  return {
    editor,
    topics: new DocumentTopics(editor.document),
    collaboration: {
      me: createStore(() => ME),
      people,
      status,
      conflicts: createStore(() => ({ conflicts: [] })),
      authors: new Authors({ actor: editor.document.actor, presence, ask: () => Promise.resolve([]), most: 9 }),
      activity: new ActivityLog(editor.document),
      meetings: createStore(() => ({ meetings: [] })),
      inspector: inspectorOf(editor.document, presence),
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

/** Of a link that never opens. */
function inspectorOf(document: Document, presence: PresenceClient): SyncInspector {
  const timers = { now: () => 0, after: () => nothing, random: () => 0 };
  const network = new TabNetwork(timers);
  const sync = new SyncClient({
    document,
    session: presence.session,
    openChannel: () => ({ send: nothing, close: nothing }),
    outbox: FORGETFUL_OUTBOX,
    contents: { pending: [], rejected: [] },
    timers,
    presence,
  });
  const authors = { of: () => NOBODY, subscribe: () => nothing };
  return new SyncInspector({ document, sync, network, timers, authors });
}
