import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const sidePanel = ({ page }: Person, name: string) => page.getByRole('complementary', { name });

story(
  'D7 B is told by name who deleted what B had selected, and restores it from the message',
  async ({ ada, ben }) => {
    const card = await ada.makes('frame', { name: 'Card', position: { x: 40, y: 40 }, width: 200, height: 160 });
    const label = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 80, height: 40 }, card);
    await ben.seesNode(label).toMatchObject({ alive: true });
    await ben.selects(label);
    await ada.selects(card);
    await ada.presses('Delete');
    await expect(ben.notice('Ada deleted “Card”')).toBeVisible();
    await ben.notice('Ada deleted “Card”').getByRole('button', { name: 'Restore' }).click();
    for (const person of [ada, ben]) await person.seesNode(label).toMatchObject({ alive: true, parent: card });
  },
);

story('D7 what was deleted is listed with who, and restored from there', async ({ ada, ben }) => {
  const shapes = [await ada.makes('rectangle', { name: 'One' }), await ada.makes('ellipse', { name: 'Two' })];
  await ben.seesNode(shapes[1] ?? '').toMatchObject({ alive: true });
  await ben.selects(...shapes);
  await ben.presses('Delete');
  await ada.runs('show-deleted');
  const deleted = sidePanel(ada, 'Recently deleted');
  await expect(deleted).toContainText('Ben');
  await deleted.getByRole('button', { name: 'Restore Two' }).click();
  await ben.seesNode(shapes[1] ?? '').toMatchObject({ alive: true });
  await expect(deleted).not.toContainText('Two');
  await ben.seesNode(shapes[0] ?? '').toMatchObject({ alive: false });
});

story('who did what is listed by name, and who set what of a shape', async ({ ada, ben }) => {
  const card = await ada.makes('rectangle', { name: 'Card', position: { x: 40, y: 40 }, width: 100, height: 80 });
  await ben.seesNode(card).toMatchObject({ alive: true });
  await ben.drags(card, { x: 60, y: 30 });
  await ada.seesNode(card).toMatchObject({ onPage: { x: 100, y: 70 } });
  await ada.runs('show-activity');
  const moved = sidePanel(ada, 'Activity').getByRole('button', { name: /Ben.*moved “Card” on Page 1/ });
  await moved.click();
  await ada.sees((joinery) => joinery.selection()).toEqual([card]);
  await ada.page.getByRole('button', { name: 'Show who set what' }).click();
  const authorship = ada.page.getByRole('region', { name: 'Who set what' });
  await expect(authorship.getByRole('listitem').first()).toContainText(/Ben.*Position/);
  await expect(authorship.getByRole('listitem').last()).toContainText(/You.*Made it/);
});

story('shapes stand in the colour of their last author, and nothing of it is in the document', async ({ ada, ben }) => {
  const box = { width: 80, height: 80 };
  await ada.makes('rectangle', { ...box, position: { x: 120, y: 40 } });
  const second = await ada.makes('rectangle', { ...box, position: { x: 260, y: 40 } });
  await ben.seesNode(second).toMatchObject({ alive: true });
  await ben.sets(second, { opacity: 0.9 });
  await ada.seesNode(second).toMatchObject({ properties: { opacity: 0.9 } });
  const before = await ada.json();
  await ada.runs('toggle-authors');
  const legend = ada.page.getByRole('region', { name: 'Last authors' });
  await expect(legend).toContainText('You');
  await expect(legend).toContainText('Ben');
  const colors = await Promise.all([ada.colorAt({ x: 160, y: 80 }), ada.colorAt({ x: 300, y: 80 })]);
  expect(colors[0]).not.toBe(colors[1]);
  await legend.getByRole('button', { name: 'Age' }).click();
  await expect(ada.page.getByRole('region', { name: 'Last changes' })).toContainText(/Last 10 minutes2/);
  await ada.seesColorAt({ x: 300, y: 80 }).toBe(await ada.colorAt({ x: 160, y: 80 }));
  expect(await ada.json()).toBe(before);
});

story(
  'a property that two people change within two seconds of each other flashes with the other’s name',
  async ({ ada, ben }) => {
    const card = await ada.makes('rectangle', { width: 100 });
    await ben.seesNode(card).toMatchObject({ alive: true });
    await ada.selects(card);
    // Whatever else the machine does: Ada's hand goes on until Ben's edit has come.
    const flash = ada.page.evaluate(
      (id) =>
        new Promise<string>((resolve) => {
          const look = (): void => {
            const shown = document.querySelector('[data-flash="width"]')?.textContent;
            if (shown === 'Ben') return resolve(shown);
            window.joinery?.set(id, { width: 100 + (performance.now() % 50) });
            setTimeout(look, 50);
          };
          look();
        }),
      card,
    );
    await ben.sets(card, { width: 300 });
    expect(await flash).toBe('Ben');
  },
);
