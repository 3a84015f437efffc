/**
 * The layer with what belongs to one person: selection, handles, hover, marquee, guides, and the frames' titles. Painted
 * anew as a whole when something it shows changed, and only then: other people's edits elsewhere do not touch it.
 */
import { expand, type NodeId } from '@joinery/shared';
import type { Authors } from '../collaboration/authors.ts';
import { visibleBox } from '../editor/camera.ts';
import { LEAST_TITLED, TITLE_HEIGHT, type TitleHost } from '../editor/frame-titles.ts';
import { isGuideProperty } from '../editor/guide-ref.ts';
import type { SceneDirt } from '../editor/scene.ts';
import type { SessionState } from '../editor/session.ts';
import type { CanvasColors } from './colors.ts';
import { luminance } from '../luminance.ts';
import type { LayerEditor } from './layer-editor.ts';
import { drawMarquee, drawSnapLines } from './overlay/guides.ts';
import { LayoutGrids } from './overlay/layout-grids.ts';
import { drawPixelGrid } from './overlay/pixel-grid.ts';
import { drawGuides, drawRulers } from './overlay/rulers.ts';
import { drawDistances } from './overlay/distances.ts';
import { AuthorColors } from './overlay/author-colors.ts';
import { drawFrameTitles, TitledFrames } from './overlay/frame-titles.ts';
import { LABEL_FONT, LabelWidths } from './overlay/label.ts';
import { type OutlineSource, strokeNodeBox, strokeNodeShape } from './overlay/node-outline.ts';
import { type Pen, placeOnScreen } from './overlay/pen.ts';
import { drawSelection, type SelectionLook, selectionLook } from './overlay/selection.ts';
import { backgroundColor } from './page-background.ts';
import type { PaintCaches } from './paint-caches.ts';
import { isOverRotation } from './pointer-cursor.ts';
import type { Frame, Layer, Surface } from './surface.ts';
import { viewOf } from './view.ts';

export interface OverlayLayerOptions {
  readonly editor: LayerEditor;
  readonly surface: Surface;
  readonly caches: PaintCaches;
  readonly colors: () => CanvasColors;
  readonly authors: Pick<Authors, 'of' | 'subscribe'>;
}

/** What the overlay shows of the session, `toolState` and `cursor` aside, of which only the look they lead to counts. */
const SHOWN = [
  'page',
  'selection',
  'hovered',
  'camera',
  'viewport',
  'marquee',
  'snapLines',
  'measuring',
  'draggedGuide',
  'dropTarget',
  'editingText',
  'scope',
  'heat',
  'aids',
] as const;

/** So many nodes in view are looked through for frames with titles. */
const FEW_NODES = 1000;

/** Above this many touched nodes it is cheaper to paint than to find out whether any is shown. */
const MANY = 300;

export class OverlayLayer implements Layer {
  readonly #options: OverlayLayerOptions;
  readonly #titled = new TitledFrames();
  readonly #widths = new LabelWidths();
  readonly #authorColors: AuthorColors;
  readonly #grids: LayoutGrids;
  readonly #stop: (() => void)[];
  /** As painted last. */
  #look: SelectionLook = 'handles';

