/**
 * What lies where: one R-tree per page over what leaves and frames paint themselves. A page is indexed when it is first
 * asked for; after that each touched node is moved in it. Siblings are numbered lazily, since most edits do not
 * change their order.
 */
import { type Box, type Document, type NodeId, ROOT } from '@joinery/shared';
import RBush from 'rbush';
import { Masks } from './masks.ts';
import type { NodeBoxes } from './node-boxes.ts';
import { packedTree } from './packed-tree.ts';

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

/** Children of a branch at most. */
const BRANCH = 16;

/** Parent → what was found below it; null where that is hidden. */
type Branches = Map<NodeId, NodeId[] | null>;

export class PageIndexes {
  /** Of the pages that were indexed. */
  readonly masks: Masks;
  readonly #document: Document;
  readonly #boxes: NodeBoxes;
  readonly #trees = new Map<NodeId, RBush<Item>>();
  readonly #items = new Map<NodeId, Item>();
  /** Parent → child → place among its siblings. Absent: to be numbered. */
  readonly #places = new Map<NodeId, ReadonlyMap<NodeId, number>>();

  constructor(document: Document, boxes: NodeBoxes) {
    this.#document = document;
    this.#boxes = boxes;
    this.masks = new Masks(document);
  }

  /** Visible nodes whose painting meets the box, back to front. Called for every frame, so it must be lean. */
  search(box: Box, page: NodeId): NodeId[] {
    const found = this.#treeOf(page).search({ minX: box.left, minY: box.top, maxX: box.right, maxY: box.bottom });
    const branches: Branches = new Map([[page, this.#document.get(page, 'visible') ? [] : null]]);
    const painted = new Set<NodeId>();
    for (const { id } of found) {
      if (!this.#document.get(id, 'visible') || !this.#branchOff(branches, id)) continue;
      painted.add(id);
    }
    const ordered: NodeId[] = [];
    this.#collect(page, branches, (id) => {
      if (painted.has(id)) ordered.push(id);
    });
    return ordered;
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

  /** The node's place in the tree changed: its siblings are to be numbered again. Those it left stay in order. */
  reorder(id: NodeId): void {
    const parent = this.#document.parent(id);
    if (parent !== undefined) this.#places.delete(parent);
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
    if (page === undefined) this.#places.delete(id);
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
    this.#places.clear();
    this.masks.clear();
  }

  #treeOf(page: NodeId): RBush<Item> {
    let tree = this.#trees.get(page);
    if (tree !== undefined) return tree;
    tree = new RBush<Item>(BRANCH);
    const items: Item[] = [];
    if (this.#document.parent(page) === ROOT) {
      this.#addBelow(page, page, items);
      this.#trees.set(page, tree);
    }
    tree.fromJSON(packedTree(items, BRANCH));
    for (const item of items) this.#items.set(item.id, item);
    return tree;
  }

  /** Without a generator, which would take a fifth of the time that a page takes to be indexed. */
  #addBelow(id: NodeId, page: NodeId, items: Item[]): void {
    this.masks.update(id, true);
    if (this.#paints(id)) items.push(this.#item(id, page));
    for (const child of this.#document.children(id)) this.#addBelow(child, page, items);
  }

  /** Notes a node below its parent, and that below its own, up to the page. @returns false below something hidden */
  #branchOff(branches: Branches, id: NodeId): boolean {
    const parent = this.#document.parent(id);
    if (parent === undefined) return false;
    let siblings = branches.get(parent);
    if (siblings === undefined) {
      const shown = this.#document.get(parent, 'visible') && this.#branchOff(branches, parent);
      branches.set(parent, (siblings = shown ? [] : null));
    }
    siblings?.push(id);
    return siblings !== null;
  }

  /** Parents before children, siblings back to front. */
  #collect(parent: NodeId, branches: Branches, tell: (id: NodeId) => void): void {
    const children = branches.get(parent);
    if (children === undefined || children === null) return;
    if (children.length > 1) this.#sort(parent, children);
    let last: NodeId | undefined;
    for (const id of children) {
      // A container may be noted twice: as found, and as what holds something found.
      if (id === last) continue;
      last = id;
      tell(id);
      this.#collect(id, branches, tell);
    }
  }

  #sort(parent: NodeId, children: NodeId[]): void {
    const places = this.#placesIn(parent);
    const keyed = children.map((id) => ({ id, at: places.get(id) ?? 0 })).sort((a, b) => a.at - b.at);
    for (const [i, { id }] of keyed.entries()) children[i] = id;
  }

  #placesIn(parent: NodeId): ReadonlyMap<NodeId, number> {
    let places = this.#places.get(parent);
    if (places === undefined) {
      places = new Map(this.#document.children(parent).map((child, at) => [child, at]));
      this.#places.set(parent, places);
    }
    return places;
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
