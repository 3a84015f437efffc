import { solid } from '@joinery/shared';
import { apart } from '../support/apart.ts';
import { expect, story } from '../support/story.ts';

const SHAPE = { position: { x: 40, y: 40 }, width: 100, height: 80 };
const RED = [solid('#c81e1e')];

story('two people drag different shapes at the same time', async ({ ada, ben }) => {
  const left = await ada.makes('rectangle', { ...SHAPE, name: 'Left' });
  const right = await ada.makes('ellipse', { ...SHAPE, name: 'Right', position: { x: 320, y: 240 } });
  await ben.seesNode(right).toMatchObject({ alive: true });
  await Promise.all([ada.drags(left, { x: 33, y: 127 }), ben.drags(right, { x: 61, y: -171 })]);
  for (const person of [ada, ben]) {
    await person.seesNode(left).toMatchObject({ onPage: { x: 73, y: 167 } });
    await person.seesNode(right).toMatchObject({ onPage: { x: 381, y: 69 } });
  }
});

story('two people change different properties of one shape, and both changes stay', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ben.seesNode(shape).toMatchObject({ alive: true });
  await apart([ada, ben], async () => {
    await ada.sets(shape, { fills: RED });
    await ben.drags(shape, { x: 200, y: 100 });
  });
  for (const person of [ada, ben]) {
    await person.seesNode(shape).toMatchObject({ onPage: { x: 240, y: 140 }, properties: { fills: RED } });
  }
});

story('D1 two people set the same property apart: both end with the one of the greater stamp', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ben.seesNode(shape).toMatchObject({ alive: true });
  const widthStamp = ({ editor }: NonNullable<Window['joinery']>, id: string): number =>
    editor.document.row(id)?.get('width')?.time ?? 0;
  let stamps: number[] = [];
  await apart([ada, ben], async () => {
    await ada.sets(shape, { width: 111 });
    await ben.sets(shape, { width: 222 });
    stamps = [await ada.asks(widthStamp, shape), await ben.asks(widthStamp, shape)];
  });
  const [hers = 0, his = 0] = stamps;
  const last = hers > his ? 111 : 222;
  for (const person of [ada, ben]) await person.seesNode(shape).toMatchObject({ properties: { width: last } });
});

story(
  'S1 two people drag the same shape: each hand keeps it until it lets go, then both agree',
  async ({ ada, ben }) => {
    const shape = await ada.makes('rectangle', SHAPE);
    await ben.seesNode(shape).toMatchObject({ alive: true });
    const hers = await ada.grabs(shape);
    await ada.hand.movesTo({ x: hers.x + 10, y: hers.y + 10 });
    await ben.seesNode(shape).toMatchObject({ onPage: { x: 50, y: 50 } });
    const his = await ben.grabs(shape);
    await ben.hand.movesTo({ x: his.x + 200, y: his.y + 20 });
    await ben.seesNode(shape).toMatchObject({ onPage: { x: 250, y: 70 } });
    await ada.hand.movesTo({ x: hers.x + 20, y: hers.y + 200 });
    await ada.seesNode(shape).toMatchObject({ onPage: { x: 60, y: 240 } });
    await ada.hand.letsGo();
    await ada.hasEverythingSaved();
    expect((await ben.node(shape)).onPage, 'the shape is still in Ben’s hand').toEqual({ x: 250, y: 70 });
    await ben.hand.letsGo();
    // Nothing was written by Ben after Ada: her place is the later one.
    for (const person of [ada, ben]) await person.seesNode(shape).toMatchObject({ onPage: { x: 60, y: 240 } });
  },
);

story('D14 an undo takes back what I did and leaves what somebody else did since', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ada.sets(shape, { fills: RED });
  await ben.seesNode(shape).toMatchObject({ properties: { fills: RED } });
  await ben.drags(shape, { x: 120, y: 130 });
  await ben.sets(shape, { opacity: 0.5 });
  await ada.seesNode(shape).toMatchObject({ onPage: { x: 160, y: 170 }, properties: { opacity: 0.5 } });
  await ada.presses('Control+z');
  for (const person of [ada, ben]) {
    await person.seesNode(shape).toMatchObject({ onPage: { x: 160, y: 170 }, properties: { opacity: 0.5 } });
    await person.seesNode(shape).not.toMatchObject({ properties: { fills: RED } });
  }
  await ada.presses('Control+Shift+z');
  await ben.seesNode(shape).toMatchObject({ onPage: { x: 160, y: 170 }, properties: { fills: RED, opacity: 0.5 } });
});

story('D14 an undo of a value that somebody has overwritten since changes nothing', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ada.sets(shape, { width: 150 });
  await ben.seesNode(shape).toMatchObject({ properties: { width: 150 } });
  await ben.sets(shape, { width: 200 });
  await ada.seesNode(shape).toMatchObject({ properties: { width: 200 } });
  await ada.presses('Control+z');
  await ada.hasEverythingSaved();
  for (const person of [ada, ben]) await person.seesNode(shape).toMatchObject({ properties: { width: 200 } });
});
