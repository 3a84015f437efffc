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
