/** W7: many inserts into one place of one list. @import { Workload } from './workload.mjs' */
import { Clock } from '../clock.mjs';
import { IN_WEB_ASSEMBLY, timed } from './workload.mjs';

const INSERTS = 10_000;
const RUN = 100;

/** Two people each insert a run at one place at the same time: how often one meets the other's work on the way through. */
function switchesOfTwoRuns(/** @type {import('../adapters/library.mjs').Library} */ library) {
  /** @type {Uint8Array[][]} */
  const messages = [[], []];
  const lists = messages.map((own, at) =>
    library.createList({ actor: 7 + at, clock: new Clock(), onMessage: (message) => void own.push(message) }),
  );
  const [ann, bob] = /** @type {[(typeof lists)[number], (typeof lists)[number]]} */ (lists);
  ann.insert(0, 'first');
  ann.insert(1, 'last');
  for (const message of messages[0]?.splice(0) ?? []) bob.apply(message);
  for (let i = 0; i < RUN; i++) {
    ann.insert(1 + i, 'ann');
    bob.insert(1 + i, 'bob');
  }
  for (const message of messages[1] ?? []) ann.apply(message);
  const marks = ann.marks().filter((mark) => mark === 'ann' || mark === 'bob');
  if (marks.length !== 2 * RUN) throw new Error(`${library.name} holds ${marks.length} of two runs of ${RUN}`);
  return marks.filter((mark, at) => at > 0 && mark !== marks[at - 1]).length;
}

/** @param {import('../adapters/library.mjs').Library} library @param {(length: number) => number} placeOf */
function insertMany(library, placeOf) {
  let bytes = 0;
  const list = library.createList({
    actor: 6,
    clock: new Clock(),
    onMessage: (message) => void (bytes += message.length),
  });
  list.insert(0, '');
  list.insert(1, '');
  const { ms } = timed(() => {
    for (let i = 0; i < INSERTS; i++) list.insert(placeOf(i + 2), '');
  });
  return { ms, bytes, longestKey: list.longestKey?.() };
}

/** @type {Workload} */
export const samePlace = {
  fresh: IN_WEB_ASSEMBLY,
  run({ library }) {
    const one = insertMany(library, () => 1);
    const lastTwo = insertMany(library, (length) => length - 1);
    return {
      ms: one.ms,
      lastTwoMs: lastTwo.ms,
      bytesPerInsert: one.bytes / INSERTS,
      ...(one.longestKey !== undefined && { longestKey: one.longestKey }),
      ...(lastTwo.longestKey !== undefined && { lastTwoLongestKey: lastTwo.longestKey }),
      switches: switchesOfTwoRuns(library),
    };
  },
};
