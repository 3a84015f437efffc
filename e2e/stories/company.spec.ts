import { AxeBuilder } from '@axe-core/playwright';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const cameraX = (joinery: NonNullable<Window['joinery']>) => Math.round(joinery.camera().x);
const chats = ({ sync }: NonNullable<Window['joinery']>) =>
  sync
    .people()
    .map(({ chat }) => chat)
    .join('');
const says = (person: Person, text: string | RegExp) => person.page.getByText(text).first();
const button = (person: Person, name: string | RegExp) => person.page.getByRole('button', { name });

async function hasNoSeriousProblem({ page }: Person): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

story('B follows A, C follows B and sees what A sees; own movements and Esc end it', async ({ ada, ben, cleo }) => {
  await button(ben, /Follow Ada/).click();
  await expect(says(ben, 'Following Ada')).toBeVisible();
  await button(cleo, /Follow Ben/).click();
  await expect(says(cleo, 'Following Ada')).toBeVisible();
  await ada.asks((joinery) => joinery.setCamera({ x: 400, y: 300, zoom: 2 }));
  for (const person of [ben, cleo]) await person.sees(cameraX).toBe(400);
  await ada.runs('page-add');
  const page = await ada.asks((joinery) => joinery.page());
  await cleo.sees((joinery) => joinery.page()).toBe(page);
  await hasNoSeriousProblem(cleo);
  await button(ada, /Follow Cleo/).click();
  await expect(ada.notice('Cleo follows you already')).toBeVisible();
  await ben.presses('Escape');
  await expect(says(ben, 'Following Ada')).toBeHidden();
  await expect(says(cleo, 'Following Ben')).toBeVisible();
  await cleo.hand.movesTo(await cleo.inWindow({ x: 500, y: 400 }));
  await cleo.page.mouse.wheel(0, 120);
  await expect(says(cleo, 'Following Ben')).toBeHidden();
});

story(
  'A asks for the spotlight: B follows, C does not; who is not to be disturbed is not asked',
  async ({ ada, ben, cleo }) => {
    await ada.runs('toggle-spotlight');
    await ben.page.getByRole('button', { name: 'Follow', exact: true }).click();
    await button(cleo, 'Not now').click();
    await expect(says(ada, 'Spotlight on you · 1 follows')).toBeVisible();
    await ada.hand.movesTo(await ada.inWindow({ x: 300, y: 200 }));
    await ada.presses('/');
    await ada.page.keyboard.type('Look here');
    await ben.sees(chats).toBe('Look here');
    await button(cleo, /You are Cleo/).click();
    await cleo.page.getByRole('radio', { name: /Do not disturb/ }).check();
    await hasNoSeriousProblem(cleo);
    await cleo.sees(chats).toBe('');
    await ada.presses('Escape');
    await ben.sees(chats).toBe('');
    await button(ada, 'Stop the spotlight').click();
    await expect(ben.notice('Ada ended the spotlight')).toBeVisible();
    await cleo.reloads();
    await expect(button(ben, /Follow Cleo, does not want to be disturbed/)).toBeVisible();
  },
);

story('P2 who draws unwatched shows edits and nothing else; who is invisible is not here', async ({ ada, ben }) => {
  const others = ({ sync }: NonNullable<Window['joinery']>) => sync.people().slice(1);
  const card = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await ben.sees(others).toMatchObject([{ selection: [card] }]);
  await button(ada, /You are Ada/).click();
  await ada.page.getByRole('checkbox', { name: /Draw unwatched/ }).check();
  await ben.sees(others).toMatchObject([{ selection: [], cursor: null, viewport: null }]);
  await ada.page.getByRole('radio', { name: /Invisible/ }).check();
  await ben.sees(others).toEqual([]);
  await ada.presses('Escape');
  await ada.sets(card, { name: 'Seen' });
  await ben.seesNode(card).toMatchObject({ properties: { name: 'Seen' } });
});
