/**
 * The headless editor: one person's hands on one document. It owns the session, runs the current tool's states and the
 * command table, and is the only way by which the client writes. It knows no feature: tools and commands are given to it
 * (see tools/create-editor.ts), and it knows no DOM, no canvas and no React.
 */
import {
  type Change,
  type Document,
  type Gesture,
  type NodeId,
  ROOT,
  type Transaction,
  UndoHistory,
  type Vector,
} from '@joinery/shared';
import type { CommandId } from './commands/command-id.ts';
import { onlyReads } from './commands/reading.ts';
import { Guides } from './guides.ts';
import { Hand, type Pointer, type ToolState } from './hand.ts';
import { rememberCameras } from './page-cameras.ts';
import type { EditorPorts } from './ports.ts';
import { createScene, type OwnedScene, type Scene } from './scene.ts';
import { selectionRoots } from './selection.ts';
import {
  type Camera,
  createSession,
  type NoticeDetails,
  type Session,
  type SessionState,
  type ToolId,
} from './session.ts';
import { keepSessionTrue } from './session-upkeep.ts';
import { TextEditing } from './text-editing.ts';
import { TextLayouts } from './text-layouts.ts';
import type { ToolEvent } from './tool-event.ts';

/** What history brings back with a step. */
export interface SessionNote {
  readonly page: NodeId;
  readonly selection: readonly NodeId[];
}

/** What a command may be told. Each command says in its file which it reads. */
export interface CommandArguments {
  readonly text?: string;
  readonly picture?: Blob;
  readonly name?: string;
  /** Page coordinates. */
  readonly at?: Vector;
  readonly value?: number;
  readonly page?: NodeId;
  readonly ids?: readonly NodeId[];
  readonly parent?: NodeId;
  readonly before?: NodeId | null;
  readonly inPlace?: boolean;
  /** Device px per page px of a PNG. */
  readonly scale?: number;
}

/** A user action as data. */
export interface Command {
  readonly id: CommandId;
  readonly label: string;
  readonly group: 'file' | 'edit' | 'view' | 'arrange' | 'object' | 'tool' | 'page' | 'text';
  /** tinykeys syntax: `$mod+Shift+KeyG`. The first is the one shown. */
  readonly keys: readonly string[];
  readonly enabled?: (editor: Editor) => boolean;
  /** A rejected promise is shown to the person as an error. */
  readonly run: (editor: Editor, args: CommandArguments) => void | Promise<void>;
  /** Of what is on or off: whether it is on. */
  readonly checked?: (editor: Editor) => boolean;
  /** Not in menus and palette: only by key or script. */
  readonly hidden?: boolean;
}

export interface Tool {
  readonly id: ToolId;
  home(editor: Editor): ToolState;
}

export interface EditorFeatures {
  readonly commands: readonly Command[];
  readonly tools: Readonly<Record<ToolId, Tool>>;
}

export class Editor {
  readonly ports: EditorPorts;
  readonly document: Document;
  readonly history: UndoHistory<SessionNote>;
  readonly session: Session;
  readonly textLayouts: TextLayouts;
  readonly guides: Guides;
  readonly text: TextEditing;
  readonly commands: ReadonlyMap<CommandId, Command>;
  readonly #scene: OwnedScene;
  readonly #hand: Hand;
  readonly #stopUpkeep: () => void;
  #running: Promise<unknown> = Promise.resolve();

