/**
 * Paints a part of a page: pure, from the document to a context, so that the visible canvas, tiles, thumbnails and files
 * look the same.
 *
 * The scene gives what lies in the box as a flat list in paint order. Containers (groups, frames) are opened when the
 * first node in them comes and closed when the first node outside comes: opening a frame paints its background and clips,
 * opening a translucent container starts a layer. So the cost is what is seen, however large the page is.
 */
import type { Box, NodeId } from '@joinery/shared';
import type { Scene } from '../editor/scene.ts';
import { LEAST_NODE } from './painters/detail.ts';
import {
  castsByItself,
  closePicture,
  compositingOf,
  hasShadows,
  isPlain,
  openPicture,
  paintShadowed,
  type Shadows,
} from './painters/effects.ts';
import { clipToFrame } from './painters/frame.ts';
import { paintLeaf, paintNode } from './painters/node.ts';
import type { LayerLook } from './painters/paint-target.ts';
import type { Painting, PlacedScene } from './painters/painting.ts';

export interface PagePainting extends Painting {
  readonly scene: PlacedScene & Pick<Scene, 'nodesIn'>;
}

/** Paints everything of a page that meets the box, in page coordinates, over whatever is there. */
export function paintPage(painting: PagePainting, page: NodeId, box: Box): void {
  paintNodes(painting, painting.scene.nodesIn(box, page), page);
}

/**
 * Paints leaves and frames given back to front.
 * @param above the node whose container effects no longer count: a page, or the parent of what is exported
 */
export function paintNodes(painting: Painting, ids: readonly NodeId[], above: NodeId): void {
  const containers = new OpenContainers(painting, above);
  const { reader } = painting;
  for (const id of ids) {
    if (!containers.enter(reader.parent(id))) continue;
    if (reader.get(id, 'type') === 'frame') containers.open(id);
    else if (reader.get(id, 'visible')) paintLeaf(painting, id);
  }
  containers.closeAll();
}

interface OpenContainer {
  readonly id: NodeId;
  /** Below the opacity and visibility of this and all around it, nothing shows. */
  readonly hidden: boolean;
  readonly clipped: boolean;
  /** How its layer is shown; null when it has none. */
  readonly look: LayerLook | null;
  /** What it holds casts these, as a picture; null: nothing does. */
  readonly shadows: Shadows | null;
}

const plainly = (opacity: number): Pick<OpenContainer, 'look' | 'shadows'> => ({
  look: opacity < 1 ? { alpha: opacity } : null,
  shadows: null,
});

class OpenContainers {
  readonly #painting: Painting;
  readonly #above: NodeId;
  readonly #open: OpenContainer[] = [];

  constructor(painting: Painting, above: NodeId) {
    this.#painting = painting;
    this.#above = above;
  }

  /** Closes and opens until exactly the given container and those around it are open. @returns whether it shows anything */
  enter(container: NodeId | undefined): boolean {
    const { reader } = this.#painting;
    const top = this.#open.at(-1);
    if (container !== (top?.id ?? this.#above)) {
      const missing: NodeId[] = [];
      let at = container;
      while (at !== undefined && at !== this.#above && !this.#isOpen(at)) {
        missing.push(at);
        at = reader.parent(at);
      }
      while (this.#open.length > 0 && this.#open.at(-1)?.id !== at) this.#close();
      for (const id of missing.reverse()) this.open(id);
    }
    return !(this.#open.at(-1)?.hidden ?? false);
  }

  open(id: NodeId): void {
    const { reader, target, scene } = this.#painting;
    const opacity = reader.get(id, 'opacity');
    if ((this.#open.at(-1)?.hidden ?? false) || !reader.get(id, 'visible') || opacity === 0 || this.#isSpeck(id)) {
      this.#open.push({ id, hidden: true, clipped: false, look: null, shadows: null });
      return;
    }
    const plain = isPlain(reader.get(id, 'effects'), reader.get(id, 'blendMode'));
    const { look, shadows } = plain ? plainly(opacity) : this.#openEffects(id);
    if (plain && look !== null) target.pushLayer(scene.paintBox(id));
    const frame = reader.get(id, 'type') === 'frame';
    const clipped = frame && reader.get(id, 'clip') && reader.children(id).length > 0;
    if (frame) {
      target.place(scene.pageMatrix(id));
      if (plain || shadows !== null) paintNode(this.#painting, id);
      else paintShadowed(this.#painting, id, () => paintNode(this.#painting, id));
    }
    if (clipped) {
      target.context.save();
      clipToFrame(this.#painting, id);
    }
    this.#open.push({ id, hidden: false, clipped, look, shadows });
  }

  closeAll(): void {
    while (this.#open.length > 0) this.#close();
  }

  #close(): void {
    const closed = this.#open.pop();
    if (closed === undefined || closed.hidden) return;
    const { target } = this.#painting;
    if (closed.clipped) target.context.restore();
    if (closed.shadows !== null) closePicture(this.#painting, closed.id, closed.shadows);
    if (closed.look !== null) target.popLayer(closed.look);
  }

  /** Starts the layers that effects ask for. A frame with a fill casts shadows by itself. */
  #openEffects(id: NodeId): Pick<OpenContainer, 'look' | 'shadows'> {
    const { target, scene } = this.#painting;
    const { look, needs, ...seen } = compositingOf(this.#painting, id);
    if (look !== null) target.pushLayer(scene.paintBox(id), needs);
    const shadows = hasShadows(seen) && !castsByItself(this.#painting, id) ? seen : null;
    if (shadows !== null) openPicture(this.#painting, id, shadows);
    return { look, shadows };
  }

  /** A frame that clips and is too small to be seen. */
  #isSpeck(id: NodeId): boolean {
    const { reader, target } = this.#painting;
    if (reader.get(id, 'type') !== 'frame' || !reader.get(id, 'clip')) return false;
    return Math.max(reader.get(id, 'width'), reader.get(id, 'height')) * target.view.scale < LEAST_NODE;
  }

  #isOpen(id: NodeId): boolean {
    return this.#open.some((container) => container.id === id);
  }
}
