/**
 * What belongs to one person at one screen: selection, camera, tool, panels. Never enters the document. Whoever wants to
 * show it subscribes; whoever wants to change it goes through the editor, which keeps the invariants written here.
 */
import type { ActorId, Box, Caret, NodeId, Vector } from '@joinery/shared';
import { immer } from 'zustand/middleware/immer';
import type { Draft } from 'immer';
import type { Axis, GuideRef } from './guide-ref.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';

export type ToolId = 'select' | 'hand' | 'frame' | 'rectangle' | 'ellipse' | 'line' | 'text';

/** `x`, `y`: the page point at the viewport's top left. screen = (page − camera) × zoom, in CSS px. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A line that shows what a drag snapped to, in page coordinates. */
export interface SnapLine {
  readonly from: Vector;
  readonly to: Vector;
}

/** A message for the person, shown as a toast. Each has a new `id`, so that the same text twice shows twice. */
export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'error';
  readonly text: string;
  /** Given: the text says what somebody did, without their name: "deleted …". */
  readonly by?: ActorId;
  /** What a button of the message takes out of the trash again. */
  readonly restorable?: readonly NodeId[];
}

export type NoticeDetails = Pick<Notice, 'by' | 'restorable'>;

/** Whose view I see instead of choosing my own. */
export interface Following {
  /** Of a session, as I chose it: they may follow somebody else themselves. */
  readonly session: string;
  /** They asked for it: it ends when they do not ask any more. */
  readonly asked: boolean;
}

export type Dialog = 'keys' | 'palette' | 'export';
/** What stands beside the canvas, between the layers and it. */
export type SidePanel = 'conflicts' | 'deleted' | 'activity' | 'sync';
/** What colours shapes instead of their own fills. */
export type Heat = 'author' | 'age';
export type Theme = 'system' | 'light' | 'dark';

/** A guide under the hand, not in the document yet. */
export interface DraggedGuide {
  readonly axis: Axis;
  /** Page coordinate. */
  readonly at: number;
  /** The page or frame that would get it. */
  readonly owner: NodeId;
  /** The guide that is moved; null: a new one. */
  readonly from: GuideRef | null;
}

/** What helps to draw and is no part of the picture. Kept in the browser, as this person likes it. */
export interface Aids {
  /** Lines between pixels, from a zoom of 800 % on. */
  readonly pixelGrid: boolean;
  /** Of frames: columns, rows, squares. */
  readonly layoutGrids: boolean;
  /** The whole page, small, in a corner. */
  readonly minimap: boolean;
  /** Along the top and the left, and the guides with them. */
  readonly rulers: boolean;
}

export type Aid = keyof Aids;

export interface SessionState {
  /** The person may only look (R7): tools and commands that would change the document do nothing. */
  readonly readOnly: boolean;
  readonly page: NodeId;
  /** Alive nodes of this page, never one together with its ancestor; in no order. */
  readonly selection: readonly NodeId[];
  readonly hovered: NodeId | null;
  readonly camera: Camera;
  /** Size of the canvas in CSS px. */
  readonly viewport: { readonly width: number; readonly height: number };
  readonly tool: ToolId;
  /** What the hand is doing, such as `select.translating`. */
  readonly toolState: string;
  /** CSS cursor of the canvas. */
  readonly cursor: string;
  /** In page coordinates. */
  readonly marquee: Box | null;
  readonly snapLines: readonly SnapLine[];
  readonly draggedGuide: DraggedGuide | null;
  /** Distances from the selection are shown. */
  readonly measuring: boolean;
  /** The frame that would receive what is being dragged. */
  readonly dropTarget: NodeId | null;
  readonly editingText: NodeId | null;
  /** In the text that is edited; null while none is. */
  readonly caret: Caret | null;
  /** The group or nested frame entered by double click: clicks select inside it. */
  readonly scope: NodeId | null;
  /** Containers open in the layers panel. */
  readonly expanded: Readonly<Record<NodeId, true>>;
  readonly renaming: NodeId | null;
  readonly panelsVisible: boolean;
  readonly dialog: Dialog | null;
  readonly sidePanel: SidePanel | null;
  /** Shapes are shown as lines, without their paints. */
  readonly outlines: boolean;
  /** Shapes stand in the colour of whoever changed them last, or of how long ago that was. */
  readonly heat: Heat | null;
  /** Whether each is shown. */
  readonly aids: Aids;
  readonly following: Following | null;
  /** I ask everybody to follow me. */
  readonly spotlight: boolean;
  /** What I say at my cursor; null while I say nothing. */
  readonly chat: string | null;
  readonly theme: Theme;
  readonly notice: Notice | null;
}

export interface Session extends Omit<StoreApi<SessionState>, 'setState'> {
  /** Takes what changes, or a recipe that changes a draft (immer). */
  setState(next: Partial<SessionState> | ((draft: Draft<SessionState>) => void)): void;
}

export const createSession = (page: NodeId): Session =>
  createStore<SessionState>()(
    immer(() => ({
      readOnly: false,
      page,
      selection: [],
      hovered: null,
      camera: { x: 0, y: 0, zoom: 1 },
      viewport: { width: 1000, height: 800 },
      tool: 'select',
      toolState: 'select.idle',
      cursor: 'default',
      marquee: null,
      snapLines: [],
      draggedGuide: null,
      measuring: false,
      dropTarget: null,
      editingText: null,
      caret: null,
      scope: null,
      expanded: {},
      renaming: null,
      panelsVisible: true,
      dialog: null,
      sidePanel: null,
      outlines: false,
      heat: null,
      aids: { pixelGrid: true, layoutGrids: true, minimap: false, rulers: false },
      following: null,
      spotlight: false,
      chat: null,
      theme: 'system',
      notice: null,
    })),
  );