  constructor(ports: EditorPorts, { commands, tools }: EditorFeatures) {
    this.ports = ports;
    this.document = ports.document;
    this.session = createSession(ports.document.children(ROOT)[0] ?? ROOT);
    // History listens first, so that a step remembers the selection as it was before the change.
    this.history = new UndoHistory(ports.document, { annotate: () => this.#note() });
    this.textLayouts = new TextLayouts(ports.measureText);
    this.#scene = createScene(ports.document, this.textLayouts);
    this.guides = new Guides(ports.document, this.#scene);
    this.text = new TextEditing(this);
    this.#stopUpkeep = keepSessionTrue(this);
    this.commands = new Map(commands.map((command) => [command.id, command]));
    this.#hand = new Hand({
      session: this.session,
      home: () => tools[this.state.tool].home(this),
      onRefused: (reason) => this.notify('error', reason),
    });
    rememberCameras(this.session);
  }

  get scene(): Scene {
    return this.#scene;
  }

  get state(): SessionState {
    return this.session.getState();
  }

  get pointer(): Pointer {
    return this.#hand.pointer;
  }

  /** Whether a movement of the hand is under way. */
  get busy(): boolean {
    return this.#hand.busy;
  }

  /** One undo step. @returns undefined when nothing was written */
  edit(label: string, build: (tx: Transaction) => void): Change | undefined {
    const gesture = this.beginGesture(label);
    const change = this.editGesture(gesture, build);
    this.endGesture(gesture);
    return change;
  }

  /** Begins what will be one undo step made of many changes. */
  beginGesture(label: string): Gesture {
    return { label };
  }

  /** @returns undefined when nothing was written: also when the person may only look */
  editGesture(gesture: Gesture, build: (tx: Transaction) => void): Change | undefined {
    if (this.state.readOnly) return undefined;
    return this.document.transact(build, { gesture });
  }

  endGesture(gesture: Gesture): void {
    this.document.release(gesture);
  }

  /** Takes back what the gesture did; nothing of it remains, in the history neither. */
  cancelGesture(gesture: Gesture): void {
    this.history.cancel(gesture);
  }

  undo(): void {
    if (this.state.readOnly) return;
    this.text.pause();
    this.#goBackTo(this.history.undo()?.annotation);
  }

  redo(): void {
    if (this.state.readOnly) return;
    this.text.pause();
    this.#goBackTo(this.history.redo()?.annotation);
  }

  /** Selects what is alive on this page, leaving out whatever lies inside another selected node. */
  select(ids: readonly NodeId[]): void {
    const { selection, page, scope } = this.state;
    const roots = selectionRoots(this.document, ids, page);
    const same = roots.length === selection.length && roots.every((id, index) => id === selection[index]);
    if (!same) this.session.setState({ selection: roots });
    if (scope !== null && !roots.some((id) => this.document.isWithin(id, scope)))
      this.session.setState({ scope: null });
  }

  /** From now on the person may only look at the document, or change it again. What their hand is doing is taken back. */
  setReadOnly(readOnly: boolean): void {
    if (readOnly === this.state.readOnly) return;
    this.dispatch({ type: 'cancel' });
    this.text.finish();
    this.setTool('select');
    this.session.setState({ readOnly, renaming: null });
  }

  setPage(page: NodeId): void {
    if (page === this.state.page || this.document.parent(page) !== ROOT) return;
    this.dispatch({ type: 'cancel' });
    this.text.finish();
    this.session.setState({ page, selection: [], hovered: null, scope: null });
  }

  setCamera(camera: Camera): void {
    this.session.setState({ camera });
    this.#hand.pageMoved();
  }

  setTool(tool: ToolId): void {
    if (this.state.readOnly && tool !== 'hand' && tool !== 'select') return;
    this.text.finish();
    this.session.setState({ tool });
    this.#hand.enter('home');
  }

  notify(kind: 'info' | 'error', text: string, more: NoticeDetails = {}): void {
    this.session.setState({ notice: { id: (this.state.notice?.id ?? 0) + 1, kind, text, ...more } });
  }

  /** Pointer and keys from client/input, to the state of the current tool. */
  dispatch(event: ToolEvent): void {
    this.#hand.dispatch(event);
  }

  /** @returns false when the command is disabled just now */
  run(id: CommandId, args: CommandArguments = {}): boolean {
    const command = this.commands.get(id);
    // The view and the style of letters may change while they are typed; everything else ends typing.
    if (command !== undefined && command.group !== 'view' && command.group !== 'text') this.text.finish();
    if (command === undefined || !this.isEnabled(id)) return false;
    const done = command.run(this, args);
    if (done instanceof Promise) {
      const shown = done.catch((error: unknown) =>
        this.notify('error', error instanceof Error ? error.message : String(error)),
      );
      this.#running = Promise.all([this.#running, shown]);
    }
    return true;
  }

  isEnabled(id: CommandId): boolean {
    const command = this.commands.get(id);
    if (command === undefined || (this.busy && command.group !== 'view')) return false;
    if (this.state.readOnly && !onlyReads(command)) return false;
    return command.enabled?.(this) ?? true;
  }

  /** Resolves when every command that works in the background (clipboard, files) is done. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Text typed into a node; one undo step per burst. */
  setText(id: NodeId, characters: string): void {
    this.text.set(id, characters);
  }

  /** Ends typing; an empty text is deleted. */
  finishText(): void {
    this.text.finish();
  }

  dispose(): void {
    this.dispatch({ type: 'cancel' });
    this.#stopUpkeep();
    this.guides.dispose();
    this.#scene.dispose();
    this.history.dispose();
  }

  #note(): SessionNote {
    const { page, selection } = this.state;
    return { page, selection };
  }

  #goBackTo(note: SessionNote | undefined): void {
    if (note === undefined) return;
    this.setPage(note.page);
    this.select(note.selection);
  }
}
