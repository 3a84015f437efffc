import type { NodeId } from '@joinery/shared';
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const panel = ({ page }: Person) => page.getByRole('complementary', { name: 'Conflicts' });
const badge = ({ page }: Person) => page.getByRole('button', { name: /\d+ conflicts?$/ });
const row = (person: Person, name: string) => panel(person).getByRole('group', { name });

/** Runs in the page. */
const resolutions = ({ sync }: Joinery): string[] =>
  sync.conflicts().map(({ label, resolution }) => `${label} ${resolution}`);

/** Ada and Ben change the same shapes while Ben has no network; Ben comes back. */
async function meet(ada: Person, ben: Person): Promise<{ card: NodeId; title: NodeId }> {
  const card = await ada.makes('rectangle', { name: 'Card', position: { x: 20, y: 20 }, width: 100, height: 80 });
  const title = await ada.makes('text', { characters: 'Hello', position: { x: 20, y: 140 } });
  await ada.hasEverythingSaved();
  await ben.seesNode(title).toMatchObject({ alive: true });
  await ben.goesOffline();
  for (const width of [110, 120, 130, 140, 150]) await ben.sets(card, { width });
  await ben.sets(card, { opacity: 0.5, rotation: 10 });
  await ben.sets(card, { name: 'Badge' });
  for (const characters of ['Hello B', 'Hello Be', 'Hello Ben']) await ben.sets(title, { characters });
  await ada.sets(card, { width: 300, opacity: 0.8, name: 'Ticket' });
  await ada.sets(title, { characters: 'Hello Ada' });
  await ada.hasEverythingSaved();
  await ben.comesBack();
  return { card, title };
}

story('S8, D11 B is offline for ten edits, sees what met, chooses both ways, and undoes it', async ({ ada, ben }) => {
  const { card, title } = await meet(ada, ben);
  // A text asks: the panel opens by itself.
  await expect(panel(ben)).toBeVisible();
  await expect(badge(ben)).toHaveText('4 conflicts');
  await expect(row(ben, 'Width of Ticket')).toContainText('150');
  await expect(row(ben, 'Width of Ticket')).toContainText('300');
  await expect(row(ben, 'Width of Ticket')).toContainText('Ada wrote later, so theirs stands.');
  await expect(row(ben, 'Text of Hello Ada')).toContainText('Which one shall stay?');

  await row(ben, 'Width of Ticket').getByRole('button', { name: 'Keep mine' }).click();
  await ada.seesNode(card).toMatchObject({ properties: { width: 150 } });
  await expect(row(ben, 'Width of Ticket')).toContainText('You kept yours.');
  await row(ben, 'Text of Hello Ada').getByRole('button', { name: 'Take theirs' }).click();
  await expect(row(ben, 'Text of Hello Ada')).toContainText('You took Ada’s.');
  await expect(badge(ben)).toHaveText('2 conflicts');

  await ben.runs('undo');
  await ada.seesNode(card).toMatchObject({ properties: { width: 300 } });
  await ben.sees(resolutions).toContain('Width by-stamp');
  await ada.seesNode(title).toMatchObject({ properties: { characters: 'Hello Ada' } });
});

story('S8 conflicts are gone through with keys, and all of them chosen in one step', async ({ ada, ben }) => {
  const { card, title } = await meet(ada, ben);
  await expect(panel(ben)).toBeVisible();
  await badge(ben).press('Enter');
  await expect(panel(ben)).toBeHidden();
  await badge(ben).press('Enter');
  await expect(row(ben, 'Name of Ticket')).toBeFocused();
  await ben.presses('ArrowDown', 'ArrowDown', 'ArrowUp', 'm', 'Enter');
  await ada.seesNode(card).toMatchObject({ properties: { width: 150 } });
  await ben.sees((joinery) => joinery.selection()).toEqual([card]);
  await ben.presses('ArrowDown', 't');
  await ben.sees(resolutions).toContain('Opacity took-theirs');

  await panel(ben).getByRole('button', { name: 'Keep all mine' }).click();
  await ada.seesNode(title).toMatchObject({ properties: { characters: 'Hello Ben' } });
  await ada.seesNode(card).toMatchObject({ properties: { name: 'Badge', opacity: 0.8, width: 150 } });
  await expect(badge(ben)).toBeHidden();
  await ben.runs('undo');
  await ada.seesNode(title).toMatchObject({ properties: { characters: 'Hello Ada' } });
  await ada.seesNode(card).toMatchObject({ properties: { name: 'Ticket', width: 150 } });
  await ben.sees(resolutions).toContain('Text open');
});

story('S8 what is to be chosen is still there after a reload', async ({ ada, ben }) => {
  await meet(ada, ben);
  await ben.reloads();
  await expect(panel(ben)).toBeVisible();
  await expect(badge(ben)).toHaveText('4 conflicts');
  await expect(row(ben, 'Opacity of Ticket')).toContainText('Ada');
});
