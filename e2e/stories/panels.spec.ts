import { solid } from '@joinery/shared';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const SHAPE = { position: { x: 40, y: 40 }, width: 100, height: 80 };

const field = ({ page }: Person, name: string) => page.getByRole('textbox', { name, exact: true });
const layers = ({ page }: Person) => page.getByRole('tree', { name: 'Layers' }).getByRole('treeitem');

story('numbers that A types move and size a shape for B, whose panel shows them', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ada.clicks(shape);
  await ben.seesNode(shape).toMatchObject({ alive: true });
  await ben.selects(shape);
  await field(ada, 'X position').fill('120 + 7');
  await ada.presses('Enter');
  await field(ada, 'Width').fill('250');
  await ada.presses('Tab');
  await ben.seesNode(shape).toMatchObject({ onPage: { x: 127, y: 40 }, properties: { width: 250 } });
  await expect(field(ben, 'X position')).toHaveValue('127');
  await expect(field(ben, 'Width')).toHaveValue('250');
  await field(ada, 'Width').fill('nonsense');
  await ada.presses('Enter');
  await expect(field(ada, 'Width')).toHaveAttribute('aria-invalid', 'true');
  await ada.presses('Escape');
  await expect(field(ada, 'Width')).toHaveValue('250');
});

story('values that differ show as mixed, and typing one sets them all', async ({ ada, ben }) => {
  const shapes = [
    await ada.makes('rectangle', SHAPE),
    await ada.makes('ellipse', { ...SHAPE, position: { x: 40, y: 200 }, width: 60, opacity: 0.5 }),
  ];
  await ada.selects(...shapes);
  await expect(field(ada, 'Width')).toHaveAttribute('placeholder', 'Mixed');
  await expect(field(ada, 'Height')).toHaveValue('80');
  await field(ada, 'Width').fill('90');
  await ada.presses('Enter');
  for (const id of shapes) await ben.seesNode(id).toMatchObject({ properties: { width: 90 } });
});

story('a colour that A adds is seen by B', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', { ...SHAPE, fills: [solid('#0f766e')] });
  await ada.clicks(shape);
  await ada.page.getByRole('region', { name: 'Fill' }).getByRole('button', { name: /Edit/ }).click();
  const hex = ada.page.getByRole('textbox', { name: /colour|hex/i }).first();
  await hex.fill('b4236b');
  await ada.presses('Enter');
  await ben.seesColorAt({ x: 90, y: 80 }).toBe('#b4236b');
});

story('A renames, hides, locks and reorders layers in the panel, and B’s panel follows', async ({ ada, ben }) => {
  const below = await ada.makes('rectangle', { ...SHAPE, name: 'Below' });
  await ada.makes('ellipse', { ...SHAPE, name: 'Above' });
  for (const person of [ada, ben]) await expect(layers(person)).toHaveText(['Above', 'Below']);
  await layers(ada).filter({ hasText: 'Below' }).getByText('Below').dblclick();
  await field(ada, 'Name of Below').fill('Card');
  await ada.presses('Enter');
  for (const person of [ada, ben]) await expect(layers(person)).toHaveText(['Above', 'Card']);
  await layers(ada).filter({ hasText: 'Card' }).hover();
  await ada.page.getByRole('button', { name: 'Lock Card' }).click();
  await ben.seesNode(below).toMatchObject({ properties: { locked: true } });
  await ada.page.getByRole('button', { name: 'Hide Card' }).click();
  await ben.seesNode(below).toMatchObject({ properties: { visible: false } });
  const [above, card] = [layers(ada).nth(0), layers(ada).nth(1)];
  const [from, to] = [await card.boundingBox(), await above.boundingBox()];
  if (from === null || to === null) throw new Error('layers are on the screen');
  await ada.page.mouse.move(from.x + 60, from.y + 13);
  await ada.page.mouse.down();
  await ada.page.mouse.move(to.x + 60, to.y + 10, { steps: 5 });
  await ada.page.mouse.move(to.x + 60, to.y + 2, { steps: 3 });
  await ada.page.mouse.up();
  for (const person of [ada, ben]) await expect(layers(person)).toHaveText(['Card', 'Above']);
});

story('the theme that A chooses lasts over a reload', async ({ ada }) => {
  await ada.runs('theme-dark');
  const theme = () => ada.page.evaluate(() => document.documentElement.dataset['theme']);
  await expect.poll(theme).toBe('dark');
  await ada.reloads();
  expect(await theme()).toBe('dark');
});
