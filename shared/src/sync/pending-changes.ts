/**
 * Own changes that the relay has not acknowledged, in order. What was not sent yet may be squashed: a drag's newer change that
 * sets every register of the one before it makes that one superfluous.
 */
import { compareStamps, type Time } from '../clock/stamp.ts';
import type { Change, Register } from '../document/change.ts';
import type { NodeId } from '../document/node-id.ts';
import type { Value } from '../schema/value.ts';

export interface PendingChange {
  readonly change: Change;
  /** What it replaced here, by assignment: what stands should it be rejected. */
  readonly replaced: readonly (Register | undefined)[];
}

/** A register that arrived. */
export type Arrived = readonly [node: NodeId, property: string, register: Register];

interface Waiting {
  readonly change: Change;
  readonly replaced: (Register | undefined)[];
}

export class PendingChanges {
  #items: Waiting[] = [];
  /** How many from the front were sent on the present link. */
  #sent = 0;
  /** How many from the front were sent on any link: the relay may have them. */
  #everSent = 0;

  get size(): number {
    return this.#items.length;
  }

  get unsent(): number {
    return this.#items.length - this.#sent;
  }

  /** What the outbox held: as it is, since each may have been sent in an earlier life. */
  load(item: PendingChange): void {
    this.#items.push(copyOf(item));
    this.#everSent = this.#items.length;
  }

  /** @returns the time of the change that this one made superfluous, if it did */
  add(item: PendingChange): Time | undefined {
    const last = this.#items.at(-1);
    if (last === undefined || this.#everSent === this.#items.length || !coversRegisters(item.change, last.change)) {
      this.#items.push(copyOf(item));
      return undefined;
    }
    this.#items[this.#items.length - 1] = { change: item.change, replaced: mergeReplaced(last, item) };
    return last.change.time;
  }

  /** What to send next: at most so many, and of about so many bytes, but always one. Counts as sent. */
  take(mostChanges: number, mostBytes: number): Change[] {
    const changes: Change[] = [];
    for (let bytes = 0; this.unsent > 0 && changes.length < mostChanges; this.#sent += 1) {
      const { change } = this.#items[this.#sent] as PendingChange;
      bytes += roughBytes(change);
      if (bytes > mostBytes && changes.length > 0) break;
      changes.push(change);
    }
    this.#everSent = Math.max(this.#everSent, this.#sent);
    return changes;
  }

  /** A new link, or a refusal that has been dealt with: everything is to be sent again. */
  rewind(): void {
    this.#sent = 0;
  }

