import { expect, story } from '../support/story.ts';

story('A adds, renames and deletes pages; B has the same list', async ({ ada, ben }) => {
  const pagesOf = (person: typeof ada) => person.page.getByRole('region', { name: 'Pages' }).getByRole('listitem');
  await ada.page.getByRole('button', { name: 'Add a page' }).click();
  for (const person of [ada, ben]) await expect(pagesOf(person)).toHaveText(['Page 1', 'Page 2']);
  await pagesOf(ada).nth(1).getByRole('button').dblclick();
  await ada.page.getByRole('textbox', { name: 'Name of Page 2' }).fill('Drafts');
  await ada.presses('Enter');
  for (const person of [ada, ben]) await expect(pagesOf(person)).toHaveText(['Page 1', 'Drafts']);
  const drawn = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await ben.seesNode(drawn).toMatchObject({ alive: true });
  await pagesOf(ben).nth(1).getByRole('button').click();
  await ben.seesColorAt({ x: 100, y: 100 }).toBe('#d9d9d9');
  await pagesOf(ada).nth(1).getByRole('button').click({ button: 'right' });
  await ada.page.getByRole('menuitem', { name: 'Delete' }).click();
  for (const person of [ada, ben]) await expect(pagesOf(person)).toHaveText(['Page 1']);
  await expect(ben.notice('Drafts'), 'Ben is told that the page he was on is gone').toBeVisible();
  await ada.presses('Control+z');
  for (const person of [ada, ben]) await expect(pagesOf(person)).toHaveText(['Page 1', 'Drafts']);
  await ben.seesNode(drawn).toMatchObject({ alive: true });
});
