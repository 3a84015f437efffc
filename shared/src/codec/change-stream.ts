/**
 * Changes as one link carries them, one after the other. While somebody drags, each change sets the registers that the one before
 * it set: then nodes and properties are not named again, and numbers are written as what they moved by (docs/protocol.md). So a frame of
 * a drag takes a dozen bytes where it would take a hundred by itself.
 *
 * A writer and its readers remember the same (stream-bases.ts). Readers may come later than the first change, if the writer restarts
 * then; one that did not get what a change builds on finds that out, and has to ask for what it lacks.
 */
import { TICKS_PER_MS, type Time } from '../clock/stamp.ts';
import { type Change, setsTheSame } from '../document/change.ts';
import { type ByteReader, type ByteWriter, DecodeError } from './bytes.ts';
import { readChange, writeChange } from './change.ts';
import { checkedTime, type StampReader, type StampWriter } from './stamp-table.ts';
import { MOST_REMEMBERED, type StreamBase, StreamBases } from './stream-bases.ts';
import { columnsOf, readColumn, writeColumn } from './stream-columns.ts';

/** A head and a time, or an actor. */
const LEAST_BYTES = 2;

/** In front of a change that stands by itself; else the place of what it builds on, plus one. */
const WHOLE = 0;

/** Registers that one message may set without naming them: more would cost its reader more than its bytes say. */
const MOST_UNNAMED = MOST_REMEMBERED;

/** What a message carries. With a `gap`, which nobody sends, it builds on what did not come over this link, and is left out. */
export interface Streamed {
  readonly changes: readonly Change[];
  readonly gap?: true;
}

export class ChangeStreamWriter {
  readonly #bases = new StreamBases();

  /** Somebody reads from now on who did not get all that was written: nothing builds on it any more. */
  restart(): void {
    this.#bases.clear();
  }

  /** Each that is written must reach every reader, in this order. */
  write(writer: ByteWriter, stamps: StampWriter, changes: readonly Change[]): void {
    writer.uint(changes.length);
    let unnamed = 0;
    for (const change of changes) {
      const place = this.#bases.placeOf(change.actor);
      const base = this.#bases.at(place);
      const count = change.assignments.length;
      if (base === undefined || unnamed + count > MOST_UNNAMED || !follows(base.change, change)) {
        writer.uint(WHOLE);
        writeChange(writer, stamps, change);
        this.#bases.remember({ change }, place);
        continue;
      }
      unnamed += count;
      writer.uint(place + 1);
      writeLater(writer, change.time - base.change.time);
      const columns = base.columns ?? columnsOf(base.change);
      const written = columns.map((one) => writeColumn(writer, stamps, one, change));
      this.#bases.remember({ change, columns: written }, place);
    }
  }
}

export class ChangeStreamReader {
  readonly #bases = new StreamBases();
  #number = 0;

  /** The link's next message of changes has the number after this one, and builds on nothing that came before. */
  restart(number: number): void {
    this.#bases.clear();
    this.#number = number;
  }

  /** A message of this number came. @returns whether none was left out before it */
  follow(number: number): boolean {
    const follows = number === this.#number + 1;
    if (!follows) this.#bases.clear();
    this.#number = number;
    return follows;
  }

  /** The rest of the message of this number, up to its end. @throws DecodeError */
  read(reader: ByteReader, stamps: StampReader, number: number): Streamed {
    if (!this.follow(number)) return leftOut(reader);
    const changes: Change[] = [];
    let unnamed = 0;
    for (let left = reader.count(LEAST_BYTES); left > 0; left--) {
      const head = reader.uint();
      const before = this.#bases.at(head - 1);
      if (head !== WHOLE && before === undefined) {
        this.#bases.clear();
        return leftOut(reader);
      }
      unnamed += before?.change.assignments.length ?? 0;
      if (unnamed > MOST_UNNAMED) throw new DecodeError('more registers without names than a message may have');
      const base = before === undefined ? { change: readChange(reader, stamps) } : readNext(reader, stamps, before);
      this.#bases.remember(base, before === undefined ? undefined : head - 1);
      changes.push(base.change);
    }
    return { changes };
  }
}

function leftOut(reader: ByteReader): Streamed {
  reader.raw(reader.remaining);
  return { changes: [], gap: true };
}

/** Whether a change sets later just the registers that the one before set. */
const follows = (before: Change, change: Change): boolean => change.time > before.time && setsTheSame(change, before);

function readNext(reader: ByteReader, stamps: StampReader, { change, columns }: StreamBase): StreamBase {
  const time = checkedTime(change.time + readLater(reader));
  const assignments = [...change.assignments];
  const read = (columns ?? columnsOf(change)).map((one) => readColumn(reader, stamps, one, assignments));
  return { change: { actor: change.actor, time, assignments }, columns: read };
}

/** Like a moment, but never back. */
function writeLater(writer: ByteWriter, ticks: Time): void {
  const rest = ticks % TICKS_PER_MS;
  writer.uint(2 * Math.floor(ticks / TICKS_PER_MS) + (rest > 0 ? 1 : 0));
  if (rest > 0) writer.uint(rest);
}

function readLater(reader: ByteReader): Time {
  const head = reader.uint();
  const rest = head % 2 === 1 ? reader.uint() : 0;
  if (head === 0 || (head % 2 === 1 && (rest === 0 || rest >= TICKS_PER_MS)))
    throw new DecodeError('a time that is not later, or not in its shortest form');
  return Math.floor(head / 2) * TICKS_PER_MS + rest;
}
