/** Frames build on those before (docs/protocol.md): who gets what while somebody drags, and that nobody is sent what builds on what they did not get. */
import { canonicalJson, type Change, EMPTY_VERSION, type NodeId, UndoHistory } from '@joinery/shared';
import { expect, test } from 'vitest';
import { type TestClient, World } from '../../testing/relay-world.ts';

/** Ada's hand on twelve shapes; grace watches. */
class Dragging {
  readonly world: World;
  readonly ada: TestClient;
  readonly grace: TestClient;
  readonly shapes: readonly NodeId[];
  #at = 0;

  private constructor(world: World, [ada, grace]: readonly [TestClient, TestClient]) {
    this.world = world;
    this.ada = ada;
    this.grace = grace;
    for (let i = 0; i < 12; i++) ada.push(ada.draw(`shape ${i}`));
    this.shapes = ada.document.children(ada.page);
  }

  static async begin(): Promise<Dragging> {
    const world = await World.open();
    const dragging = new Dragging(world, [await world.join('ada'), await world.join('grace')]);
    await dragging.move(3);
    dragging.grace.take();
    return dragging;
  }

  /** So many frames of the drag. */
  readonly move = async (frames: number, hand = this.ada, shapes = this.shapes): Promise<void> => {
    for (let i = 0; i < frames; i++) {
      this.#at += 3;
      hand.push(
        hand.edit((tx) => {
          for (const [index, id] of shapes.entries()) tx.setPosition(id, { x: index / 3 + this.#at, y: this.#at });
        }),
      );
      await this.world.timers.advance(this.world.config.tickMs);
    }
  };
}

const jsonOf = ({ document }: TestClient): string => canonicalJson(document.toJSON());
const lastBytes = ({ link }: TestClient): number => link.sent.at(-1)?.length ?? 0;

/** What builds on nothing names twelve nodes, which alone takes more. */
const LEAST_WHOLE = 60;

test('D3 the frames of a drag build on one another, and everybody has it all', async () => {
  const { ada, grace, move } = await Dragging.begin();
  await move(1);
  expect(lastBytes(grace)).toBeLessThan(40);
  expect(lastBytes(ada)).toBe(lastBytes(grace));
  ada.take();
  grace.take();
  expect(jsonOf(grace)).toBe(jsonOf(ada));
});

test('D3 who joins during a drag gets a frame that stands by itself, and the drag goes on for all', async () => {
  const { world, ada, grace, move } = await Dragging.begin();
  const late = await world.join('late');
  await move(1);
  expect(lastBytes(late)).toBeGreaterThan(LEAST_WHOLE);
  await move(1);
  expect(lastBytes(late)).toBeLessThan(LEAST_WHOLE);
  for (const client of [late, ada, grace]) client.take();
  expect([jsonOf(late), jsonOf(grace)]).toEqual([jsonOf(ada), jsonOf(ada)]);
});

test('D3 who joins while a commit waits gets neither more nor less', async () => {
  const { world, ada, grace, move } = await Dragging.begin();
  world.store.hold();
  await move(2);
  const late = await world.join('late');
  await move(2);
  world.store.release();
  await world.timers.advance(100);
  await move(2);
  for (const client of [late, ada, grace]) client.take();
  expect([jsonOf(late), jsonOf(grace)]).toEqual([jsonOf(ada), jsonOf(ada)]);
});

test.each([
  ['what it lacks', false],
  ['everything', true],
])('D3 who asks for %s during a drag reads on after the delta', async (_, all) => {
  const { world, ada, grace, move } = await Dragging.begin();
  world.store.hold();
  await move(1);
  grace.send({ type: 'resync', version: all ? EMPTY_VERSION : grace.document.version });
  await move(2);
  world.store.release();
  await world.timers.advance(200);
  expect(grace.takeOf('delta')).toHaveLength(1);
  await move(3);
  expect(lastBytes(grace)).toBeLessThan(LEAST_WHOLE);
  grace.take();
  expect(jsonOf(grace)).toBe(jsonOf(ada));
});

test('D3, R4 a slow reader misses frames of a drag, and is sent none that builds on them', async () => {
  const { world, ada, grace, move } = await Dragging.begin();
  const fast = await world.join('fast');
  grace.link.unsentBytes = world.config.sendLimitBytes + 1;
  await move(5);
  grace.link.unsentBytes = 0;
  await move(10);
  expect(grace.takeOf('delta')).toHaveLength(1);
  await move(2);
  expect(lastBytes(grace)).toBeLessThan(LEAST_WHOLE);
  for (const client of [grace, fast]) client.take();
  expect([jsonOf(grace), jsonOf(fast)]).toEqual([jsonOf(ada), jsonOf(ada)]);
});

test('D3 a hand whose link breaks in the middle goes on over the next one', async () => {
  const { world, ada, grace, move } = await Dragging.begin();
  ada.connection.closed();
  const again = await world.join('ada', ada.document);
  await move(3, again);
  expect(lastBytes(grace)).toBeLessThan(LEAST_WHOLE);
  for (const client of [again, grace]) client.take();
  expect(jsonOf(grace)).toBe(jsonOf(again));
});

test('D3 two hands that alternate, and an undo in between, each build on their own', async () => {
  const { world, ada, grace, shapes, move } = await Dragging.begin();
  const changes: Change[] = [];
  const history = new UndoHistory(ada.document);
  ada.document.subscribe(({ change, origin }) => void (origin === 'undo' && change && changes.push(change)));
  await move(1);
  for (let i = 0; i < 4; i++) {
    await move(1, grace, shapes.slice(0, 5));
    await move(1);
    expect(lastBytes(ada)).toBeLessThan(LEAST_WHOLE);
    for (const client of [ada, grace]) client.take();
  }
  history.undo();
  ada.push(...changes);
  await move(2);
  await world.timers.advance(100);
  for (const client of [ada, grace]) client.take();
  expect(jsonOf(grace)).toBe(jsonOf(ada));
});

test('R6 what a client sets without naming it is limited beyond its messages', async () => {
  const world = await World.open({ maxMessagesPerSecond: 20 });
  const mallory = await world.join('mallory');
  const ids: NodeId[] = [];
  mallory.push(
    mallory.edit((tx) => {
      for (let i = 0; i < 1000; i++) ids.push(tx.create('rectangle', mallory.page));
    }),
  );
  for (let i = 1; i < 100 && mallory.link.closed === undefined; i++)
    mallory.push(mallory.edit((tx) => ids.forEach((id) => tx.set(id, 'width', i))));
  expect(mallory.link.closed?.reason).toBe('limit');
  const honest = await world.join('honest');
  for (let i = 1; i < 100; i++) {
    honest.push(honest.edit((tx) => ids.slice(0, 100).forEach((id) => tx.set(id, 'width', i))));
    await world.timers.advance(100);
  }
  expect(honest.link.closed).toBeUndefined();
});