  /** Forgets what the relay has journalled. @returns how many that were */
  acknowledge(upTo: Time): number {
    let count = 0;
    while (count < this.#items.length && (this.#items[count] as PendingChange).change.time <= upTo) count += 1;
    this.#items.splice(0, count);
    this.#sent = Math.max(0, this.#sent - count);
    this.#everSent = Math.max(0, this.#everSent - count);
    return count;
  }

  /** The oldest. */
  get first(): Change | undefined {
    return this.#items[0]?.change;
  }

  has(time: Time): boolean {
    return this.#items.some(({ change }) => change.time === time);
  }

  /** Takes out all from this time on. */
  takeFrom(time: Time): PendingChange[] {
    const count = this.#items.filter(({ change }) => change.time < time).length;
    this.#sent = Math.min(this.#sent, count);
    this.#everSent = Math.min(this.#everSent, count);
    return this.#items.splice(count);
  }

  /** Takes out all up to this time, as if they had never been: later ones that replaced their values replaced what stood before them. */
  takeUpTo(time: Time): PendingChange[] {
    const taken = this.#items.filter(({ change }) => change.time <= time);
    if (taken.length === 0) return taken;
    this.acknowledge(time);
    const stood = new Map<string, Register | undefined>();
    const standing = (
      change: Change,
      replaced: readonly (Register | undefined)[],
      index: number,
    ): Register | undefined => {
      const register = replaced[index];
      const key = `${register?.actor} ${register?.time} ${registerKey(change, index)}`;
      return stood.has(key) ? stood.get(key) : register;
    };
    for (const { change, replaced } of taken) {
      for (const index of replaced.keys())
        stood.set(`${change.actor} ${change.time} ${registerKey(change, index)}`, standing(change, replaced, index));
    }
    for (const { change, replaced } of this.#items)
      for (const index of replaced.keys()) replaced[index] = standing(change, replaced, index);
    return taken;
  }

  /** Takes one out: it never was. Later ones that replaced its values replaced what stood before it. */
  remove(time: Time): PendingChange | undefined {
    const index = this.#items.findIndex(({ change }) => change.time === time);
    if (index < 0) return undefined;
    if (index < this.#sent) this.#sent -= 1;
    if (index < this.#everSent) this.#everSent -= 1;
    const [removed] = this.#items.splice(index, 1);
    if (removed === undefined) return undefined;
    const before = new Map(
      removed.change.assignments.map((_, i) => [registerKey(removed.change, i), removed.replaced[i]]),
    );
    this.#items = this.#items.map(({ change, replaced }) => ({
      change,
      replaced: replaced.map((register, i) =>
        register?.time === time && register.actor === change.actor ? before.get(registerKey(change, i)) : register,
      ),
    }));
    return removed;
  }

  /**
   * Others' registers have arrived. Where one loses against a change that waits here, it is what stands should that change be
   * rejected: nobody would send it again.
   */
  arrived(registers: readonly Arrived[]): void {
    if (this.#items.length === 0 || registers.length === 0) return;
    const waiting = this.#byRegister();
    for (const [node, property, register] of registers) {
      for (const { item, index } of waiting.get(`${node}/${property}`) ?? []) {
        const stood = item.replaced[index];
        if (compareStamps(register, item.change) >= 0) continue;
        if (stood === undefined || compareStamps(stood, register) < 0) item.replaced[index] = register;
      }
    }
  }

  /** Where each register is set by what waits. */
  #byRegister(): Map<string, { readonly item: Waiting; readonly index: number }[]> {
    const places = new Map<string, { readonly item: Waiting; readonly index: number }[]>();
    for (const item of this.#items) {
      item.change.assignments.forEach((_, index) => {
        const key = registerKey(item.change, index);
        const known = places.get(key);
        if (known === undefined) places.set(key, [{ item, index }]);
        else known.push({ item, index });
      });
    }
    return places;
  }

  /** In order. */
  all(): readonly PendingChange[] {
    return this.#items;
  }

  changes(): Change[] {
    return this.#items.map(({ change }) => change);
  }
}

/** About the length of a change in bytes, never much too small: only its texts can be long. */
const roughBytes = ({ assignments }: Change): number =>
  assignments.reduce((bytes, [, property, value]) => bytes + 16 + property.length + valueBytes(value), 16);

function valueBytes(value: Value): number {
  if (typeof value === 'string') return 4 + value.length * 3;
  if (typeof value !== 'object' || value === null) return 9;
  return Object.values(value).reduce((bytes: number, item: Value) => bytes + 4 + valueBytes(item), 4);
}

const registerKey = (change: Change, index: number): string => {
  const [node, property] = change.assignments[index] as Change['assignments'][number];
  return `${node}/${property}`;
};

function coversRegisters(newer: Change, older: Change): boolean {
  if (older.assignments.length > newer.assignments.length) return false;
  // A drag sets the same registers in the same order, which is cheap to see; anything else is not worth a search.
  return older.assignments.every((_, index) => registerKey(newer, index) === registerKey(older, index));
}

const copyOf = ({ change, replaced }: PendingChange): Waiting => ({ change, replaced: [...replaced] });

/** Where the newer change replaced the older one, what stood before that; else what the newer one replaced. */
function mergeReplaced(
  { change: older, replaced: before }: PendingChange,
  newer: PendingChange,
): (Register | undefined)[] {
  return newer.replaced.map((register, index) =>
    register?.time === older.time && register.actor === older.actor ? before[index] : register,
  );
}
