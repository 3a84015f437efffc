import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { creationStamp, isNodeId, nodeIdOf } from '../document/node-id.ts';
import { Random } from '../../testing/index.ts';
import { FLOOR, fromBase62, isActorId, randomActorId, toBase62 } from './actor.ts';
import { HybridClock } from './hybrid-clock.ts';
import { compareStamps, EPOCH_MS, TICKS_PER_MS, timeToUnixMs, unixMsToTime } from './stamp.ts';
import {
  covers,
  dominates,
  floorOf,
  hasSeen,
  joinInto,
  raiseFloor,
  type VersionVector,
  versionsEqual,
} from './version-vector.ts';

const NOW = 1_767_225_600_000;

describe('D2 stamps', () => {
  property.prop([
    fc.array(
      fc.oneof(
        fc.integer({ min: -5000, max: 5000 }),
        fc.constant('tick' as const),
        fc.integer({ min: 0, max: 1e12 }).map((time) => ({ time })),
      ),
      { maxLength: 50 },
    ),
  ])(
    'D2 every time is greater than all issued and all seen, and never behind the wall clock, even when that jumps back',
    (steps) => {
      let wall = NOW;
      let greatest = -1;
      const clock = new HybridClock(() => wall);
      for (const step of steps) {
        if (typeof step === 'number') wall += step;
        else if (step === 'tick') {
          const time = clock.tick();
          expect(time).toBeGreaterThan(greatest);
          expect(time).toBeGreaterThanOrEqual(unixMsToTime(wall));
          expect(Number.isSafeInteger(time)).toBe(true);
          greatest = time;
        } else {
          clock.observe(step.time);
          greatest = Math.max(greatest, step.time);
        }
        expect(clock.last).toBe(Math.max(0, greatest));
      }
    },
  );

  test('D2 a quiet clock follows the wall; a busy one counts within the millisecond and runs ahead only by need', () => {
    let wall = NOW;
    const clock = new HybridClock(() => wall);
    expect(clock.tick()).toBe(unixMsToTime(NOW));
    expect(clock.tick()).toBe(unixMsToTime(NOW) + 1);
    wall += 5;
    expect(clock.tick()).toBe(unixMsToTime(NOW + 5));
    for (let i = 0; i < TICKS_PER_MS; i++) clock.tick();
    expect(timeToUnixMs(clock.last)).toBe(NOW + 6);
  });

  test('D2 times are milliseconds since 2020 × 4096, and clocks before that give zero', () => {
    expect(EPOCH_MS).toBe(Date.UTC(2020, 0, 1));
    expect(unixMsToTime(EPOCH_MS + 3)).toBe(3 * 4096);
    expect(unixMsToTime(0)).toBe(0);
    expect(timeToUnixMs(3 * 4096 + 4095)).toBe(EPOCH_MS + 3);
  });

  const stamp = fc.record({ time: fc.nat({ max: 3 }), actor: fc.constantFrom('ann00000', 'bob00000', 'Zed00000') });
  property.prop([stamp, stamp, stamp])('D2 stamps are in one total order: by time, then actor', (a, b, c) => {
    expect(Math.sign(compareStamps(a, b))).toBe(-Math.sign(compareStamps(b, a)) + 0);
    expect(compareStamps(a, b) === 0).toBe(a.time === b.time && a.actor === b.actor);
    if (compareStamps(a, b) <= 0 && compareStamps(b, c) <= 0) expect(compareStamps(a, c)).toBeLessThanOrEqual(0);
    if (a.time < b.time) expect(compareStamps(a, b)).toBeLessThan(0);
  });

  property.prop([fc.maxSafeNat(), fc.integer()])(
    'D2 ids carry their stamp, and base 62 sorts as the numbers do',
    (time, seed) => {
      const actor = randomActorId(() => new Random(seed).next());
      expect(isActorId(actor)).toBe(true);
      expect(creationStamp(nodeIdOf({ actor, time }))).toEqual({ actor, time });
      expect(fromBase62(toBase62(time, 9))).toBe(time);
      if (time > 0) expect(toBase62(time - 1, 9) < toBase62(time, 9)).toBe(true);
    },
  );

  test.each([
    '',
    'root ',
    'ann00000',
    'ann00000!00000000',
    'ann00000zzzzzzzzz',
    'ann000000000000001',
    'ann-0000000000001',
  ])('D2 %j is no node id', (id) => {
    expect(isNodeId(id)).toBe(false);
  });
});

describe('D4 version vectors', () => {
  const version = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'c', FLOOR), fc.nat({ max: 4 })), { maxLength: 4 })
    .map((entries): VersionVector => new Map(entries));
  const join = (a: VersionVector, b: VersionVector): VersionVector => {
    const joined = new Map(a);
    joinInto(joined, b);
    return joined;
  };

  property.prop([version, version, version])(
    'D4 joining is commutative, associative and idempotent, and the least that covers both',
    (a, b, c) => {
      expect(versionsEqual(join(a, b), join(b, a))).toBe(true);
      expect(versionsEqual(join(join(a, b), c), join(a, join(b, c)))).toBe(true);
      expect(versionsEqual(join(a, a), a)).toBe(true);
      expect(dominates(join(a, b), a) && dominates(join(a, b), b)).toBe(true);
      if (dominates(c, a) && dominates(c, b)) expect(dominates(c, join(a, b))).toBe(true);
    },
  );

  property.prop([version, fc.constantFrom('a', 'b', 'z'), fc.nat({ max: 5 })])(
    'D4 a version covers what is not later than its actor’s entry or the floor, and has seen for certain what the entry says',
    (held, actor, time) => {
      const entry = held.get(actor) ?? -1;
      expect(covers(held, { actor, time })).toBe(Math.max(entry, floorOf(held)) >= time);
      expect(hasSeen(held, { actor, time })).toBe(entry >= time);
    },
  );

  property.prop([version, version, fc.nat({ max: 5 }), fc.constantFrom('a', 'z'), fc.nat({ max: 5 })])(
    'D4 raising the floor covers everything up to it and nothing else, drops the entries that it says as well, and never sinks',
    (held, other, floor, actor, time) => {
      const raised = new Map(held);
      raiseFloor(raised, floor);
      expect(floorOf(raised)).toBe(Math.max(floor, floorOf(held)));
      expect(covers(raised, { actor, time })).toBe(time <= floor || covers(held, { actor, time }));
      if (floor > floorOf(held)) for (const [who, seen] of raised) expect(seen > floor || who === FLOOR).toBe(true);
      const joined = new Map(raised);
      joinInto(joined, other);
      expect(versionsEqual(joined, join(other, raised))).toBe(true);
    },
  );
});
