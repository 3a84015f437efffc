/**
 * A session's status as a multi-value register (P1). Its writers are relays, not people: the relay that holds the session
 * writes it. A write replaces what its writer had seen; concurrent ones (the relay that lost a session says offline, the one
 * that took it over says online) stay side by side, and every reader projects the same one of them.
 */

/** In ascending priority: where relays disagree, the most present wins. */
export const STATUSES = ['offline', 'away', 'dnd', 'online'] as const;
/** How present a session is (P2). */
export type Status = (typeof STATUSES)[number];

/** A relay process: 8 base-62 characters, chosen at random at its start. */
export type WriterId = string;

/** One write of a status. */
export interface Sibling {
  readonly writer: WriterId;
  /** Counts the writer's writes to this register, from 1. */
  readonly counter: number;
  readonly status: Status;
  /** Unix milliseconds of the write, by the writer's clock. */
  readonly at: number;
}

/** How many of its writes a writer's are known of. */
export type Seen = Pick<Sibling, 'writer' | 'counter'>;

/** The status of one session, as relays have written it. */
export interface PresenceRegister {
  /** Writes that no other has replaced: at most one per writer, sorted by writer. */
  readonly siblings: readonly Sibling[];
  /** The greatest counter seen of each writer, sorted by writer. */
  readonly vector: readonly Seen[];
}

/** Of one writer alone, who has replaced what they wrote before: nearly every register there is, and a fifth of the memory. */
class SoleWrite implements PresenceRegister, Sibling {
  readonly writer: WriterId;
  readonly counter: number;
  readonly status: Status;
  readonly at: number;

  constructor({ writer, counter, status, at }: Sibling) {
    this.writer = writer;
    this.counter = counter;
    this.status = status;
    this.at = at;
  }

  get siblings(): readonly Sibling[] {
    return [this];
  }

  get vector(): readonly Seen[] {
    return [this];
  }
}

/** Nobody has written yet: offline. */
export const EMPTY_REGISTER: PresenceRegister = { siblings: [], vector: [] };

/** A register of these parts, sorted by writer. */
export function registerOf(siblings: readonly Sibling[], vector: readonly Seen[]): PresenceRegister {
  const [write, seen] = [siblings[0], vector[0]];
  const sole = siblings.length === 1 && vector.length === 1 && write !== undefined && isSame(write, seen);
  return sole ? new SoleWrite(write) : { siblings, vector };
}

/** The greatest counter that a register has seen of a writer; 0 for none. */
export function seenOf(register: PresenceRegister, writer: WriterId): number {
  if (register instanceof SoleWrite) return register.writer === writer ? register.counter : 0;
  return register.vector.find((seen) => seen.writer === writer)?.counter ?? 0;
}

/** A write that replaces everything seen so far. @param counter greater than that of any earlier write of the writer's */
export function writeStatus(
  register: PresenceRegister,
  write: Omit<Sibling, 'counter'>,
  counter = seenOf(register, write.writer) + 1,
): PresenceRegister {
  const { writer, status, at } = write;
  const sibling = new SoleWrite({ writer, counter, status, at });
  if (register === EMPTY_REGISTER || (register instanceof SoleWrite && register.writer === writer)) return sibling;
  const others = register.vector.filter((seen) => seen.writer !== writer);
  return registerOf([sibling], [...others, { writer, counter }].sort(byWriter));
}

/** The least register that holds both: commutative, associative, idempotent. */
export function mergeRegisters(a: PresenceRegister, b: PresenceRegister): PresenceRegister {
  if (a === b) return a;
  // Nearly always one of them has seen all of the other.
  const [coversA, coversB] = [coversAll(b, a), coversAll(a, b)];
  if (coversA !== coversB) return coversA ? b : a;
  const survives = (sibling: Sibling, other: PresenceRegister): boolean =>
    sibling.counter > seenOf(other, sibling.writer) || other.siblings.some((known) => isSame(known, sibling));
  const siblings = new Map<WriterId, Sibling>();
  for (const sibling of a.siblings) if (survives(sibling, b)) siblings.set(sibling.writer, sibling);
  for (const sibling of b.siblings) if (survives(sibling, a)) siblings.set(sibling.writer, sibling);
  const vector = new Map<WriterId, Seen>();
  for (const { writer, counter } of [...a.vector, ...b.vector])
    if (counter > (vector.get(writer)?.counter ?? 0)) vector.set(writer, { writer, counter });
  return registerOf([...siblings.values()].sort(byWriter), [...vector.values()].sort(byWriter));
}

/** Whether two registers say the same. */
export const sameRegister = (a: PresenceRegister, b: PresenceRegister): boolean =>
  a === b || (sameWrites(a.siblings, b.siblings) && sameWrites(a.vector, b.vector));

const isSame = (a: Seen, b: Seen | undefined): boolean => a.writer === b?.writer && a.counter === b.counter;

const sameWrites = (a: readonly Seen[], b: readonly Seen[]): boolean =>
  a.length === b.length && a.every((write, index) => isSame(write, b[index]));

const byWriter = (a: Seen, b: Seen): number => (a.writer < b.writer ? -1 : 1);

const coversAll = (register: PresenceRegister, other: PresenceRegister): boolean =>
  other instanceof SoleWrite
    ? seenOf(register, other.writer) >= other.counter
    : other.vector.every(({ writer, counter }) => seenOf(register, writer) >= counter);

/** The one status to show: by priority, then time, then writer. */
export const projectStatus = (register: PresenceRegister): Status => projectSibling(register)?.status ?? 'offline';

/** The write that is to be shown; undefined where nobody has written. */
export function projectSibling(register: PresenceRegister): Sibling | undefined {
  if (register instanceof SoleWrite) return register;
  let best: Sibling | undefined;
  for (const sibling of register.siblings) if (best === undefined || outranks(sibling, best)) best = sibling;
  return best;
}

function outranks(a: Sibling, b: Sibling): boolean {
  const priority = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (priority !== 0) return priority > 0;
  return a.at !== b.at ? a.at > b.at : a.writer > b.writer;
}
