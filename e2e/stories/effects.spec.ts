import { expect, story } from '../support/story.ts';

story('a shadow that A adds in the panel is seen by B, and one step takes back each change', async ({ ada, ben }) => {
  const shape = await ada.draws('rectangle', { x: 200, y: 200, width: 120, height: 80 });
  await ada.page.getByRole('button', { name: 'Add effect' }).click();
  const added = { type: 'drop-shadow', visible: true, color: '#000000', opacity: 0.25, x: 0, y: 4, blur: 4, spread: 0 };
  await ben.seesNode(shape).toMatchObject({ properties: { effects: [added] } });
  await ada.page.getByRole('button', { name: 'Edit drop shadow' }).click();
  await ada.page.getByRole('textbox', { name: 'Blur' }).fill('0');
  await ada.page.keyboard.press('Enter');
  await ada.page.getByRole('textbox', { name: 'Y', exact: true }).last().fill('30');
  await ada.page.keyboard.press('Enter');
  await ben.seesNode(shape).toMatchObject({ properties: { effects: [{ ...added, blur: 0, y: 30 }] } });
  // A quarter of black on the page's grey.
  await ben.seesColorAt({ x: 260, y: 300 }).not.toBe('#f2f2f4');
  await ada.page.keyboard.press('Escape');
  await ada.runs('undo');
  await ben.seesNode(shape).toMatchObject({ properties: { effects: [{ ...added, blur: 0 }] } });
  await ada.page.getByRole('button', { name: 'Remove drop shadow' }).click();
  await ben.seesNode(shape).toMatchObject({ properties: { effects: [] } });
  await expect(ada.page.getByRole('button', { name: 'Edit drop shadow' })).toHaveCount(0);
});

story('A masks one shape with another by keys, and takes it back in one step', async ({ ada, ben }) => {
  const mask = await ada.draws('ellipse', { x: 200, y: 200, width: 100, height: 100 });
  const shape = await ada.draws('rectangle', { x: 180, y: 180, width: 140, height: 140 });
  await ada.asks(
    (joinery, ids) => {
      joinery.set(ids[1] ?? '', { fills: [{ type: 'solid', color: '#ff0000', opacity: 1, visible: true }] });
      joinery.select(ids);
    },
    [mask, shape],
  );
  await ada.runs('use-as-mask');
  await ben.seesNode(mask).toMatchObject({ properties: { mask: true } });
  await ben.seesColorAt({ x: 250, y: 250 }).toBe('#ff0000');
  await ben.seesColorAt({ x: 186, y: 186 }).not.toBe('#ff0000');
  await ada.runs('undo');
  await ben.seesColorAt({ x: 186, y: 186 }).toBe('#ff0000');
  await ben.seesNode(mask).not.toMatchObject({ properties: { mask: true } });
});