  constructor(options: OverlayLayerOptions) {
    this.#options = options;
    const { document, scene, session } = options.editor;
    this.#authorColors = new AuthorColors(document, options.authors);
    this.#grids = new LayoutGrids(document);
    this.#stop = [
      document.subscribe(({ touched }) => {
        this.#titled.update(document, touched);
        this.#authorColors.forget(touched);
        const { aids } = session.getState();
        if ((this.#grids.follow(touched) && aids.layoutGrids) || (aids.rulers && touchesGuides(touched)))
          options.surface.requestPaint();
      }),
      options.authors.subscribe(() => {
        if (session.getState().heat === 'author') options.surface.requestPaint();
      }),
      scene.subscribe((dirt) => {
        if (this.#shows(dirt)) options.surface.requestPaint();
      }),
      session.subscribe((now, before) => {
        if (SHOWN.some((key) => now[key] !== before[key]) || this.#lookNow() !== this.#look)
          options.surface.requestPaint();
      }),
    ];
  }

  /** A font or a theme came. */
  invalidate(): void {
    this.#widths.clear();
    this.#options.surface.requestPaint();
  }

  paint({ context, width, height, pixelRatio }: Frame): void {
    const { editor, colors } = this.#options;
    const state = editor.session.getState();
    context.clearRect(0, 0, width, height);
    const view = viewOf(state.camera, pixelRatio);
    const pen: Pen = { context, view, colors: colors(), width: width / pixelRatio, height: height / pixelRatio };
    const source: OutlineSource = { reader: editor.document, scene: editor.scene, paths: this.#options.caches.paths };
    placeOnScreen(pen);
    context.globalAlpha = 1;
    context.font = LABEL_FONT;
    context.textBaseline = 'alphabetic';
    context.textAlign = 'left';
    if (state.heat !== null) this.#authorColors.draw(pen, source, state);
    if (state.aids.layoutGrids) this.#grids.draw(pen, source, state);
    if (state.aids.pixelGrid) drawPixelGrid(pen);
    this.#drawTitles(pen, state);
    if (state.aids.rulers) drawGuides(pen, editor.guides, { state, widths: this.#widths });
    drawTargets(pen, source, state);
    this.#look = this.#lookNow();
    drawSelection(pen, source, { selection: state.selection, look: this.#look, widths: this.#widths });
    if (state.measuring) drawDistances(pen, source, { state, widths: this.#widths });
    if (state.snapLines.length > 0) drawSnapLines(pen, state.snapLines);
    if (state.marquee !== null) drawMarquee(pen, state.marquee);
    if (state.aids.rulers) drawRulers(pen, source, state);
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
  }

  #lookNow(): SelectionLook {
    const { editor } = this.#options;
    return selectionLook(editor.session.getState(), isOverRotation(editor));
  }

  #drawTitles(pen: Pen, state: SessionState): void {
    const { page, selection, hovered } = state;
    const { document, scene } = this.#options.editor;
    // Of thousands chosen, few have a title that is drawn, or none.
    let chosen: ReadonlySet<NodeId> | undefined;
    const onDark = luminance(backgroundColor(document, page, pen.colors.canvas)) < 0.4;
    drawFrameTitles(
      pen,
      { document, scene, state, frames: this.#framesNear(pen, { document, scene, state }) },
      {
        widths: this.#widths,
        color: onDark ? '#b1b1bb' : '#5f5f69',
        chosenColor: onDark ? '#a9b8ff' : '#3048cc',
        chosen: (id) => id === hovered || (chosen ??= new Set(selection)).has(id),
      },
    );
  }

  /** Those whose titles can be in view: of few nodes there, those; of many, all frames of the page that are large enough for one. */
  #framesNear({ width, height }: Pen, host: TitleHost): Iterable<NodeId> {
    const { camera, page } = host.state;
    const { scene } = this.#options.editor;
    const seen = expand(visibleBox(camera, { width, height }), TITLE_HEIGHT / camera.zoom);
    if (!scene.hasMoreThan(FEW_NODES, seen, page)) return scene.nodesIn(seen, page);
    return this.#titled.wide(host, LEAST_TITLED / camera.zoom, seen);
  }

  /** Whether something that is drawn here changed: a chosen node, anything in one (a group's box follows), a titled frame. */
  #shows({ ids }: SceneDirt): boolean {
    const { document, session } = this.#options.editor;
    const { page, selection, hovered, dropTarget, scope, heat } = session.getState();
    if (heat !== null || ids.size > MANY || ids.has(page)) return true;
    const titled = this.#titled.of(document, page);
    const chosen = new Set<NodeId>([...selection, ...[hovered, dropTarget, scope].filter((id) => id !== null)]);
    for (const id of ids) {
      if (
        this.#grids.has(id) ||
        titled.has(id) ||
        (document.parent(id) === page && document.get(id, 'type') === 'frame')
      )
        return true;
      if (chosen.size > 0 && isWithinAny(id, chosen, (at) => document.parent(at))) return true;
    }
    return false;
  }
}

const touchesGuides = (touched: ReadonlyMap<NodeId, ReadonlySet<string>>): boolean =>
  touched.size <= MANY && [...touched.values()].some((properties) => [...properties].some(isGuideProperty));

function isWithinAny(id: NodeId, chosen: ReadonlySet<NodeId>, parent: (id: NodeId) => NodeId | undefined): boolean {
  for (let at: NodeId | undefined = id; at !== undefined; at = parent(at)) if (chosen.has(at)) return true;
  return false;
}

/** What the pointer is on, what was entered, and what would receive the drag. */
function drawTargets(
  pen: Pen,
  source: OutlineSource,
  { hovered, selection, scope, dropTarget, measuring }: SessionState,
): void {
  const { context, colors } = pen;
  context.strokeStyle = colors.accent;
  if (scope !== null) {
    context.setLineDash([3, 3]);
    strokeNodeBox(pen, source, scope);
    context.setLineDash([]);
  }
  if (hovered !== null && !measuring && !selection.includes(hovered)) strokeNodeShape(pen, source, hovered, 2);
  if (dropTarget !== null) strokeNodeShape(pen, source, dropTarget, 2);
}
