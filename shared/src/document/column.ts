/**
 * One property of all nodes: values and stamps by slot. A register that stands under its node's creation stamp, as most do for
 * ever, needs no stamp of its own here; the arrays for stamps exist from the first that differs.
 */
import type { Time } from '../clock/stamp.ts';
import type { Check } from '../schema/check.ts';
import { PROPERTIES, PROPERTY_NAMES, type PropertyName } from '../schema/properties.ts';
import type { Value } from '../schema/value.ts';
import { grown, type NodeSlots } from './node-slots.ts';
import { hashText } from './value-hash.ts';

/** In {@link Column.times}: the register stands under its node's creation stamp. */
const CREATION = -1;

export class Column {
  readonly property: PropertyName;
  /** Of the property. */
  readonly number: number;
  readonly check: Check;
  /** Of the property's name (D12). */
  readonly hash: number;
  /** Of the property, in a sum of such (see touched.ts). */
  readonly bit: number;
  /** By slot; undefined where no register is. An array of numbers alone is kept unboxed by the engine. */
  readonly values: (Value | undefined)[] = [];
  readonly #slots: NodeSlots;
  #times: Float64Array | undefined;
  #actors: Int32Array | undefined;
  /** By actor: no register of theirs here is later, those under creation stamps left out. */
  readonly #latest: Time[] = [];

  constructor(property: PropertyName, slots: NodeSlots) {
    this.property = property;
    this.number = PROPERTY_NAMES.indexOf(property);
    this.check = PROPERTIES[property].check;
    this.hash = hashText(property);
    this.bit = 2 ** this.number;
    this.#slots = slots;
  }

  /** Whether any register stands under another stamp than its node's. */
  get restamped(): boolean {
    return this.#times !== undefined;
  }

  timeAt(slot: number): Time {
    const time = this.#times?.[slot] ?? CREATION;
    return time === CREATION ? (this.#slots.times[slot] as Time) : time;
  }

  /** The actor's number in the actor table. */
  actorAt(slot: number): number {
    const own = this.#times?.[slot] ?? CREATION;
    return (own === CREATION ? this.#slots.actors[slot] : this.#actors?.[slot]) as number;
  }

  /** Whether the register stands under its node's creation stamp. */
  isOriginal(slot: number): boolean {
    return (this.#times?.[slot] ?? CREATION) === CREATION;
  }

  put(slot: number, value: Value, time: Time, actor: number): void {
    if (slot >= this.values.length) this.values.length = this.#slots.capacity;
    this.values[slot] = value;
    if (time === this.#slots.times[slot] && actor === this.#slots.actors[slot]) {
      if (this.#times !== undefined && slot < this.#times.length) this.#times[slot] = CREATION;
      return;
    }
    if (this.#times === undefined || slot >= this.#times.length) this.#growStamps();
    (this.#times as Float64Array)[slot] = time;
    (this.#actors as Int32Array)[slot] = actor;
    while (this.#latest.length <= actor) this.#latest.push(0);
    if (time > (this.#latest[actor] as Time)) this.#latest[actor] = time;
  }

  /** Whether some register may be later than what is seen of its actor, those under creation stamps left out. */
  mayHaveNews(seen: Float64Array): boolean {
    return this.#latest.some((time, actor) => time > (seen[actor] as Time));
  }

  /** Under the node's creation stamp, where no register is. */
  putOriginal(slot: number, value: Value): void {
    if (slot >= this.values.length) this.values.length = this.#slots.capacity;
    this.values[slot] = value;
  }

  clear(slot: number): void {
    if (slot < this.values.length) this.values[slot] = undefined;
    if (this.#times !== undefined && slot < this.#times.length) this.#times[slot] = CREATION;
  }

  #growStamps(): void {
    const times = new Float64Array(this.#slots.capacity).fill(CREATION);
    const actors = new Int32Array(this.#slots.capacity);
    this.#times = this.#times === undefined ? times : grown(this.#times, times);
    this.#actors = this.#actors === undefined ? actors : grown(this.#actors, actors);
  }
}
