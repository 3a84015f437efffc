import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { actorNamed, Random } from '../../testing/index.ts';
import { type Choice, PresenceMap, type PresenceUpdate, type View } from './presence-map.ts';
import {
  EMPTY_REGISTER,
  mergeRegisters,
  type PresenceRegister,
  projectStatus,
  seenOf,
  type Status,
  STATUSES,
  writeStatus,
} from './presence-register.ts';

const WRITERS = ['w1', 'w2', 'w3'].map(actorNamed);

/** Registers as relays can reach them: each writes to its own copy, and copies are merged now and then. */
function reachable(seed: number): PresenceRegister[] {
  const random = new Random(seed);
  const copies = WRITERS.map(() => EMPTY_REGISTER);
  for (let i = random.below(12); i > 0; i--) {
    const at = random.below(3);
    if (random.chance(0.6))
      copies[at] = writeStatus(copies[at]!, {
        writer: WRITERS[at]!,
        status: random.pick(STATUSES),
        at: random.below(4),
      });
    else copies[at] = mergeRegisters(copies[at]!, random.pick(copies));
  }
  return copies;
}

const write = (register: PresenceRegister, writer: string, status: Status, at = 0): PresenceRegister =>
  writeStatus(register, { writer: actorNamed(writer), status, at });

describe('P1 the status register', () => {
  property.prop([fc.integer()])('P1 merging is commutative, associative and idempotent', (seed) => {
    const [a, b, c] = reachable(seed) as [PresenceRegister, PresenceRegister, PresenceRegister];
    expect(mergeRegisters(a, b)).toEqual(mergeRegisters(b, a));
    expect(mergeRegisters(mergeRegisters(a, b), c)).toEqual(mergeRegisters(a, mergeRegisters(b, c)));
    expect(mergeRegisters(a, a)).toEqual(a);
    const all = mergeRegisters(mergeRegisters(a, b), c);
    expect(mergeRegisters(all, b)).toEqual(all);
  });

  property.prop([fc.integer()])(
    'P1 a write replaces all that its writer had seen, and nothing that it had not',
    (seed) => {
      const [a, b] = reachable(seed) as [PresenceRegister, PresenceRegister];
      const written = write(a, 'w1', 'away', 9);
      expect(written.siblings).toHaveLength(1);
      expect(mergeRegisters(written, a)).toEqual(written);
      const unseen = b.siblings.filter(({ writer, counter }) => counter > seenOf(a, writer));
      expect(mergeRegisters(written, b).siblings).toEqual(expect.arrayContaining(unseen));
    },
  );

  property.prop([fc.integer(), fc.constantFrom(...STATUSES)])(
    'P1 merging is monotone: what was seen stays seen, and a causally later write is shown whatever its priority',
    (seed, status) => {
      const [a, b, c] = reachable(seed) as [PresenceRegister, PresenceRegister, PresenceRegister];
      const merged = mergeRegisters(a, b);
      for (const part of [a, b])
        for (const { writer, counter } of part.vector) expect(seenOf(merged, writer)).toBeGreaterThanOrEqual(counter);
      const all = mergeRegisters(merged, c);
      const later = write(all, 'w1', status);
      for (const before of [a, b, c, merged, all])
        for (const both of [mergeRegisters(later, before), mergeRegisters(before, later)])
          expect(projectStatus(both)).toBe(status);
    },
  );

  test('P1 the relay that lost a session and the one that took it over agree that it is online', () => {
    const before = write(EMPTY_REGISTER, 'w1', 'online', 1);
    const lost = write(before, 'w1', 'offline', 5);
    const takenOver = write(before, 'w2', 'online', 3);
    for (const merged of [mergeRegisters(lost, takenOver), mergeRegisters(takenOver, lost)]) {
      expect(merged.siblings).toHaveLength(2);
      expect(projectStatus(merged)).toBe('online');
    }
    expect(projectStatus(write(mergeRegisters(lost, takenOver), 'w2', 'offline', 6))).toBe('offline');
  });

  test('P1 siblings are projected by priority, then time, then writer; none at all is offline', () => {
    const both = (a: Status, b: Status): Status =>
      projectStatus(mergeRegisters(write(EMPTY_REGISTER, 'w1', a), write(EMPTY_REGISTER, 'w2', b)));
    for (const [low, lower] of STATUSES.entries())
      for (const higher of STATUSES.slice(low))
        expect([both(lower, higher), both(higher, lower)]).toEqual([higher, higher]);
    expect(projectStatus(EMPTY_REGISTER)).toBe('offline');
  });
});

const CHOICES: readonly Choice[] = ['automatic', 'away', 'dnd', 'invisible'];
const person = actorNamed('Ann');
const profile = (choice: Choice, counter: number): NonNullable<PresenceUpdate['profile']> => ({
  counter,
  value: { person, name: 'Ann', color: '#123456', choice },
});
const view = (counter: number): NonNullable<PresenceUpdate['view']> => ({
  counter,
  value: { page: null, cursor: { x: counter, y: 0 }, selection: [] } satisfies View,
});

