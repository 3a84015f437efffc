import { canonicalJson, type Change, Document, ROOT } from '@joinery/shared';
import { Random } from '@joinery/shared/testing';
import { expect, test } from 'vitest';
import { latestSteps } from './latest-steps.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Date.now() / 86_400_000));

const change = (actor: string, time: number, ...registers: string[]): Change => ({
  actor: actor.padEnd(8, '0'),
  time,
  assignments: registers.map((register) => [register, 'name', `${actor} ${time}`] as const),
});

function readerOf(changes: readonly Change[]): Document {
  const document = new Document({ actor: 'reader00', wall: () => 0 });
  for (const each of changes) document.apply(each);
  return document;
}

test('R3 of an author’s steps over the same registers only the last is told, whoever did something between them', () => {
  const [a1, b1, a2, b2, a3] = [
    change('ada', 1, 'x'),
    change('ben', 2, 'x'),
    change('ada', 3, 'x'),
    change('ben', 4, 'x', 'y'),
    change('ada', 5, 'x'),
  ];
  expect(latestSteps([a1, b1, a2, b2, a3])).toEqual([b1, b2, a3]);
});

test('R3 what the next step does not set again is told, and so is what comes before it', () => {
  const steps = [change('ada', 1, 'x'), change('ada', 2, 'x', 'y'), change('ada', 3, 'y'), change('ada', 4, 'x')];
  expect(latestSteps(steps)).toEqual(steps);
});

test(`R3, D3 who is told only the last steps has the same document and has seen as much (with seed=${SEED})`, () => {
  for (let run = 0; run < 100; run++) {
    const random = new Random(SEED + run);
    const changes: Change[] = [];
    const authors = ['ada', 'ben', 'eve'].map((name) => {
      const document = new Document({ actor: name.padEnd(8, '0'), wall: () => 1_000_000 + changes.length });
      document.subscribe(({ change: made, origin }) => void (origin === 'local' && made && changes.push(made)));
      return document;
    });
    authors[0]?.transact((tx) => {
      const page = tx.create('page', ROOT, {});
      for (let i = 0; i < 3; i++) tx.create('rectangle', page, {});
    });
    const [drawn] = changes.splice(0);
    for (const author of authors) author.apply(drawn as Change);
    const shapes = [...(authors[0]?.nodes() ?? [])];
    for (let i = 0; i < 30; i++) {
      const [first, second] = [random.pick(shapes), random.pick(shapes)];
      random.pick(authors).transact((tx) => {
        tx.set(first, 'name', `name ${i}`);
        if (random.below(4) === 0) tx.set(second, 'opacity', i / 30);
      });
    }
    const all = readerOf([drawn as Change, ...changes]);
    const last = readerOf([drawn as Change, ...latestSteps(changes)]);
    expect(canonicalJson(last.toJSON()), `seed ${SEED + run}`).toBe(canonicalJson(all.toJSON()));
    expect(last.version).toEqual(all.version);
    expect(last.digest().root()).toBe(all.digest().root());
  }
});
