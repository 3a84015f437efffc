import { solid } from '@joinery/shared';
import { apart } from '../support/apart.ts';
import { expect, story } from '../support/story.ts';

const RED = [solid('#c81e1e')];

story(
  'D5 A moves frame X into Y while B moves Y into X: one of them holds the other, none is lost',
  async ({ ada, ben }) => {
    const x = await ada.makes('frame', { name: 'X', position: { x: 20, y: 20 }, width: 200, height: 200 });
    const y = await ada.makes('frame', { name: 'Y', position: { x: 300, y: 20 }, width: 200, height: 200 });
    const dot = await ada.makes('ellipse', { position: { x: 10, y: 10 }, width: 20, height: 20 }, x);
    await ben.seesNode(dot).toMatchObject({ alive: true });
    await apart([ada, ben], async () => {
      await ada.asks((joinery, ids) => joinery.move(ids.x, ids.y), { x, y });
      await ben.asks((joinery, ids) => joinery.move(ids.y, ids.x), { x, y });
    });
    for (const person of [ada, ben]) {
      await person
        .sees(
          ({ editor: { document } }, ids) =>
            [ids.x, ids.y, ids.dot].every((id) => document.isAlive(id)) &&
            (document.parent(ids.x) === ids.y) !== (document.parent(ids.y) === ids.x),
          { x, y, dot },
        )
        .toBe(true);
      await person.seesNode(dot).toMatchObject({ parent: x });
    }
  },
);

story('D7 A deletes a frame while B edits inside it; A undoes, and the edit is there', async ({ ada, ben }) => {
  const card = await ada.makes('frame', { name: 'Card', position: { x: 40, y: 40 }, width: 300, height: 200 });
  const label = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 80, height: 40 }, card);
  await ben.seesNode(label).toMatchObject({ alive: true });
  await apart([ada, ben], async () => {
    await ada.selects(card);
    await ada.presses('Delete');
    await ben.sets(label, { fills: RED });
  });
  for (const person of [ada, ben]) {
    await person.seesNode(card).toMatchObject({ alive: false, parent: 'trash' });
    await person.seesNode(label).toMatchObject({ alive: false, parent: card, properties: { fills: RED } });
  }
  await expect(ben.notice('Card'), 'Ben is told that his work went to the trash').toBeVisible();
  await ada.presses('Control+z');
  for (const person of [ada, ben]) {
    await person.seesNode(label).toMatchObject({ alive: true, parent: card, properties: { fills: RED } });
    await person.seesNode(card).toMatchObject({ onPage: { x: 40, y: 40 } });
  }
});

story(
  'D7 a frame deleted under the hand of another comes back with the undo, and the hand goes on',
  async ({ ada, ben }) => {
    const card = await ada.makes('frame', { name: 'Card', position: { x: 40, y: 40 }, width: 400, height: 300 });
    const label = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 80, height: 40 }, card);
    await ben.seesNode(label).toMatchObject({ alive: true });
    await ben.selects(label);
    const from = await ben.grabs(label);
    await ben.hand.movesTo({ x: from.x + 60, y: from.y + 33 });
    await ada.seesNode(label).toMatchObject({ onPage: { x: 120, y: 93 } });
    await ada.selects(card);
    await ada.presses('Delete');
    await ben.seesNode(label).toMatchObject({ alive: false });
    await ben.hand.movesTo({ x: from.x + 90, y: from.y + 77 });
    await ada.presses('Control+z');
    await ben.seesNode(label).toMatchObject({ alive: true });
    await ben.hand.movesTo({ x: from.x + 110, y: from.y + 97 });
    await ben.hand.letsGo();
    for (const person of [ada, ben]) {
      await person.seesNode(label).toMatchObject({ alive: true, parent: card, onPage: { x: 170, y: 157 } });
    }
  },
);

story(
  'D8 A drops a shape into a frame while B drags it: it stays in the frame, where B lets go',
  async ({ ada, ben }) => {
    const frame = await ada.makes('frame', { position: { x: 250, y: 60 }, width: 260, height: 300 });
    const chip = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 60, height: 40 });
    await ben.seesNode(chip).toMatchObject({ alive: true });
    const from = await ben.grabs(chip);
    await ben.hand.movesTo({ x: from.x + 30, y: from.y + 170 });
    await ada.seesNode(chip).toMatchObject({ onPage: { x: 50, y: 190 } });
    await ada.drags(chip, { x: 300, y: 20 });
    await ben.seesNode(chip).toMatchObject({ parent: frame, onPage: { x: 50, y: 190 } });
    await ben.hand.movesTo({ x: from.x + 70, y: from.y + 330 });
    await ben.hand.letsGo();
    for (const person of [ada, ben]) {
      await person.seesNode(chip).toMatchObject({ parent: frame, onPage: { x: 90, y: 350 } });
    }
  },
);

story(
  'D8 a shape dragged by B while A, apart, puts it into a frame lies in the frame where B let go',
  async ({ ada, ben }) => {
    const frame = await ada.makes('frame', { position: { x: 250, y: 60 }, width: 260, height: 300, rotation: 10 });
    const chip = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 60, height: 40 });
    await ben.seesNode(chip).toMatchObject({ alive: true });
    await apart([ada, ben], async () => {
      await ada.drags(chip, { x: 280, y: 90 });
      await ada.seesNode(chip).toMatchObject({ parent: frame });
      await ben.drags(chip, { x: 30, y: 300 });
    });
    for (const person of [ada, ben]) {
      await person.seesNode(chip).toMatchObject({ parent: frame, onPage: { x: 50, y: 320 } });
    }
  },
);