/** News of a few sessions of one person, in the order they came about. */
function news(seed: number): PresenceUpdate[] {
  const random = new Random(seed);
  const registers = new Map<string, PresenceRegister>();
  const updates: PresenceUpdate[] = [];
  // A session is the only writer of its profile and view: what one counter says never changes.
  const choices = Array.from({ length: 40 }, () => random.pick(CHOICES));
  for (let i = 0; i < 12; i++) {
    const session = actorNamed(random.pick(['s1', 's2', 's3']));
    const register = write(
      registers.get(session) ?? EMPTY_REGISTER,
      random.pick(['w1', 'w2']),
      random.pick(STATUSES),
      i,
    );
    registers.set(session, register);
    const counter = random.below(4);
    updates.push({
      session,
      ...(random.chance(0.7) && { status: register }),
      ...(random.chance(0.5) && { profile: profile(choices[counter + 10 * Number(session[1])]!, counter) }),
      ...(random.chance(0.5) && { view: view(i) }),
    });
  }
  return updates;
}

const sorted = (map: PresenceMap): PresenceUpdate[] => map.updates().sort((a, b) => (a.session < b.session ? -1 : 1));

describe('P2, P3 the presence map', () => {
  property.prop([fc.integer(), fc.array(fc.nat(), { maxLength: 40 })])(
    'P1, P2, P3 news in any order, however often, gives the same map and the same people',
    (seed, order) => {
      const updates = news(seed);
      const [straight, shuffled] = [new PresenceMap(), new PresenceMap()];
      for (const update of updates) straight.merge(update);
      for (const at of order) shuffled.merge(updates[at % updates.length]!);
      for (const update of [...updates].reverse()) shuffled.merge(update);
      expect(sorted(shuffled)).toEqual(sorted(straight));
      expect(shuffled.personStatus(person)).toBe(straight.personStatus(person));
      for (const update of updates) expect(shuffled.merge(update)).toBe(false);
    },
  );

  property.prop([fc.integer()])('P1 what a newcomer is told is all there is', (seed) => {
    const [map, newcomer] = [new PresenceMap(), new PresenceMap()];
    for (const update of news(seed)) map.merge(update);
    for (const update of map.updates()) newcomer.merge(update);
    expect(sorted(newcomer)).toEqual(sorted(map));
  });

  const session = (map: PresenceMap, name: string, status: Status, choice: Choice, counter = 1): void =>
    void map.merge({
      session: actorNamed(name),
      status: write(EMPTY_REGISTER, 'w1', status),
      profile: profile(choice, counter),
    });

  test('P2 a person is as active as their most active tab', () => {
    const map = new PresenceMap();
    expect(map.personStatus(person)).toBe('offline');
    session(map, 's1', 'away', 'automatic');
    expect(map.personStatus(person)).toBe('away');
    session(map, 's2', 'online', 'automatic');
    expect(map.personStatus(person)).toBe('online');
    map.remove(actorNamed('s2'));
    expect(map.personStatus(person)).toBe('away');
  });

  test('P2 an own choice stands over activity, but not over being gone', () => {
    for (const [choice, seen] of [
      ['dnd', 'dnd'],
      ['away', 'away'],
      ['invisible', 'offline'],
      ['automatic', 'online'],
    ] as const) {
      const map = new PresenceMap();
      session(map, 's1', 'online', choice, 2);
      session(map, 's2', 'online', 'automatic', 1);
      expect(map.personStatus(person)).toBe(seen);
      session(map, 's1', 'offline', choice, 2);
    }
    const gone = new PresenceMap();
    session(gone, 's1', 'offline', 'dnd');
    expect(gone.personStatus(person)).toBe('offline');
  });

  test('P2 two tabs that chose equally late are read the same by everybody', () => {
    const [one, other] = [new PresenceMap(), new PresenceMap()];
    session(one, 's1', 'online', 'dnd');
    session(one, 's2', 'online', 'away');
    session(other, 's2', 'online', 'away');
    session(other, 's1', 'online', 'dnd');
    expect(one.personStatus(person)).toBe(other.personStatus(person));
  });

  test('P3 of a session’s own values the newest counter wins, and an old one is no news', () => {
    const map = new PresenceMap();
    const id = actorNamed('s1');
    expect(map.merge({ session: id, view: view(2) })).toBe(true);
    expect(map.merge({ session: id, view: view(1) })).toBe(false);
    expect(map.get(id)?.view?.value.cursor?.x).toBe(2);
    expect(map.merge({ session: id, view: view(3) })).toBe(true);
    expect(map.get(id)?.view?.value.cursor?.x).toBe(3);
  });
});
