/**
 * Guides: lines across a page or a frame that things snap to. Each is a register of its own, `guides/key`, so that two people's never
 * replace each other, and is told in the coordinates of what it belongs to.
 */
import type { Box, Document, NodeId } from '@joinery/shared';
import { type Axis, GUIDE_PREFIX, type GuideRef, isGuideProperty } from './guide-ref.ts';
import type { Scene } from './scene.ts';

/** A guide in page coordinates. */
export interface PlacedGuide extends GuideRef {
  readonly axis: Axis;
  readonly at: number;
  /** The frame it ends with; null: it crosses the whole page. */
  readonly within: Box | null;
}

interface OwnGuide {
  readonly key: string;
  readonly axis: Axis;
  /** In the coordinates of what it belongs to. */
  readonly at: number;
}

/** Reads guides; each node's are kept until they change. */
export class Guides {
  readonly #document: Document;
  readonly #scene: Scene;
  readonly #kept = new Map<NodeId, readonly OwnGuide[]>();
  readonly #stop: () => void;

  constructor(document: Document, scene: Scene) {
    this.#document = document;
    this.#scene = scene;
    this.#stop = document.subscribe(({ touched }) => {
      if (this.#kept.size === 0) return;
      for (const [id, properties] of touched)
        if (!this.#document.has(id) || [...properties].some(isGuideProperty)) this.#kept.delete(id);
    });
  }

  /** Those of the page, and of the frames directly on it that meet the box. */
  near(around: Box, page: NodeId): PlacedGuide[] {
    const frames = this.#scene.nodesIn(around, page).filter((id) => this.#document.parent(id) === page);
    return [page, ...frames].flatMap((owner) => this.of(owner, page));
  }

  /** Those of a page, or of an upright frame directly on it: elsewhere nobody sees guides. */
  of(owner: NodeId, page: NodeId): PlacedGuide[] {
    const own = this.#own(owner);
    if (own.length === 0) return [];
    if (owner === page) return own.map((guide) => ({ ...guide, owner, within: null }));
    if (!mayOwnGuides(this.#document, this.#scene, owner)) return [];
    const within = this.#scene.pageBox(owner);
    return own.map(({ key, axis, at }) => ({
      owner,
      key,
      axis,
      at: at + (axis === 'x' ? within.left : within.top),
      within,
    }));
  }

  dispose(): void {
    this.#stop();
  }

  #own(owner: NodeId): readonly OwnGuide[] {
    let own = this.#kept.get(owner);
    if (own === undefined) {
      own = [...(this.#document.row(owner)?.keys() ?? [])].filter(isGuideProperty).flatMap((property) => {
        const value = this.#document.read(owner, property);
        // What stands in a register of this name is what the schema allows, or null where it was removed.
        if (typeof value !== 'object' || value === null || !('at' in value)) return [];
        return [{ ...(value as unknown as Omit<OwnGuide, 'key'>), key: property.slice(GUIDE_PREFIX.length) }];
      });
      this.#kept.set(owner, own);
    }
    return own;
  }
}

/** Whether a node can have guides of its own: an upright frame directly on a page. */
export function mayOwnGuides(document: Document, scene: Scene, id: NodeId): boolean {
  if (document.get(id, 'type') !== 'frame' || document.parent(id) !== document.pageOf(id)) return false;
  const { a, b } = scene.pageMatrix(id);
  return Math.abs(b) < 1e-9 && a > 0;
}
