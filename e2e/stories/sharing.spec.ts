/** Who gets into a file, as what, and until when (R7). */
import type { Gathering } from '../support/gathering.ts';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const CARD = { x: 60, y: 60, width: 120, height: 80 };

/** Ada has the owner's link, and the file open. */
async function owner(gathering: Gathering, file: string): Promise<Person> {
  const ada = await gathering.arrives('Ada');
  await ada.follows(`http://relay/#key=${gathering.relay.ownerKey ?? ''}`);
  await expect(ada.page.getByRole('button', { name: 'New file' })).toBeVisible();
  await ada.opens(file);
  return ada;
}

/** Makes a link in the share dialog. @returns its address */
async function sharesALink(person: Person, allows: string): Promise<string> {
  const { page } = person;
  await page.getByRole('button', { name: 'Share' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this file' });
  await dialog.getByRole('combobox', { name: 'What the link allows' }).click();
  await page.getByRole('option', { name: allows, exact: true }).click();
  await dialog.getByRole('button', { name: 'Copy link', exact: true }).click();
  await expect(person.notice(/Link copied/)).toBeVisible();
  await expect(dialog.getByRole('list')).toContainText(allows);
  return await page.evaluate(() => navigator.clipboard.readText());
}

story.describe('on a relay that only links let into', () => {
  story.use({ ownRelay: { ACCESS: 'links' } });

  story(
    'R7 B opens A’s view-only link, sees her edits and makes none; A removes it, and B is out at once',
    async ({ gathering, file }) => {
      const ada = await owner(gathering, file);
      const card = await ada.draws('rectangle', CARD);
      const link = await sharesALink(ada, 'Can view');
      expect(link).toMatch(/\/file\/\w+#key=[\w-]{40}$/);

      const ben = await gathering.arrives('Ben');
      ben.complaints.expect(/status of 403/);
      await ben.follows(link);
      await ben.seesAFile();
      expect(ben.page.url()).toBe(`${ben.network.origin}/file/${file}`);
      await expect(ben.page.getByRole('button', { name: /^View only/ })).toBeVisible();
      await ben.seesNode(card).toMatchObject({ alive: true });

      await ada.drags(card, { x: 100, y: 40 });
      await ben.seesNode(card).toMatchObject({ onPage: { x: 160, y: 100 } });

      await expect(ben.page.getByRole('button', { name: 'Rectangle' })).toHaveCount(0);
      await ben.drags(card, { x: 50, y: 50 });
      await ben.presses('r', 'Delete', 'Control+x', 'Control+d', 'ArrowRight');
      await ben.clicks(card);
      await ben.sees((joinery) => joinery.selection()).toEqual([card]);
      await ben.presses('Delete', ']', 'Control+g', '5');
      await ben.seesNode(card).toMatchObject({ alive: true, onPage: { x: 160, y: 100 } });
      expect(await ben.asks(({ sync }) => sync.pending())).toBe(0);

      await ada.page.getByRole('button', { name: 'Share' }).click();
      await ada.page.getByRole('button', { name: /^Remove link/ }).click();
      await expect(ben.page.getByRole('heading', { name: 'You no longer have access to this file' })).toBeVisible();
      await expect(ben.page.getByText('was revoked')).toBeVisible();
      await expect(ben.canvas).toBeHidden();
      await ben.page.reload();
      await expect(ben.page.getByRole('heading', { name: /access to this file|need a link/ })).toBeVisible();
      ben.complaints.expect(/status of 410/);
      await ben.follows(link);
      await expect(ben.page.getByRole('heading', { name: 'This link does not open anything any more' })).toBeVisible();
      await ada.hasEverythingSaved();
    },
  );

  story(
    'R7, S5 a viewer who finds a way to edit all the same has it taken back, and nobody sees it',
    async ({ gathering, file }) => {
      const ada = await owner(gathering, file);
      const card = await ada.draws('rectangle', CARD);
      const ben = await gathering.arrives('Ben');
      await ben.follows(await sharesALink(ada, 'Can comment'));
      await ben.seesAFile();
      await ben.seesNode(card).toMatchObject({ alive: true });
      await ben.asks(({ editor }, id) => void editor.document.transact((tx) => tx.trash(id)), card);
      await expect(ben.page.getByRole('button', { name: '1 rejected' })).toBeVisible();
      await ben.seesNode(card).toMatchObject({ alive: true });
      await ada.seesNode(card).toMatchObject({ alive: true });
    },
  );

  story(
    'R7 whoever opens an editor’s link edits with the others; without one, nobody gets in',
    async ({ gathering, file }) => {
      const ada = await owner(gathering, file);
      const ben = await gathering.arrives('Ben');
      ben.complaints.expect(/status of 403/);
      await ben.page.goto(`${ben.network.origin}/file/${file}`);
      await expect(ben.page.getByRole('heading', { name: 'You need a link to open this file' })).toBeVisible();
      await ben.follows(await sharesALink(ada, 'Can edit'));
      await ben.seesAFile();
      const drawn = await ben.draws('rectangle', CARD);
      await ada.seesNode(drawn).toMatchObject({ alive: true });
      await ben.page.goto(ben.network.origin);
      await expect(ben.page.getByRole('list', { name: 'Files' })).toContainText('Story');
      await expect(ben.page.getByRole('button', { name: 'New file' })).toHaveCount(0);
    },
  );
});

story(
  'R7 on this machine alone everything is mine, and a link in another browser shows what others would see',
  async ({ ada, gathering, file }) => {
    const ben = await gathering.arrives('Ben');
    await ben.follows(await sharesALink(ada, 'Can view'));
    await ben.seesAFile();
    await expect(ben.page.getByRole('button', { name: /^View only/ })).toBeVisible();
    await ada.newTab().then(async (tab) => {
      await tab.opens(file);
      await expect(tab.page.getByRole('button', { name: 'Share' })).toBeVisible();
      await tab.closesTab();
    });
  },
);
