/** One person drags a node while another moves it to another parent: turned, nested, and with the old parent moved or trashed besides. */
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { jsonOf, replica } from '../../testing/index.ts';
import { type Matrix, rotationOf } from '../geometry/matrix.ts';
import { must } from '../must.ts';
import type { Change } from './change.ts';
import type { Document } from './document.ts';
import { type NodeId, ROOT } from './node-id.ts';

/** What happens to a frame that the node lay in, after it was moved out or by somebody who knows nothing of it. */
const FATES = ['nothing', 'moved', 'turned', 'trashed', 'reparented'] as const;

const coordinate = fc.integer({ min: -1000, max: 1000 });
const place = fc.record({ x: coordinate, y: coordinate, turn: fc.constantFrom(0, 90, -45, 17, 180, 123.4) });
const story = fc.record({
  /** Frames from the page down to the node, before and after. */
  old: fc.array(place, { maxLength: 4 }),
  new: fc.array(place, { maxLength: 4 }),
  shape: fc.option(place, { nil: undefined }),
  drop: fc.record({ x: coordinate, y: coordinate }),
  fate: fc.constantFrom(...FATES),
  /** Which frame of the old ones it befalls, counted from the page. */
  whose: fc.nat({ max: 3 }),
  by: fc.constantFrom('ann', 'carol'),
  /** Who has the later stamps. */
  later: fc.constantFrom('ann', 'bob', 'nobody'),
});

interface Told {
  readonly shape: NodeId;
  readonly parent: NodeId;
  readonly base: Document;
  readonly changes: Readonly<Record<'ann' | 'bob' | 'carol', readonly Change[]>>;
  /** Where the hand let go, on the page, and the angle that it was seen at. */
  readonly dropped: Matrix;
}

type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

function tell({ old, new: into, shape: at, drop, fate, whose, by, later }: Story): Told {
  const base = replica('base');
  const made: NodeId[] = [];
  let shape: NodeId = '';
  const chains: [NodeId[], NodeId[]] = [[], []];
  base.transact((tx) => {
    const page = tx.create('page', ROOT);
    for (const [chain, frames] of [
      [chains[0], old],
      [chains[1], into],
    ] as const) {
      let parent = page;
      for (const { x, y, turn } of frames)
        chain.push((parent = tx.create('frame', parent, { position: { x, y }, rotation: turn })));
      made.push(parent);
    }
    const look = at === undefined ? {} : { position: { x: at.x, y: at.y }, rotation: at.turn };
    shape = tx.create('rectangle', made[0] ?? page, look);
  });
  const people = { ann: copyOf(base, 'ann'), bob: copyOf(base, 'bob'), carol: copyOf(base, 'carol') };
  if (later !== 'nobody') people[later].clock.observe(base.clock.last + 1e6);
  const parent = must(made[1], 'a new parent');
  const changes = { ann: [] as Change[], bob: [] as Change[], carol: [] as Change[] };
  const does = (who: keyof typeof people, build: Parameters<Document['transact']>[0]): void => {
    const change = people[who].transact(build);
    if (change !== undefined) changes[who].push(change);
  };
  does('bob', (tx) => tx.setPosition(shape, drop));
  does('ann', (tx) => tx.move(shape, parent));
  const victim = chains[0][Math.min(whose, old.length - 1)];
  if (victim !== undefined) {
    does(by === 'ann' ? 'ann' : 'carol', (tx) => {
      if (fate === 'moved') tx.setPosition(victim, { x: 4321, y: -1234 });
      if (fate === 'turned') tx.set(victim, 'rotation', 71);
      if (fate === 'trashed') tx.trash(victim);
      if (fate === 'reparented') tx.move(victim, must(base.children(ROOT)[0], 'a page'));
    });
  }
  return { shape, parent, base, changes, dropped: people.bob.pageMatrix(shape) };
}

function copyOf(base: Document, name: string): Document {
  const copy = replica(name);
  copy.merge(base.since(new Map()));
  return copy;
}

/** Every order of whole people. */
const ORDERS = [
  ['ann', 'bob', 'carol'],
  ['ann', 'carol', 'bob'],
  ['bob', 'ann', 'carol'],
  ['bob', 'carol', 'ann'],
  ['carol', 'ann', 'bob'],
  ['carol', 'bob', 'ann'],
] as const;

describe('D8 a drag and a reparent at once', () => {
  property.prop([story], { numRuns: 400 })(
    'D8 a node that is dragged while somebody moves it elsewhere lands where the hand let go, inside the new parent, as it was turned',
    (told) => {
      const { shape, parent, base, changes, dropped } = tell(told);
      const texts = ORDERS.map((order) => {
        const reader = copyOf(base, 'reader');
        for (const who of order) for (const change of changes[who]) reader.apply(change);
        expect(reader.parent(shape)).toBe(parent);
        const landed = reader.pageMatrix(shape);
        expect(Math.hypot(landed.e - dropped.e, landed.f - dropped.f)).toBeLessThan(1e-6);
        expect(Math.abs(Math.sin(((rotationOf(landed) - rotationOf(dropped)) * Math.PI) / 360))).toBeLessThan(1e-6);
        return jsonOf(reader);
      });
      expect(new Set(texts).size).toBe(1);
    },
  );
});
