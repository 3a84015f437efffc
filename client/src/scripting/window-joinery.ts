/**
 * `window.joinery`: the open file for scripts, bots and end-to-end tests. The same editor that the person's hands use: what a
 * script does is an edit like any other, undoable and seen by everybody. Documented in docs/scripting.md.
 */
import {
  canonicalJson,
  type Conflict,
  type DocumentJson,
  type NewNode,
  type NodeId,
  type NodeType,
  type Transaction,
  transformPoint,
  type Value,
  type Vector,
  type VersionVector,
} from '@joinery/shared';
import type { Collaboration } from '../collaboration/collaboration.ts';
import type { Person } from '../collaboration/people.ts';
import type { InspectorReading } from '../collaboration/sync-inspector.ts';
import type { SyncStatus } from '../collaboration/sync-status.ts';
import { pageToScreen } from '../editor/camera.ts';
import type { CommandId } from '../editor/commands/command-id.ts';
import type { CommandArguments, Editor } from '../editor/editor.ts';
import type { Camera } from '../editor/session.ts';

export interface Joinery {
  /** Grows when something here changes its meaning. */
  readonly apiVersion: 1;
  readonly fileId: string;
  /** The document as plain data: pages and children in order, positions in the parent's coordinates. */
  document(): DocumentJson;
  /** The same as canonical JSON: equal text on every replica of the same version. */
  json(): string;
  /** Every command by id, with what a menu would show. */
  commands(): readonly {
    readonly id: CommandId;
    readonly label: string;
    readonly keys: readonly string[];
    readonly enabled: boolean;
  }[];
  /** Runs a command and waits until it is done. @returns false when it is disabled just now */
  run(id: CommandId, args?: CommandArguments): Promise<boolean>;
  selection(): readonly NodeId[];
  select(ids: readonly NodeId[]): void;
  page(): NodeId;
  setPage(page: NodeId): void;
  camera(): Camera;
  setCamera(camera: Camera): void;
  /** Makes a node, in front of its siblings; `parent` is the current page unless given. One undo step. */
  create(type: NodeType, properties?: NewNode, parent?: NodeId): NodeId;
  /** Sets properties; null takes one back to its default. `position` is in the parent's coordinates. One undo step. */
  set(id: NodeId, properties: Readonly<Record<string, Value>>): void;
  /** Moves a node to a parent, before a sibling or in front of all, staying where it is seen. One undo step. */
  move(id: NodeId, parent: NodeId, before?: NodeId | null): void;
  trash(id: NodeId): void;
  /** Where a point of a node (0..1 of its box; the centre unless given) is in the browser window, in CSS px. */
  clientPoint(id: NodeId, at?: Vector): Vector;
  readonly sync: {
    status(): SyncStatus;
    /** Own changes not acknowledged yet. */
    pending(): number;
    version(): VersionVector;
    people(): readonly Person[];
    /** What was written here without the relay and met others' writes, oldest first; each can be chosen or dismissed. */
    conflicts(): readonly Conflict[];
    /** Try to reconnect now. */
    retry(): void;
    /** How the link and the document fare, in numbers. */
    inspector(): InspectorReading;
    /** Makes this tab's network as bad as told: cut, slow, losing frames. */
    setNetwork(conditions: Partial<InspectorReading['network']>): void;
  };
  /** The editor itself, for what is not listed here. Its shape may change between versions. */
  readonly editor: Editor;
}

declare global {
  interface Window {
    joinery?: Joinery;
  }
}

export interface JoineryParts {
  readonly fileId: string;
  readonly editor: Editor;
  readonly collaboration: Collaboration;
  /** Where the canvas is in the window. */
  readonly canvasBox: () => { readonly left: number; readonly top: number };
}

export function createJoinery({ fileId, editor, collaboration, canvasBox }: JoineryParts): Joinery {
  const { document } = editor;
  const edit = (build: (tx: Transaction) => void): void => {
    if (editor.state.readOnly) throw new Error('You may only look at this file');
    editor.edit('Script', build);
  };
  return {
    apiVersion: 1,
    fileId,
    document: () => document.toJSON(),
    json: () => canonicalJson(document.toJSON()),
    commands: () =>
      [...editor.commands.values()].map(({ id, label, keys }) => ({ id, label, keys, enabled: editor.isEnabled(id) })),
    run: async (id, args) => {
      const ran = editor.run(id, args);
      await editor.settled();
      return ran;
    },
    selection: () => editor.state.selection,
    select: (ids) => editor.select(ids),
    page: () => editor.state.page,
    setPage: (page) => editor.setPage(page),
    camera: () => editor.state.camera,
    setCamera: (camera) => editor.setCamera(camera),
    create: (type, properties = {}, parent = editor.state.page) => {
      let created: NodeId = '';
      edit((tx) => {
        created = tx.create(type, parent, properties);
      });
      return created;
    },
    set: (id, properties) => {
      edit((tx) => {
        for (const [property, value] of Object.entries(properties)) {
          if (property === 'position') tx.setPosition(id, value as unknown as Vector);
          else tx.setRaw(id, property, value);
        }
      });
    },
    move: (id, parent, before = null) => {
      edit((tx) => tx.move(id, parent, before));
    },
    trash: (id) => {
      edit((tx) => tx.trash(id));
    },
    clientPoint: (id, at = { x: 0.5, y: 0.5 }) => {
      const { left, top, right, bottom } = editor.scene.localBox(id);
      const own = { x: left + (right - left) * at.x, y: top + (bottom - top) * at.y };
      const screen = pageToScreen(editor.state.camera, transformPoint(editor.scene.pageMatrix(id), own));
      const canvas = canvasBox();
      return { x: screen.x + canvas.left, y: screen.y + canvas.top };
    },
    sync: {
      status: () => collaboration.status.getState().status,
      pending: () => collaboration.sync.pendingCount,
      version: () => new Map(document.version),
      people: () => collaboration.people.getState().people,
      conflicts: () => collaboration.sync.conflicts,
      retry: () => collaboration.retry(),
      inspector: () => collaboration.inspector.read(),
      setNetwork: (conditions) => collaboration.inspector.setNetwork(conditions),
    },
    editor,
  };
}
