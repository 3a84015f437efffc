/**
 * Where the others are: pointers with names, and what they have selected, for those on my page. On a layer of its own, so
 * that a moving pointer repaints nothing else. Asks for frames only while a pointer glides.
 */
import type { DocumentReader, NodeId } from '@joinery/shared';
import type { PeopleStore, Person } from '../collaboration/people.ts';
import type { SceneDirt } from '../editor/scene.ts';
import type { SessionState } from '../editor/session.ts';
import type { CanvasColors } from './colors.ts';
import type { LayerEditor } from './layer-editor.ts';
import { LABEL_FONT, LabelWidths } from './overlay/label.ts';
import { type OutlineSource, screenExtent, strokeNodeBox } from './overlay/node-outline.ts';
import { type Pen, placeOnScreen } from './overlay/pen.ts';
import type { PaintCaches } from './paint-caches.ts';
import { drawCaret } from './people/caret.ts';
import { drawCursors, type ShownCursor } from './people/cursor.ts';
import { Glide } from './people/glide.ts';
import type { Frame, Layer, Surface } from './surface.ts';
import { toScreen, viewOf } from './view.ts';

export interface PeopleLayerOptions {
  readonly editor: LayerEditor;
  readonly people: PeopleStore;
  readonly surface: Surface;
  readonly caches: PaintCaches;
  readonly colors: () => CanvasColors;
  /** In ms. */
  readonly now: () => number;
  /** Whether this person wants no motion: pointers jump then. */
  readonly still: () => boolean;
}

/** Larger selections of others are not outlined: nobody could tell them apart. */
const MOST_OUTLINES = 200;
const LEAST_OUTLINE = 3;
const OUTLINE_WIDTH = 1.5;

export class PeopleLayer implements Layer {
  readonly #options: PeopleLayerOptions;
  readonly #widths = new LabelWidths();
  readonly #glides = new Map<string, Glide>();
  readonly #stop: (() => void)[];
  /** Those drawn now: on my page, with something to show. */
  #shown: readonly Person[] = [];

  constructor(options: PeopleLayerOptions) {
    this.#options = options;
    const { scene, session } = options.editor;
    this.#stop = [
      options.people.subscribe(() => this.#peopleChanged()),
      session.subscribe((now, before) => this.#sessionChanged(now, before)),
      scene.subscribe((dirt) => {
        if (this.#outlines(dirt)) options.surface.requestPaint();
      }),
    ];
    this.#peopleChanged();
  }

  /** A font or a theme came. */
  invalidate(): void {
    this.#widths.clear();
    this.#options.surface.requestPaint();
  }

  paint({ context, width, height, pixelRatio }: Frame): void {
    const { editor, caches, colors, now, surface } = this.#options;
    context.clearRect(0, 0, width, height);
    if (this.#shown.length === 0) return;
    const view = viewOf(editor.session.getState().camera, pixelRatio);
    const pen: Pen = { context, view, colors: colors(), width: width / pixelRatio, height: height / pixelRatio };
    placeOnScreen(pen);
    context.globalAlpha = 1;
    context.font = LABEL_FONT;
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    const { document: reader, scene } = editor;
    const source = { reader, scene, paths: caches.paths, texts: caches.texts };
    for (const person of this.#shown) drawTheirSelection(pen, source, person);
    for (const { name, color, caret, selection } of this.#shown) {
      const [id] = selection;
      if (caret === null || id === undefined || !isText(reader, id)) continue;
      drawCaret(pen, source, { name, color, id, caret }, this.#widths);
    }
    const nowMs = now();
    const cursors = this.#shown.flatMap(({ session, name, color, chat }): ShownCursor[] => {
      const glide = this.#glides.get(session);
      if (glide === undefined) return [];
      if (!glide.settled(nowMs)) surface.requestPaint();
      return [{ name, color, chat, tip: toScreen(view, glide.at(nowMs)) }];
    });
    drawCursors(pen, cursors, this.#widths);
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  #peopleChanged(): void {
    const { editor, people, now, surface } = this.#options;
    const { page } = editor.session.getState();
    const before = this.#shown;
    this.#shown = people
      .getState()
      .people.map(asSeen)
      .filter(
        (person) => !person.self && person.page === page && (person.cursor !== null || person.selection.length > 0),
      );
    this.#follow(now());
    if (!sameLook(before, this.#shown)) surface.requestPaint();
  }

  #follow(nowMs: number): void {
    const gone = new Set(this.#glides.keys());
    for (const { session, cursor } of this.#shown) {
      if (cursor === null) continue;
      gone.delete(session);
      const glide = this.#glides.get(session);
      if (glide === undefined) this.#glides.set(session, new Glide(cursor, nowMs));
      else glide.moveTo(cursor, nowMs, this.#options.still());
    }
    for (const session of gone) this.#glides.delete(session);
  }

  #sessionChanged(now: SessionState, before: SessionState): void {
    if (now.page !== before.page) this.#peopleChanged();
    if (now.camera !== before.camera && this.#shown.length > 0) this.#options.surface.requestPaint();
  }

  /** Whether what somebody has selected, or something in it, changed. */
  #outlines({ ids }: SceneDirt): boolean {
    const selected = new Set(this.#shown.flatMap(({ selection }) => selection));
    if (selected.size === 0) return false;
    const { document } = this.#options.editor;
    for (const id of ids) {
      for (let at: NodeId | undefined = id; at !== undefined; at = document.parent(at))
        if (selected.has(at)) return true;
    }
    return false;
  }
}

/** Pointer and caret of who does nothing go. So does the pointer of who writes: it rests, and their name is at the caret. */
function asSeen(person: Person): Person {
  if (!person.active) return { ...person, cursor: null, caret: null };
  return person.caret === null || person.chat !== '' ? person : { ...person, cursor: null };
}

const isText = (reader: DocumentReader, id: NodeId): boolean => reader.has(id) && reader.get(id, 'type') === 'text';

function drawTheirSelection(pen: Pen, source: OutlineSource, { selection, color, page }: Person): void {
  if (selection.length > MOST_OUTLINES) return;
  pen.context.strokeStyle = color;
  for (const id of selection) {
    if (source.reader.pageOf(id) !== page || (selection.length > 1 && screenExtent(pen, source, id) < LEAST_OUTLINE))
      continue;
    strokeNodeBox(pen, source, id, OUTLINE_WIDTH);
  }
}

function sameLook(before: readonly Person[], now: readonly Person[]): boolean {
  return (
    before.length === now.length &&
    now.every((person, index) => {
      const other = before[index];
      return (
        other !== undefined &&
        other.session === person.session &&
        other.name === person.name &&
        other.color === person.color &&
        other.chat === person.chat &&
        other.cursor?.x === person.cursor?.x &&
        other.cursor?.y === person.cursor?.y &&
        other.caret?.anchor === person.caret?.anchor &&
        other.caret?.focus === person.caret?.focus &&
        other.selection.length === person.selection.length &&
        other.selection.every((id, at) => id === person.selection[at])
      );
    })
  );
}
