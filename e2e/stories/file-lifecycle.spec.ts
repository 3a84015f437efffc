import { expect, story } from '../support/story.ts';

// The start page shows all files.
story.use({ ownRelay: {} });

story('A renames the file in the editor; the start page has the new name', async ({ ada }) => {
  await ada.page.getByRole('button', { name: 'Story', exact: true }).click();
  await ada.page.getByRole('textbox', { name: 'Name of the file' }).fill('Posters');
  await ada.presses('Enter');
  await expect(ada.page.getByRole('heading', { name: 'Posters' })).toBeVisible();
  await ada.page.goto(ada.network.origin);
  await expect(ada.page.getByRole('link', { name: 'Open Posters' })).toBeVisible();
});

story('the start page tells who is in a file, but for those who are invisible', async ({ ada, ben, gathering }) => {
  const cleo = await gathering.arrives('Cleo');
  await cleo.page.goto(cleo.network.origin);
  const card = cleo.page.getByRole('listitem').filter({ hasText: 'Story' });
  await expect(card).toContainText('2 people here');
  await expect(card.getByTitle(/Ada, Ben|Ben, Ada/)).toBeVisible();
  await ada.page.getByRole('button', { name: /You are Ada/ }).click();
  await ada.page.getByRole('radio', { name: /Invisible/ }).check();
  await expect(card).toContainText('Ben is here');
  for (const person of [ada, ben]) expect(await person.openFile()).toBeDefined();
});

story(
  'a file deleted for good while A is in it: A is told, and the relay goes on',
  async ({ ada, file, gathering }) => {
    await ada.draws('rectangle', { x: 40, y: 40, width: 100, height: 80 });
    await ada.hasEverythingSaved();
    const call = async (path: string, method: string) => {
      const response = await fetch(`${gathering.relay.origin}/api/files/${file}${path}`, { method });
      expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
    };
    await call('/trash', 'POST');
    await call('', 'DELETE');
    await ada.sees(({ sync }) => sync.status().kind).toBe('closed');
    await expect(ada.page.getByText('Not connected', { exact: true })).toBeVisible();
    const ben = await gathering.arrives('Ben', (await gathering.relay.createFile('Another')).id);
    await ben.draws('rectangle', { x: 40, y: 40, width: 100, height: 80 });
    await ada.page.goto('about:blank');
  },
);
