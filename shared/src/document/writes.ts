/**
 * What an open transaction has written: which registers, what stood there before, and what that changed to see. It stands in the document
 * at once, under the change's stamp, and can be taken back.
 */
import type { ActorId, Time } from '../clock/stamp.ts';
import { must } from '../must.ts';
import type { Value } from '../schema/value.ts';
import type { Assignment, Change, Register } from './change.ts';
import type { Column } from './column.ts';
import type { Stock } from './horizon.ts';
import type { NodeId } from './node-id.ts';
import type { RegisterStore, SlotStamp } from './register-store.ts';
import { touch, touchAll, type Touched } from './touched.ts';
import type { Tree } from './tree.ts';

export class Writes {
  readonly #registers: RegisterStore;
  readonly #tree: Tree;
  readonly #actor: ActorId;
  /** Of the first write: a register of ours that is not older was written here. */
  readonly #began: Time;
  #stamp: SlotStamp;
  /** In parallel: what is written, where, and what stood there before. */
  readonly #assignments: Assignment[] = [];
  readonly #slots: number[] = [];
  readonly #replaced: (Register | undefined)[] = [];
  /** Registers were written twice, so that {@link #assignments} may hold what stands no more. */
  #rewritten = false;
  readonly #touched: Touched = new Map();
  /** The properties written last, all of one node: the sum of their bits. */
  #mask = 0;
  #maskOf: NodeId | undefined;

  /** @param began a new time of the clock */
  constructor({ registers, tree }: Stock, actor: ActorId, began: Time) {
    this.#registers = registers;
    this.#tree = tree;
    this.#actor = actor;
    this.#began = began;
    this.#stamp = { time: began, actor: registers.actors.index(actor) };
  }

  get empty(): boolean {
    return this.#assignments.length === 0;
  }

  /** Under which is written now. */
  get stamp(): SlotStamp {
    return this.#stamp;
  }

  /** From here on under a later time, which all of the change gets in the end. */
  goOn(time: Time): void {
    this.#stamp = { time, actor: this.#stamp.actor };
  }

  wrote(id: NodeId, property: string): boolean {
    const slot = this.#registers.slots.find(id);
    const column = this.#registers.column(property);
    if (column !== undefined) return this.wroteIn(column, slot);
    const standing = this.#registers.registerAt(slot, property);
    return standing !== undefined && standing.time >= this.#began && standing.actor === this.#actor;
  }

  wroteIn(column: Column, slot: number): boolean {
    if (column.values[slot] === undefined) return false;
    return column.timeAt(slot) >= this.#began && column.actorAt(slot) === this.#stamp.actor;
  }

  write(slot: number, property: string, value: Value): void {
    const column = this.#registers.column(property);
    if (column === undefined) this.writeExtra(slot, property, value);
    else this.writeIn(column, slot, value);
  }

  writeIn(column: Column, slot: number, value: Value): void {
    const { property } = column;
    if (this.wroteIn(column, slot)) this.#rewritten = true;
    else {
      const node = this.#registers.slots.ids[slot] as NodeId;
      this.#note(slot, [node, property, value], this.#registers.registerIn(column, slot));
      if (node !== this.#maskOf) {
        this.#flushMask();
        this.#maskOf = node;
      }
      // Each register comes once, so the bits of one node's are just added up.
      this.#mask += column.bit;
    }
    this.#registers.putIn(column, slot, value, this.#stamp);
    if (property === 'placement') this.#tree.update([slot], this.#displace);
  }

  /** Of a property that the schema does not know. */
  writeExtra(slot: number, property: string, value: Value): void {
    const node = this.#registers.slots.ids[slot] as NodeId;
    if (this.wrote(node, property)) this.#rewritten = true;
    else {
      this.#note(slot, [node, property, value], this.#registers.registerAt(slot, property));
      touch(this.#touched, node, property);
    }
    this.#registers.put(slot, property, value, this.#stamp);
  }

  #note(slot: number, assignment: Assignment, replaced: Register | undefined): void {
    if (replaced !== undefined && replaced.time >= this.#stamp.time)
      throw new Error(`own stamp ${this.#stamp.time} is not greater than that of ${assignment[1]}`);
    this.#assignments.push(assignment);
    this.#slots.push(slot);
    this.#replaced.push(replaced);
  }

  #flushMask(): void {
    if (this.#maskOf !== undefined) touchAll(this.#touched, this.#maskOf, this.#mask);
    this.#mask = 0;
    this.#maskOf = undefined;
  }

  /** Who was not written itself may stand elsewhere by what was. */
  readonly #displace = (slot: number): void => {
    const node = this.#registers.slots.ids[slot] as NodeId;
    if (node !== this.#maskOf) touch(this.#touched, node, 'placement');
  };

  /** The change, every register of it under one stamp (D3), not smaller than that of any id made here. */
  seal(): Change {
    const { time } = this.#stamp;
    // Nodes made on the way have ticked the clock: everything gets the last time.
    if (time !== this.#began || this.#rewritten) this.#restamp();
    return { actor: this.#actor, time, assignments: this.#assignments };
  }

  #restamp(): void {
    this.#assignments.forEach(([node, property], i) => {
      const slot = this.#slots[i] as number;
      const { value, time } = must(this.#registers.registerAt(slot, property), 'what was written');
      if (time !== this.#stamp.time) this.#registers.put(slot, property, value, this.#stamp);
      if (this.#rewritten) this.#assignments[i] = [node, property, value];
    });
  }

  /** What the transaction changed, by node. */
  touched(): Touched {
    this.#flushMask();
    return this.#touched;
  }

  replaced(): readonly (Register | undefined)[] {
    return this.#replaced;
  }

  rollBack(): void {
    const placed: number[] = [];
    const gone: number[] = [];
    this.#assignments.forEach(([, property], i) => {
      const slot = this.#slots[i] as number;
      this.#registers.restore(slot, property, this.#replaced[i]);
      if (property === 'placement') (this.#replaced[i] === undefined ? gone : placed).push(slot);
    });
    this.#tree.forget(gone);
    this.#tree.update(placed, () => {});
  }
}
