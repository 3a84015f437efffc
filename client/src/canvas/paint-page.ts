/**
 * Paints a part of a page: pure, from the document to a context, so that the visible canvas, tiles, thumbnails and files
 * look the same.
 *
 * The scene gives what lies in the box as a flat list in paint order. Containers (groups, frames) are opened when the
 * first node in them comes and closed when the first node outside comes: opening a frame paints its background and clips,
 * opening a translucent container starts a layer. So the cost is what is seen, however large the page is.
 */
import type { Box, DocumentReader, NodeId } from '@joinery/shared';
import type { Scene } from '../editor/scene.ts';
import { subtree } from '../editor/selection.ts';
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
 * @param mask what is painted to mask with, though masks are not painted
 */
export function paintNodes(painting: Painting, ids: readonly NodeId[], above: NodeId, mask?: NodeId): void {
  const containers = new OpenContainers(painting, above);
  const { reader, scene } = painting;
  const masked = scene.hasMasks(above);
  for (const id of ids) {
    if (masked && isInMask(reader, id, { above, mask })) continue;
    if (!containers.enter(holderOf(painting, id, masked))) continue;
    if (reader.get(id, 'type') === 'frame') containers.open(id);
    else if (reader.get(id, 'visible')) paintLeaf(painting, id);
  }
  containers.closeAll();
}

/** Whether a node, or what it lies in, is a mask. */
function isInMask(
  reader: DocumentReader,
  id: NodeId,
  { above, mask }: { readonly above: NodeId; readonly mask: NodeId | undefined },
): boolean {
  for (let at: NodeId | undefined = id; at !== undefined && at !== above && at !== mask; at = reader.parent(at))
    if (reader.get(at, 'mask')) return true;
  return false;
}

/** What is masked lies in a container of its own, called after the mask. */
const MASKED = 'masked by ';

/** The container around a node or container: what it is masked with, or its parent. */
function holderOf({ reader, scene }: Painting, id: NodeId, masked: boolean): NodeId | undefined {
  if (!masked) return reader.parent(id);
  if (id.startsWith(MASKED)) return reader.parent(id.slice(MASKED.length));
  const mask = scene.maskOf(id);
  return mask === undefined ? reader.parent(id) : MASKED + mask;
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
  /** What it is masked with. */
  readonly mask?: NodeId;
}

const plainly = (opacity: number): Pick<OpenContainer, 'look' | 'shadows'> => ({
  look: opacity < 1 ? { alpha: opacity } : null,
  shadows: null,
});

class OpenContainers {
  readonly #painting: Painting;
  readonly #above: NodeId;
  readonly #masked: boolean;
  readonly #open: OpenContainer[] = [];

  constructor(painting: Painting, above: NodeId) {
    this.#painting = painting;
    this.#above = above;
    this.#masked = painting.scene.hasMasks(above);
  }

  /** Closes and opens until exactly the given container and those around it are open. @returns whether it shows anything */
  enter(container: NodeId | undefined): boolean {
    const top = this.#open.at(-1);
    if (container !== (top?.id ?? this.#above)) {
      const missing: NodeId[] = [];
      let at = container;
      while (at !== undefined && at !== this.#above && !this.#isOpen(at)) {
        missing.push(at);
        at = holderOf(this.#painting, at, this.#masked);
      }
      while (this.#open.length > 0 && this.#open.at(-1)?.id !== at) this.#close();
      for (const id of missing.reverse()) {
        if (id.startsWith(MASKED)) this.#openMasked(id, id.slice(MASKED.length));
        else this.open(id);
      }
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
    if (closed.mask !== undefined) this.#showMasked(closed.mask);
    if (closed.clipped) target.context.restore();
    if (closed.shadows !== null)
      closePicture(this.#painting, closed.id, closed.shadows, () => this.#paintAgain(closed.id));
    if (closed.look !== null) target.popLayer(closed.look);
  }

  /** All that a container shows, without its effects. */
  #paintAgain(id: NodeId): void {
    const { reader, target, scene } = this.#painting;
    const parts = [...subtree(reader, id)].filter((each) => each !== id && reader.get(each, 'type') !== 'group');
    const frame = reader.get(id, 'type') === 'frame';
    target.context.save();
    target.place(scene.pageMatrix(id));
    if (frame) paintNode(this.#painting, id);
    if (frame && reader.get(id, 'clip')) clipToFrame(this.#painting, id);
    paintNodes(this.#painting, parts, id);
    target.context.restore();
  }

  #openMasked(key: NodeId, mask: NodeId): void {
    const { reader, target, scene } = this.#painting;
    const hidden = this.#open.at(-1)?.hidden ?? false;
    if (!hidden) target.pushLayer(scene.paintBox(reader.parent(mask) ?? mask));
    this.#open.push({ id: key, hidden, clipped: false, look: null, shadows: null, ...(!hidden && { mask }) });
  }

  /** Keeps of what was collected what the mask covers, as far as that is opaque, and shows it. */
  #showMasked(mask: NodeId): void {
    const { reader, target, scene } = this.#painting;
    target.pushLayer(scene.paintBox(mask));
    const parts = [...subtree(reader, mask)].filter((id) => !['group', 'page'].includes(reader.get(id, 'type')));
    paintNodes(this.#painting, parts, reader.parent(mask) ?? mask, mask);
    target.takeLayer((picture) => target.drawPicture(picture, { alpha: 1, blend: 'destination-in' }));
    target.popLayer(1);
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
