/**
 * Two people do whatever comes to mind while networks break and the relay dies: in the end all have the same document. The same seed
 * does the same things, in the order in which they are done; what the machine makes of their timing differs, as in life.
 * `SEED=7 npm run e2e -- storm` tells another story.
 */
import { Random } from '../../shared/testing/random.ts';
import type { Gathering } from '../support/gathering.ts';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

story.use({ ownRelay: {} });

const SEED = Number(process.env['SEED'] ?? 1);
const STEPS = 60;

story(`two people in a storm of faults converge (seed ${SEED})`, async ({ ada, ben, gathering }) => {
  const random = new Random(SEED);
  const people = [ada, ben];
  for (const person of people) await person.canOpenOffline();
  let edits = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const person = random.pick(people);
    if (random.chance(0.25)) await random.pick(FAULTS)(person, gathering);
    else
      edits += await person.asks(
        editSomething,
        Array.from({ length: 4 }, () => random.next()),
      );
  }
  if (!gathering.relay.running) await gathering.relay.restart();
  for (const person of people) await person.network.heal();
  for (const person of people) await person.asks(({ sync }) => sync.retry());
  expect(edits, 'a storm in which nobody does anything proves nothing').toBeGreaterThan(STEPS / 3);
});

const FAULTS: readonly ((person: Person, gathering: Gathering) => Promise<void>)[] = [
  (person) => person.network.cut(),
  (person) => person.network.heal(),
  (person) => person.network.heal(),
  async (person) => person.network.blackHole(),
  async (person) => person.network.slow({ latencyMs: 80 }),
  async (person) => person.network.slow({}),
  (_, gathering) => gathering.killRelay(),
  async (_, { relay }) => {
    if (!relay.running) await relay.restart();
  },
  async (person) => person.asks(({ sync }) => sync.retry()),
  (person) => person.reloads(),
  (person) => person.reloads(),
];

/** Runs in the page. @param chances four numbers from 0 to below 1 @returns how many changes were made */
function editSomething(joinery: NonNullable<Window['joinery']>, chances: readonly number[]): number {
  const { document } = joinery.editor;
  const [what = 0, one = 0, other = 0, amount = 0] = chances;
  const alive = [...document.nodes()].filter((id) => document.isAlive(id) && document.get(id, 'type') !== 'page');
  const pick = (chance: number): string => alive[Math.floor(chance * alive.length)] ?? joinery.page();
  const [node, target] = [pick(one), pick(other)];
  let made = 0;
  const end = document.subscribe(({ origin }) => (made += origin === 'local' || origin === 'undo' ? 1 : 0));
  const actions: (() => unknown)[] = [
    () => joinery.create('rectangle', { position: { x: amount * 300, y: one * 300 } }),
    () => joinery.create('frame', { position: { x: amount * 300, y: one * 300 }, width: 200, height: 200 }),
    () => node !== joinery.page() && joinery.set(node, { position: { x: amount * 300, y: other * 300 } }),
    () => node !== joinery.page() && joinery.set(node, { width: 20 + amount * 200, opacity: other }),
    () => {
      const holds = target === joinery.page() || document.get(target, 'type') === 'frame';
      if (holds && node !== joinery.page() && !document.isWithin(target, node)) joinery.move(node, target);
    },
    () => node !== joinery.page() && joinery.trash(node),
    () => {
      joinery.select([node, target]);
      void joinery.run(amount < 0.5 ? 'group' : 'duplicate');
    },
    () => joinery.run('undo'),
    () => joinery.run('redo'),
  ];
  // Nobody can do much with an empty page.
  actions[alive.length < 4 ? Math.floor(what * 2) : Math.floor(what * actions.length)]?.();
  end();
  return made;
}
