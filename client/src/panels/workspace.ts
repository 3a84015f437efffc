/** What panels are given: the editor, who else is here, how the edits fare, and the file as a whole. */
import type { Role } from '@joinery/shared';
import { createContext, use } from 'react';
import { useStore } from 'zustand';
import type { Collaboration } from '../collaboration/collaboration.ts';
import type { Rejected, SyncStatus } from '../collaboration/sync-status.ts';
import type { Editor } from '../editor/editor.ts';
import type { SessionState } from '../editor/session.ts';
import type { LinksApi } from '../links-api.ts';
import type { Me } from '../me.ts';
import type { DocumentTopics } from './hooks/document-topics.ts';

export interface Workspace {
  readonly editor: Editor;
  readonly topics: DocumentTopics;
  readonly collaboration: Pick<
    Collaboration,
    | 'me'
    | 'people'
    | 'status'
    | 'conflicts'
    | 'authors'
    | 'activity'
    | 'meetings'
    | 'inspector'
    | 'retry'
    | 'dismissRejected'
  >;
  /** What the person may do with the file (R7). */
  readonly role: Role;
  readonly links: LinksApi;
  readonly file: {
    readonly id: string;
    readonly name: string;
    readonly rename: (name: string) => void;
    /** Its address, without any key. */
    readonly link: string;
  };
  /** Also keeps it for next time. */
  readonly setMe: (me: Me) => void;
  /** To the list of files. */
  readonly onHome: () => void;
}

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = use(WorkspaceContext);
  if (workspace === null) throw new Error('expected a WorkspaceContext around the panels');
  return workspace;
}

export const useEditor = (): Editor => useWorkspace().editor;

/** A part of the session; renders again when that part is another value. */
export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useEditor().session, select);

export const useStatus = (): SyncStatus => useStore(useWorkspace().collaboration.status, ({ status }) => status);

export const useRejected = (): readonly Rejected[] =>
  useStore(useWorkspace().collaboration.status, ({ rejected }) => rejected);
