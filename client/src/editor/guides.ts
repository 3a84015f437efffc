/**
 * Guides: lines across a page or a frame that things snap to. Each is a register of its own, `guides/key`, so that two people's never
 * replace each other, and is told in the coordinates of what it belongs to.
 */
import { type Box, type Document, intersects, type NodeId, ROOT } from '@joinery/shared';
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

/** Reads guides. Who has some is found once, when they are first asked for, and kept up with the document. */
export class Guides {
  readonly #document: Document;
  readonly #scene: Scene;
  /** By page or frame, only those that have guides; null until they are asked for. */
  #owners: Map<NodeId, readonly OwnGuide[]> | null = null;
  readonly #stop: () => void;

  constructor(document: Document, scene: Scene) {
    this.#document = document;
    this.#scene = scene;
    this.#stop = document.subscribe(({ touched }) => {
      if (this.#owners === null) return;
      for (const [id, properties] of touched) if ([...properties].some(isGuideProperty)) this.#read(id, this.#owners);
    });
  }

  /** Those of the page, and of the frames directly on it that meet the box. Costs what there is of guides, not of shapes. */
  near(around: Box, page: NodeId): PlacedGuide[] {
    return [...this.#all().keys()].flatMap((owner) => {
      if (owner === page) return this.of(page, page);
      if (this.#document.parent(owner) !== page || !intersects(this.#scene.pageBox(owner), around)) return [];
      return this.of(owner, page);
    });
  }

  /** Those of a page, or of an upright frame directly on it: elsewhere nobody sees guides. */
  of(owner: NodeId, page: NodeId): PlacedGuide[] {
    const own = this.#all().get(owner) ?? [];
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

  #all(): ReadonlyMap<NodeId, readonly OwnGuide[]> {
    if (this.#owners !== null) return this.#owners;
    this.#owners = new Map();
    for (const page of this.#document.children(ROOT)) {
      this.#read(page, this.#owners);
      for (const id of this.#document.children(page))
        if (this.#document.get(id, 'type') === 'frame') this.#read(id, this.#owners);
    }
    return this.#owners;
  }

  #read(owner: NodeId, into: Map<NodeId, readonly OwnGuide[]>): void {
    const own = [...(this.#document.row(owner)?.keys() ?? [])].filter(isGuideProperty).flatMap((property) => {
      const value = this.#document.read(owner, property);
      // What stands in a register of this name is what the schema allows, or null where it was removed.
      if (typeof value !== 'object' || value === null || !('at' in value)) return [];
      return [{ ...(value as unknown as Omit<OwnGuide, 'key'>), key: property.slice(GUIDE_PREFIX.length) }];
    });
    if (own.length > 0) into.set(owner, own);
    else into.delete(owner);
  }
}

/** Whether a node can have guides of its own: an upright frame directly on a page. */
export function mayOwnGuides(document: Document, scene: Scene, id: NodeId): boolean {
  if (document.get(id, 'type') !== 'frame' || document.parent(id) !== document.pageOf(id)) return false;
  const { a, b } = scene.pageMatrix(id);
  return Math.abs(b) < 1e-9 && a > 0;
}
