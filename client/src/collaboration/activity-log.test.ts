import { type Document, must, type NodeId, ROOT } from '@joinery/shared';
import { beforeEach, describe, expect, it } from 'vitest';
import { TestWorld } from '../editor/testing/test-editor.ts';
import { deedWords } from '../panels/activity/deed-words.ts';
import { ActivityLog } from './activity-log.ts';

let world: TestWorld;
let [ada, ben]: Document[] = [];
let page: NodeId;

beforeEach(() => {
  world = new TestWorld(2);
  [ada, ben] = world.people.map(({ document }) => document);
  page = must(adas().children(ROOT)[0], 'a page');
});

const adas = (): Document => must(ada, 'the document of Ada');
const bens = (): Document => must(ben, 'the document of Ben');

/** Each deed as "who: words". */
const told = (log: ActivityLog): string[] =>
  log.deeds.map((deed) => `${deed.actor === adas().actor ? 'Ada' : 'Ben'}: ${deedWords(bens(), deed)}`);

/** Ada makes shapes, which Ben sees. */
function adaMakes(count: number): NodeId[] {
  const made: NodeId[] = [];
  adas().transact((tx) => {
    for (let i = 0; i < count; i++) made.push(tx.create('rectangle', page, { name: `Card ${i + 1}` }));
  });
  world.sync();
  return made;
}

describe('the activity log', () => {
  it('says in words who did what to how many shapes on which page', () => {
    const log = new ActivityLog(bens());
    log.deeds.at(0);
    const [first = '', second = '', third = ''] = adaMakes(3);
    adas().transact((tx) => [first, second, third].forEach((id) => tx.setPosition(id, { x: 9, y: 9 })));
    adas().transact((tx) => tx.set(first, 'fills', []));
    world.sync();
    bens().transact((tx) => tx.set(second, 'name', 'Ticket'));
    bens().transact((tx) => tx.set(second, 'opacity', 0.5));
    bens().transact((tx) => tx.trash(third));
    expect(told(log).slice(1)).toEqual([
      'Ada: added 3 shapes on Page 1',
      'Ada: moved 3 shapes on Page 1',
      'Ada: recoloured “Card 1” on Page 1',
      'Ben: renamed “Ticket” on Page 1',
      'Ben: changed opacity of “Ticket” on Page 1',
      'Ben: deleted “Card 3”',
    ]);
  });

  it('takes for one what somebody goes on with, whatever others do meanwhile, until they pause', () => {
    const [first = '', second = ''] = adaMakes(2);
    const log = new ActivityLog(bens());
    const before = log.deeds.length;
    const drag = (by: Document, id: NodeId, steps: number): void => {
      for (let x = 0; x < steps; x++) by.transact((tx) => tx.setPosition(id, { x, y: 0 }));
      world.sync();
    };
    drag(adas(), first, 20);
    drag(bens(), second, 5);
    drag(adas(), second, 5);
    world.clock.now += 10 * 60_000;
    drag(adas(), first, 2);
    expect(told(log).slice(before)).toEqual([
      'Ben: moved “Card 2” on Page 1',
      'Ada: moved 2 shapes on Page 1',
      'Ada: moved “Card 1” on Page 1',
    ]);
  });

  it('tells from the stamps what happened before the file was opened, and what a delta brings', () => {
    adaMakes(2);
    expect(told(new ActivityLog(bens())).at(-1)).toBe('Ada: added 2 shapes on Page 1');
    const log = new ActivityLog(bens());
    log.deeds.at(0);
    const [first = ''] = bens().children(page);
    adas().transact((tx) => tx.set(first, 'width', 77));
    bens().merge(adas().since(bens().version));
    expect(told(log).at(-1)).toBe('Ada: resized “Card 1” on Page 1');
  });
});
