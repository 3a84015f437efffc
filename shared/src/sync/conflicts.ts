/** The list of conflicts of one replica (S8): kept in its outbox, so that a reload does not lose what somebody should choose. */
import type { Change } from '../document/change.ts';
import type { Document, DocumentEvent } from '../document/document.ts';
import { Conflict, type ConflictOwner, type ConflictRecord } from './conflict.ts';
import type { MetWrites } from './met-writes.ts';

export interface ConflictsOptions {
  readonly document: Document;
  /** From before a reload. */
  readonly records: readonly ConflictRecord[];
  /** The list is another one, or one of it was chosen. */
  readonly onChange: () => void;
}

/** Past this many, the oldest that are settled are dropped. */
export const MAX_SETTLED_CONFLICTS = 1000;

export class Conflicts implements ConflictOwner {
  readonly document: Document;
  readonly #onChange: () => void;
  #list: readonly Conflict[];

  constructor({ document, records, onChange }: ConflictsOptions) {
    this.document = document;
    this.#onChange = onChange;
    this.#list = records.map((record) => new Conflict(record, this));
  }

  /** Oldest first. Another array when anything about it has changed. */
  get list(): readonly Conflict[] {
    return this.#list;
  }

  /** Call it when what met has been merged. A write of mine that has met others before is listed with the latest. */
  add(met: readonly MetWrites[]): void {
    if (met.length === 0) return;
    const found = new Map(this.#list.map((conflict) => [conflict.id, conflict]));
    for (const writes of met) {
      const conflict = new Conflict(writes, this);
      found.delete(conflict.id);
      found.set(conflict.id, conflict);
    }
    this.#become(withoutOldestSettled([...found.values()]));
  }

  /** A change of mine was rejected: it never was, so it met nobody. */
  forget({ time }: Change): void {
    const rest = this.#list.filter(({ mine }) => mine.stamp.time !== time);
    if (rest.length < this.#list.length) this.#become(rest);
  }

  chose(): void {
    this.#become([...this.#list]);
  }

  dismiss(conflict: Conflict): void {
    this.#become(this.#list.filter(({ id }) => id !== conflict.id));
  }

  /** What the document has instead may be another value now. @returns whether any conflict is about what an event touched */
  notice({ touched }: DocumentEvent): boolean {
    if (this.#list.length === 0) return false;
    if (!this.#list.some(({ node }) => touched.has(node))) return false;
    this.#list = [...this.#list];
    return true;
  }

  #become(list: readonly Conflict[]): void {
    this.#list = list;
    this.#onChange();
  }
}

function withoutOldestSettled(conflicts: readonly Conflict[]): readonly Conflict[] {
  const settled = conflicts.filter(({ resolution }) => resolution !== 'open');
  const dropped = new Set(settled.slice(0, Math.max(0, settled.length - MAX_SETTLED_CONFLICTS)));
  return conflicts.filter((conflict) => !dropped.has(conflict));
}
