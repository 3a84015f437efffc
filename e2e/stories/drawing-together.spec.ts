import { solid } from '@joinery/shared';
import { apart } from '../support/apart.ts';
import { expect, story } from '../support/story.ts';

story('two people draw at once, and each sees both shapes', async ({ ada, ben }) => {
  const [hers, his] = await Promise.all([
    ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 }),
    ben.draws('ellipse', { x: 300, y: 200, width: 90, height: 90 }),
  ]);
  for (const person of [ada, ben]) {
    await person.seesNode(hers).toMatchObject({
      alive: true,
      onPage: { x: 20, y: 20 },
      properties: { type: 'rectangle', width: 120, height: 80 },
    });
    await person.seesNode(his).toMatchObject({
      alive: true,
      onPage: { x: 300, y: 200 },
      properties: { type: 'ellipse', width: 90, height: 90 },
    });
  }
});

story('what one person draws is painted on the screen of the other', async ({ ada, ben }) => {
  const middle = { x: 80, y: 60 };
  const empty = await ben.colorAt(middle);
  const card = await ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 });
  await ada.sets(card, { fills: [solid('#0f766e')] });
  await ben.seesColorAt(middle).toBe('#0f766e');
  await ada.presses('Delete');
  await ben.seesColorAt(middle).toBe(empty);
});

story('D6 two people insert at the same place in the layer order, and their runs do not mix', async ({ ada, ben }) => {
  const below = await ada.makes('rectangle', { name: 'Below' });
  const above = await ada.makes('rectangle', { name: 'Above' });
  await ben.seesNode(above).toMatchObject({ alive: true });
  const hers: string[] = [];
  const his: string[] = [];
  await apart([ada, ben], async () => {
    for (const [person, list] of [
      [ada, hers],
      [ben, his],
    ] as const) {
      for (let count = 0; count < 3; count += 1) {
        const id = await person.makes('rectangle');
        await person.asks((joinery, move) => joinery.move(move.id, joinery.page(), move.above), { id, above });
        list.push(id);
      }
    }
  });
  const orders = await Promise.all(
    [ada, ben].map((person) => person.asks(({ editor }) => [...editor.document.children(editor.state.page)])),
  );
  expect(orders[0]).toEqual(orders[1]);
  const runs = [hers, his];
  expect([runs.flat(), runs.toReversed().flat()]).toContainEqual(orders[0]?.slice(1, -1));
  expect([orders[0]?.[0], orders[0]?.at(-1)]).toEqual([below, above]);
});
