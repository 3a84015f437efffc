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

/** The status of one session, as relays have written it. */
export interface PresenceRegister {
  /** Writes that no other has replaced: at most one per writer, sorted by writer. */
  readonly siblings: readonly Sibling[];
  /** Writer → greatest counter seen. */
  readonly vector: ReadonlyMap<WriterId, number>;
}

/** Nobody has written yet: offline. */
export const EMPTY_REGISTER: PresenceRegister = { siblings: [], vector: new Map() };

/** A write that replaces everything seen so far. @param counter greater than that of any earlier write of the writer's */
export function writeStatus(
  register: PresenceRegister,
  write: Omit<Sibling, 'counter'>,
  counter = (register.vector.get(write.writer) ?? 0) + 1,
): PresenceRegister {
  return { siblings: [{ ...write, counter }], vector: new Map(register.vector).set(write.writer, counter) };
}

/** The least register that holds both: commutative, associative, idempotent. */
export function mergeRegisters(a: PresenceRegister, b: PresenceRegister): PresenceRegister {
  // Nearly always one of them has seen all of the other.
  const [coversA, coversB] = [coversAll(b.vector, a.vector), coversAll(a.vector, b.vector)];
  if (coversA !== coversB) return coversA ? b : a;
  const survives = (sibling: Sibling, other: PresenceRegister): boolean =>
    sibling.counter > (other.vector.get(sibling.writer) ?? 0) ||
    other.siblings.some(({ writer, counter }) => writer === sibling.writer && counter === sibling.counter);
  const siblings = new Map<WriterId, Sibling>();
  for (const sibling of a.siblings) if (survives(sibling, b)) siblings.set(sibling.writer, sibling);
  for (const sibling of b.siblings) if (survives(sibling, a)) siblings.set(sibling.writer, sibling);
  const vector = new Map(a.vector);
  for (const [writer, counter] of b.vector) vector.set(writer, Math.max(counter, vector.get(writer) ?? 0));
  return { siblings: [...siblings.values()].sort((x, y) => (x.writer < y.writer ? -1 : 1)), vector };
}

function coversAll(vector: PresenceRegister['vector'], other: PresenceRegister['vector']): boolean {
  for (const [writer, counter] of other) if ((vector.get(writer) ?? 0) < counter) return false;
  return true;
}

/** The one status to show: by priority, then time, then writer. */
export const projectStatus = (register: PresenceRegister): Status => projectSibling(register)?.status ?? 'offline';

/** The write that is to be shown; undefined where nobody has written. */
export function projectSibling(register: PresenceRegister): Sibling | undefined {
  let best: Sibling | undefined;
  for (const sibling of register.siblings) if (best === undefined || outranks(sibling, best)) best = sibling;
  return best;
}

function outranks(a: Sibling, b: Sibling): boolean {
  const priority = STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status);
  if (priority !== 0) return priority > 0;
  return a.at !== b.at ? a.at > b.at : a.writer > b.writer;
}
