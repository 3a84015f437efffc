import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

// It shows all files.
story.use({ ownRelay: {} });

const files = (person: Person) => person.page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem');
const trash = (person: Person) => person.page.getByRole('list', { name: 'Files in the trash' }).getByRole('listitem');

async function chooses(person: Person, file: string, action: string): Promise<void> {
  await person.page.getByRole('button', { name: `Actions for ${file}`, exact: true }).click();
  await person.page.getByRole('menuitem', { name: action }).click();
}

story('A creates a file, draws in it, and finds its picture on the start page', async ({ gathering }) => {
  const ada = await gathering.arrives('Ada');
  await ada.page.goto(ada.network.origin);
  await ada.page
    .getByRole('button', { name: /Create the first file|New file/ })
    .first()
    .click();
  await ada.seesAFile();
  const file = await ada.asks((joinery) => joinery.fileId);
  await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await expect.poll(async () => (await gathering.relay.file(file)).hasThumbnail).toBe(true);
  await ada.page.goto(ada.network.origin);
  await expect(files(ada)).toHaveCount(1);
  await expect(files(ada)).toContainText('by Ada');
  const picture = files(ada).locator('img');
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
});

story('A renames, duplicates, trashes and restores files', async ({ gathering }) => {
  const drafts = await gathering.relay.createFile('Drafts');
  const ada = await gathering.arrives('Ada');
  await ada.page.goto(ada.network.origin);
  await chooses(ada, 'Drafts', 'Rename');
  await ada.page.getByRole('textbox', { name: 'Name of Drafts' }).fill('Posters');
  await ada.presses('Enter');
  await expect(files(ada).getByRole('heading')).toHaveText(['Posters']);
  await chooses(ada, 'Posters', 'Duplicate');
  await expect(files(ada)).toHaveCount(2);
  await chooses(ada, 'Posters', 'Move to trash');
  await expect(files(ada)).toHaveCount(1);
  await expect(files(ada).getByRole('heading')).not.toHaveText(['Posters']);
  await ada.page.getByRole('tab', { name: 'Trash' }).click();
  await expect(trash(ada).getByRole('heading')).toHaveText(['Posters']);
  await chooses(ada, 'Posters', 'Restore');
  await expect(trash(ada)).toHaveCount(0);
  await ada.page.getByRole('tab', { name: 'Files' }).click();
  await expect(files(ada)).toHaveCount(2);
  await ada.page.getByRole('link', { name: 'Open Posters', exact: true }).click();
  await ada.seesAFile();
  expect(await ada.openFile()).toBe(drafts.id);
});

story('a duplicate has what the original had, and goes its own way', async ({ ada, gathering, file }) => {
  const drawn = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await ada.hasEverythingSaved();
  const original = await ada.json();
  const ben = await gathering.arrives('Ben');
  await ben.page.goto(ben.network.origin);
  await chooses(ben, 'Story', 'Duplicate');
  await expect(files(ben)).toHaveCount(2);
  const copy = await files(ben)
    .getByRole('link')
    .evaluateAll(
      (links, known) =>
        links.map((link) => (link as HTMLAnchorElement).pathname.slice('/file/'.length)).find((id) => id !== known),
      file,
    );
  expect(JSON.parse(await gathering.relay.document(copy ?? '')).pages[0].children).toMatchObject([
    { type: 'rectangle', width: 120, height: 80 },
  ]);
  await ben.opens(copy ?? '');
  await ben.runs('select-all');
  await ben.runs('delete');
  await ben.hasEverythingSaved();
  await ada.seesNode(drawn).toMatchObject({ alive: true });
  expect(await ada.json()).toBe(original);
});
