/**
 * What lies where: one R-tree per page over what leaves and frames paint themselves. A page is indexed when it is first
 * asked for; after that each touched node is moved in it. Paint order is numbered lazily, since most edits do not change it.
 */
import { type Box, type Document, type NodeId, ROOT } from '@joinery/shared';
import RBush from 'rbush';
import { Masks } from './masks.ts';
import type { NodeBoxes } from './node-boxes.ts';
import { isHidden, subtree } from './selection.ts';

interface Item {
  readonly id: NodeId;
  readonly page: NodeId;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** A branch or a leaf's item of the tree, as rbush has them. */
interface Branch {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly children?: readonly Branch[];
}

export class PageIndexes {
  /** Of the pages that were indexed. */
  readonly masks: Masks;
  readonly #document: Document;
  readonly #boxes: NodeBoxes;
  readonly #trees = new Map<NodeId, RBush<Item>>();
  readonly #items = new Map<NodeId, Item>();
  /** Page → node → place in paint order. Absent: to be numbered. */
  readonly #orders = new Map<NodeId, Map<NodeId, number>>();

  constructor(document: Document, boxes: NodeBoxes) {
    this.#document = document;
    this.#boxes = boxes;
    this.masks = new Masks(document);
  }

  /** Visible nodes whose painting meets the box, back to front. */
  search(box: Box, page: NodeId): NodeId[] {
    const found = this.#treeOf(page).search({ minX: box.left, minY: box.top, maxX: box.right, maxY: box.bottom });
    const order = this.#orderOf(page);
    // Siblings share their ancestors: whether those are hidden is found once. Called for every frame, so it must be lean.
    const hidden = new Map<NodeId, boolean>();
    const inHidden = (parent: NodeId): boolean => {
      let known = hidden.get(parent);
      if (known === undefined) hidden.set(parent, (known = isHidden(this.#document, parent)));
      return known;
    };
    const seen: { id: NodeId; at: number }[] = [];
    for (const { id } of found) {
      if (!this.#document.get(id, 'visible') || inHidden(this.#document.parent(id) ?? id)) continue;
      seen.push({ id, at: order.get(id) ?? 0 });
    }
    return seen.sort((a, b) => a.at - b.at).map(({ id }) => id);
  }

  /** Whether more than so many nodes may paint in the box; hidden ones count. Costs what it counts, not what there is. */
  hasMoreThan(count: number, { left, top, right, bottom }: Box, page: NodeId): boolean {
    let found = 0;
    const waiting = [this.#treeOf(page).toJSON() as Branch];
    for (let at = waiting.pop(); at !== undefined && found <= count; at = waiting.pop()) {
      if (at.minX > right || at.maxX < left || at.minY > bottom || at.maxY < top) continue;
      if (at.children === undefined) found += 1;
      else waiting.push(...at.children);
    }
    return found > count;
  }

  /** What everything on the page is painted in. Undefined when it is empty. */
  extent(page: NodeId): Box | undefined {
    const { minX, minY, maxX, maxY } = this.#treeOf(page).toJSON() as Branch;
    return minX > maxX ? undefined : { left: minX, top: minY, right: maxX, bottom: maxY };
  }

  /** Makes sure that a page is indexed. */
  ensure(page: NodeId): void {
    this.#treeOf(page);
  }

  /** Where the node was painted when it was last indexed. */
  boxOf(id: NodeId): Box | undefined {
    const item = this.#items.get(id);
    return item && { left: item.minX, top: item.minY, right: item.maxX, bottom: item.maxY };
  }

  /** The node's place among its siblings changed, so that its pages' orders are to be numbered again. */
  reorder(id: NodeId): void {
    const before = this.#items.get(id)?.page;
    if (before !== undefined) this.#orders.delete(before);
    const now = this.#document.pageOf(id);
    if (now !== undefined) this.#orders.delete(now);
  }

  /** Puts a node where it is painted now. @returns that box; undefined when the node is on no indexed page */
  update(id: NodeId): Box | undefined {
    const before = this.#items.get(id);
    const page = this.#document.pageOf(id);
    this.masks.update(id, page !== undefined && this.#trees.has(page));
    const tree = page === undefined ? undefined : this.#trees.get(page);
    const after = page === undefined || tree === undefined || !this.#paints(id) ? undefined : this.#item(id, page);
    if (before !== undefined && (after === undefined || !sameItem(before, after))) {
      this.#trees.get(before.page)?.remove(before);
      this.#items.delete(id);
    }
    if (after === undefined) return undefined;
    if (!this.#items.has(id)) {
      tree?.insert(after);
      this.#items.set(id, after);
    }
    return { left: after.minX, top: after.minY, right: after.maxX, bottom: after.maxY };
  }

  clear(): void {
    this.#trees.clear();
    this.#items.clear();
    this.#orders.clear();
    this.masks.clear();
  }

  #treeOf(page: NodeId): RBush<Item> {
    let tree = this.#trees.get(page);
    if (tree !== undefined) return tree;
    tree = new RBush<Item>(16);
    const items: Item[] = [];
    if (this.#document.parent(page) === ROOT) {
      for (const id of subtree(this.#document, page)) {
        this.masks.update(id, true);
        if (this.#paints(id)) items.push(this.#item(id, page));
      }
      this.#trees.set(page, tree);
    }
    tree.load(items);
    for (const item of items) this.#items.set(item.id, item);
    return tree;
  }

  #orderOf(page: NodeId): ReadonlyMap<NodeId, number> {
    let order = this.#orders.get(page);
    if (order !== undefined) return order;
    order = new Map();
    for (const id of subtree(this.#document, page)) order.set(id, order.size);
    this.#orders.set(page, order);
    return order;
  }

  #paints(id: NodeId): boolean {
    const type = this.#document.get(id, 'type');
    return type !== 'page' && type !== 'group' && this.#document.has(id);
  }

  #item(id: NodeId, page: NodeId): Item {
    const { left, top, right, bottom } = this.#boxes.ownPaintBox(id);
    return { id, page, minX: left, minY: top, maxX: right, maxY: bottom };
  }
}

const sameItem = (a: Item, b: Item): boolean =>
  a.page === b.page && a.minX === b.minX && a.minY === b.minY && a.maxX === b.maxX && a.maxY === b.maxY;
