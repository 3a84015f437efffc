/**
 * Which node masks which: a mask hides all of its siblings above it, up to the next mask, where it would not be painted itself. Most files
 * have none, and pay nothing.
 */
import type { DocumentReader, NodeId } from '@joinery/shared';

export class Masks {
  readonly #document: DocumentReader;
  /** Mask → the parent that it was last seen in. */
  readonly #parents = new Map<NodeId, NodeId>();
  /** Parent → child → its mask; filled as it is asked for. */
  readonly #masked = new Map<NodeId, ReadonlyMap<NodeId, NodeId>>();

  constructor(document: DocumentReader) {
    this.#document = document;
  }

  get empty(): boolean {
    return this.#parents.size === 0;
  }

  /** What hides a node where it is not; undefined for most. */
  of(id: NodeId): NodeId | undefined {
    if (this.empty) return undefined;
    const parent = this.#document.parent(id);
    if (parent === undefined) return undefined;
    let masked = this.#masked.get(parent);
    if (masked === undefined) this.#masked.set(parent, (masked = this.#maskedIn(parent)));
    return masked.get(id);
  }

  /** The parent in which a node was a mask when it was last looked at. */
  parentOf(id: NodeId): NodeId | undefined {
    return this.#parents.get(id);
  }

  /** Looks at a node anew, which may have become a mask, or be none any more. */
  update(id: NodeId, onPage: boolean): void {
    const parent = onPage && this.#document.get(id, 'mask') ? this.#document.parent(id) : undefined;
    if (parent !== undefined) this.#parents.set(id, parent);
    else if (this.#parents.size > 0) this.#parents.delete(id);
  }

  /** What lies where, or is seen at all, changed. */
  forgetOrder(): void {
    this.#masked.clear();
  }

  clear(): void {
    this.#parents.clear();
    this.#masked.clear();
  }

  #maskedIn(parent: NodeId): ReadonlyMap<NodeId, NodeId> {
    const masked = new Map<NodeId, NodeId>();
    let mask: NodeId | undefined;
    for (const child of this.#document.children(parent)) {
      if (this.#parents.has(child)) mask = this.#document.get(child, 'visible') ? child : undefined;
      else if (mask !== undefined) masked.set(child, mask);
    }
    return masked;
  }
}
