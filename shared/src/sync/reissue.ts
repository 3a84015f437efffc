/**
 * Own changes that the relay has not got and cannot take as they are: stamped by a clock that ran ahead, or before the horizon, or
 * beside the point since something they name was purged (D9). They are taken back and made again under fresh stamps, as far as they
 * can be; the rest is handed out as rejected (S5). Subscribers see it happen at once, so that an own edit never stops showing (S1).
 *
 * What is made again is what would have won, had it arrived as it was: a register that somebody else has written later stays theirs.
 * So nothing is made twice either, where the relay had a change after all.
 */
import { compareStamps } from '../clock/stamp.ts';
import type { Assignment, Change, Delta, Register, Reissued } from '../document/change.ts';
import type { Document } from '../document/document.ts';
import { creationStamp, isFixedNode, type NodeId, nodeIdOf, TRASH } from '../document/node-id.ts';
import { convertPoint } from '../document/position.ts';
import { renamed } from '../document/renaming.ts';
import type { Placement, Position } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import type { RejectedChange } from './outbox.ts';
import type { PendingChange } from './pending-changes.ts';

export interface Reissue {
  /** Made again, in order. */
  readonly made: readonly PendingChange[];
  /** What could not be, as rejected as purged. */
  readonly leftOut: readonly RejectedChange[];
}

/** Where the changes are to be made again. */
export type Base =
  /** In what the relay has by now: everything here is replaced by it. */
  | { readonly snapshot: Delta }
  /** Here. `clockWasWrong`: with stamps as if the present clock had always been right. */
  | { readonly clockWasWrong: boolean };

/** @param items the latest unacknowledged changes, in order, without a gap */
export function reissue(document: Document, items: readonly PendingChange[], base: Base): Reissue {
  const places = placesIn(document, items);
  const made: PendingChange[] = [];
  const leftOut: RejectedChange[] = [];
  document.asOne('load', () => {
    if ('snapshot' in base) document.replace(base.snapshot);
    else {
      for (const { change, replaced } of items.toReversed()) document.retract(change, replaced);
      document.settleClock(base.clockWasWrong);
    }
    const again = new Again(document, items, places);
    const planned = items.map(({ change }) => again.plan(change));
    return planned.flatMap((plan) => {
      if (plan.leftOut.length > 0) leftOut.push(rejected({ ...plan.original, assignments: plan.leftOut }));
      const done = again.make(plan);
      if (done === undefined) return [];
      made.push(done.item);
      return [done.reissued];
    });
  });
  return { made, leftOut };
}

const rejected = (change: Change): RejectedChange => ({ change, code: 'purged', message: 'it was deleted for good' });

type Point = Pick<Position, 'x' | 'y'>;

/** The trash stands where pages do. */
const ON_PAGE = TRASH;

/** Where nodes that the changes position are seen on their page. */
function placesIn(document: Document, items: readonly PendingChange[]): Map<NodeId, Point> {
  const places = new Map<NodeId, Point>();
  for (const { change } of items) {
    for (const [node, property] of change.assignments) {
      if (property === 'position' && document.has(node))
        places.set(node, convertPoint(document, { x: 0, y: 0 }, node, ON_PAGE));
    }
  }
  return places;
}

interface Plan {
  readonly original: Change;
  readonly wins: readonly Assignment[];
  readonly leftOut: readonly Assignment[];
}

/** One reissue under way. */
class Again {
  readonly #document: Document;
  readonly #places: ReadonlyMap<NodeId, Point>;
  /** Nodes that are made again. */
  readonly #created: ReadonlySet<NodeId>;
  readonly #renamed = new Map<NodeId, NodeId>();

  constructor(document: Document, items: readonly PendingChange[], places: ReadonlyMap<NodeId, Point>) {
    this.#document = document;
    this.#places = places;
    this.#created = creatable(
      document,
      items.map(({ change }) => change),
    );
  }

  /** What of a change would win, and what cannot be. Asked of all changes before any is made. */
  plan(original: Change): Plan {
    const wins: Assignment[] = [];
    const leftOut: Assignment[] = [];
    for (const assignment of original.assignments) {
      const [node, property] = assignment;
      if (!this.#isPossible(assignment)) leftOut.push(assignment);
      else if (isLater(original, this.#document.stamp(node, property))) wins.push(assignment);
    }
    return { original, wins, leftOut };
  }

  make({ original, wins }: Plan): { readonly item: PendingChange; readonly reissued: Reissued } | undefined {
    if (wins.length === 0) return undefined;
    for (const [node, property] of wins) if (property === 'type') this.#rename(node);
    const assignments = wins.map((assignment) => this.#renew(assignment));
    const replaced = assignments.map(([node, property]) => this.#document.row(node)?.get(property));
    const change = this.#document.transact((tx) => tx.assign(assignments));
    if (change === undefined) return undefined;
    return { item: { change, replaced }, reissued: { original, change, renamed: this.#renamed } };
  }

  #isThere(node: NodeId): boolean {
    return this.#document.has(node) || this.#created.has(node);
  }

  #isPossible([node, property, value]: Assignment): boolean {
    if (!this.#isThere(node)) return false;
    return property !== 'placement' || this.#isThere((value as unknown as Placement).parent);
  }

  /** An id that is stamped before the horizon could be one that others know to be gone; one of the future could never go. */
  #rename(node: NodeId): void {
    const { actor, clock, horizon } = this.#document;
    const time = clock.tick();
    const created = creationStamp(node)?.time ?? 0;
    if (this.#document.has(node) || (created > horizon.at && created <= time)) return;
    this.#renamed.set(node, nodeIdOf({ actor, time }));
  }

  #renew([node, property, value]: Assignment): Assignment {
    const placed = property === 'position' ? this.#readable(node, value) : value;
    return renamed([node, property, placed], this.#renamed);
  }

  /** A position in the coordinates of something purged says where that is on the page, or in the parent. */
  #readable(node: NodeId, value: Value): Value {
    const place = this.#places.get(node);
    const { space } = (value ?? { space: TRASH }) as unknown as Position;
    const isRead = this.#isThere(space) || this.#document.get(node, 'placement').via?.space === space;
    if (place === undefined || isRead) return value;
    const parent = this.#document.parent(node) ?? TRASH;
    const { x, y } = convertPoint(this.#document, place, ON_PAGE, parent);
    return { x, y, space: parent };
  }
}

const isLater = (change: Change, standing: Register | { time: number; actor: string } | undefined): boolean =>
  standing === undefined || compareStamps(change, standing) > 0;

/** The nodes that these changes make and that are not there, as far as what they lie in is there or made as well. */
function creatable(document: Document, changes: readonly Change[]): Set<NodeId> {
  const parents = new Map<NodeId, NodeId>();
  for (const { assignments } of changes) {
    const made = new Set(assignments.filter(([, property]) => property === 'type').map(([node]) => node));
    for (const [node, property, value] of assignments)
      if (property === 'placement' && made.has(node) && !document.has(node))
        parents.set(node, (value as unknown as Placement).parent);
  }
  const created = new Set<NodeId>();
  for (let before = -1; before < created.size;) {
    before = created.size;
    for (const [node, parent] of parents)
      if (isFixedNode(parent) || document.has(parent) || created.has(parent)) created.add(node);
  }
  return created;
}
