import { AxeBuilder } from '@axe-core/playwright';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

// axe looks at every rule, several times a story.
story.describe.configure({ timeout: 120_000 });

/** What axe calls serious or worse, in one line each. */
async function seriousProblems({ page }: Person, rules?: readonly string[]): Promise<string[]> {
  // Base UI's focus guards are hidden and focusable on purpose: the focus that comes to one is passed on at once.
  const axe = new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]');
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`);
}

const PANELS = [
  ['show-conflicts', 'Conflicts'],
  ['show-deleted', 'Recently deleted'],
  ['show-activity', 'Activity'],
  ['show-sync', 'Sync inspector'],
] as const;

story('V21 without seeing it, A walks what is on the page, moves and deletes, and B sees it', async ({ ada, ben }) => {
  const card = await ada.makes('frame', { name: 'Card', position: { x: 60, y: 60 }, width: 300, height: 200 });
  const title = await ada.makes('text', { characters: 'Hello', position: { x: 20, y: 20 } }, card);
  const dot = await ada.makes('ellipse', { name: 'Dot', position: { x: 20, y: 80 } }, card);
  await ada.page.getByRole('button', { name: /on the canvas, 1 object$/ }).focus();
  const item = (name: RegExp) => ada.page.getByRole('treeitem', { name }).and(ada.page.locator(':focus'));
  await expect(item(/^Card, frame, 2 objects inside/)).toBeVisible();
  await ada.presses('Enter');
  await expect(item(/^Hello, text/)).toBeVisible();
  await ada.sees((joinery) => joinery.selection()).toEqual([title]);
  expect(await seriousProblems(ada)).toEqual([]);
  await ada.presses('ArrowDown', 'Alt+ArrowRight', 'Alt+Shift+ArrowDown');
  await ben.seesNode(dot).toMatchObject({ onPage: { x: 81, y: 150 } });
  await ada.presses('Delete');
  await ben.seesNode(dot).toMatchObject({ alive: false });
  await expect(item(/^Hello, text/)).toBeVisible();
  await ada.presses('Enter');
  await ada.page.keyboard.type('Welcome');
  await ben.seesNode(title).toMatchObject({ properties: { characters: 'Welcome' } });
});

for (const theme of ['light', 'dark'] as const) {
  story(`axe finds nothing serious on the start page, ${theme}`, async ({ gathering }) => {
    await gathering.relay.createFile(`Posters, ${theme}`);
    const ada = await gathering.arrives('Ada');
    await ada.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await ada.page.goto(ada.network.origin);
    await expect(ada.page.getByRole('link', { name: `Open Posters, ${theme}` })).toBeVisible();
    expect(await seriousProblems(ada)).toEqual([]);
    await ada.page.getByRole('button', { name: `Actions for Posters, ${theme}` }).click();
    await expect(ada.page.getByRole('menu')).toBeVisible();
    expect(await seriousProblems(ada)).toEqual([]);
  });

  story(`axe finds nothing serious in the editor and its dialogs, ${theme}`, async ({ ada }) => {
    await ada.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    expect(await seriousProblems(ada)).toEqual([]);
    await ada.draws('frame', { x: 60, y: 60, width: 320, height: 280 });
    await ada.draws('rectangle', { x: 90, y: 90, width: 120, height: 80 });
    expect(await seriousProblems(ada)).toEqual([]);
    await ada.presses('?');
    await expect(ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    expect(await seriousProblems(ada)).toEqual([]);
    await ada.presses('Escape', 'Control+k');
    await expect(ada.page.getByRole('dialog', { name: 'Quick actions' })).toBeVisible();
    expect(await seriousProblems(ada)).toEqual([]);
    await ada.presses('Escape');
  });

  story(`axe finds nothing serious in what tells what happened, ${theme}`, async ({ ada, ben }) => {
    await ada.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const card = await ben.makes('rectangle', { name: 'Card' });
    const gone = await ben.makes('ellipse', { name: 'Gone' });
    await ben.selects(gone);
    await ben.presses('Delete');
    await ada.seesNode(gone).toMatchObject({ alive: false });
    await ada.goesOffline();
    await ada.sets(card, { name: 'Ticket', opacity: 0.5 });
    await ben.sets(card, { name: 'Badge', opacity: 0.6 });
    await ben.hasEverythingSaved();
    await ada.comesBack();
    await ada.selects(card);
    await ada.page.getByRole('button', { name: 'Show who set what' }).click();
    await ada.runs('toggle-authors');
    for (const [command, panel] of PANELS) {
      await ada.runs(command);
      await expect(ada.page.getByRole('complementary', { name: panel })).toBeVisible();
      expect(await seriousProblems(ada), panel).toEqual([]);
    }
  });
}

story('axe finds nothing serious in what people see of each other, light and dark', async ({ ada, ben }) => {
  const surfaces: readonly (readonly [who: Person, what: string, open: () => Promise<unknown>])[] = [
    [ada, 'the list of people', () => ada.page.getByRole('button', { name: 'All 2 people' }).click()],
    [ada, 'the own status', () => ada.page.getByRole('button', { name: /You are Ada/ }).click()],
    [ada, 'sharing', () => ada.page.getByRole('button', { name: 'Share' }).click()],
    [ada, 'the ages', () => ada.runs('toggle-ages')],
    [ada, 'a chat', () => ada.presses('Escape', 'Escape', '/').then(() => ada.page.keyboard.type('Look'))],
    [ada, 'the own spotlight', () => ada.presses('Escape').then(() => ada.runs('toggle-spotlight'))],
    [ben, 'the question of a spotlight', () => expect(ben.page.getByText('asks you to follow')).toBeVisible()],
    [ben, 'following', () => ben.page.getByRole('button', { name: 'Follow', exact: true }).click()],
  ];
  for (const [person, what, open] of surfaces) {
    await open();
    for (const colorScheme of ['light', 'dark'] as const) {
      await person.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // All but the colours is the same in both.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : undefined;
      expect(await seriousProblems(person, rules), `${what}, ${colorScheme}`).toEqual([]);
    }
  }
});
