import { PERSON_COLORS } from '../../client/src/person-color.ts';
import { HeadlessPerson } from '../support/headless-person.ts';
import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const NAMES = ['Grace Hopper', 'Alan', 'Barbara Liskov', 'Ken', 'Радия', 'Edsger W. Dijkstra', 'Hedy', 'Frances Allen'];

const cameraX = (joinery: NonNullable<Window['joinery']>) => Math.round(joinery.camera().x);
const chats = ({ sync }: NonNullable<Window['joinery']>) =>
  sync
    .people()
    .map(({ chat }) => chat)
    .join('');
const says = (person: Person, text: string | RegExp) => person.page.getByText(text).first();
const button = (person: Person, name: string | RegExp) => person.page.getByRole('button', { name });

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
    await expect(ben.page.locator('[data-announcements]')).toHaveText('Ada: Look here');
    await button(cleo, /You are Cleo/).click();
    await cleo.page.getByRole('radio', { name: /Do not disturb/ }).check();
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

/** As the browser tells a tab that another one is in front of it, or is not any more. */
const hides = ({ page }: Person, hidden: boolean) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

const BOTH_WAYS = [false, true] as const;
const CHOICES = [
  [/Online/, 'online', 'away'],
  [/Away/, 'away', 'away'],
  [/Do not disturb/, 'dnd', 'dnd'],
  [/Invisible/, undefined, undefined],
] as const;

story(
  'P2, P5 A is what her most active tab is, a hidden one is away, and her choice stands over both',
  async ({ ada, ben, gathering, file }) => {
    const second = await gathering.newTabOf(ada, file);
    const seen = ({ sync }: NonNullable<Window['joinery']>) =>
      sync
        .people()
        .filter(({ name }) => name === 'Ada')
        .map(({ status, active }) => `${status} ${active}`)
        .toSorted();
    await button(ada, /You are Ada/).click();
    for (const [choice, visible, hidden] of CHOICES) {
      await ada.page.getByRole('radio', { name: choice }).check();
      for (const one of BOTH_WAYS) {
        for (const other of BOTH_WAYS) {
          await hides(ada, one);
          await hides(second, other);
          const status = one && other ? hidden : visible;
          const tabs = status === undefined ? [] : [one, other].map((away) => `${status} ${!away}`);
          await ben.sees(seen).toEqual(tabs.toSorted());
        }
      }
    }
  },
);

story(
  'thirty people: faces fold by the room there is, and all of them are listed',
  async ({ ada, relay, file }, info) => {
    const crowd = Array.from({ length: 29 }, (_, at) => {
      const [name, color] = [`${NAMES[at % NAMES.length] ?? ''} ${at + 1}`, PERSON_COLORS[at % 20] ?? '#000000'];
      return new HeadlessPerson(name, { origin: relay.origin, file, color });
    });
    await Promise.all(crowd.map((person) => person.arrives()));
    const page = await ada.asks((joinery) => joinery.page());
    crowd.forEach((person, at) => {
      person.looksAt({ page, cursor: { x: (at * 137) % 800, y: (at * 211) % 600 }, selection: [] });
    });
    const shown = () => ada.page.getByRole('button', { name: /^Follow / }).count();
    await expect(button(ada, 'All 30 people')).toHaveText(/^\+2\d$/);
    await ada.sees(({ sync }) => sync.people().filter(({ cursor }) => cursor !== null).length).toBe(29);
    const narrow = await shown();
    expect(narrow).toBeGreaterThan(1);
    const edge = ada.page.getByRole('slider', { name: 'Width of the right panel' });
    for (let step = 0; step < 12; step += 1) await edge.press('ArrowLeft');
    await expect.poll(shown).toBeGreaterThan(narrow + 4);
    for (const colorScheme of ['light', 'dark'] as const) {
      await ada.page.emulateMedia({ colorScheme });
      await info.attach(`thirty people, ${colorScheme}`, {
        body: await ada.page.screenshot(),
        contentType: 'image/png',
      });
    }
    await button(ada, 'All 30 people').click();
    await expect(ada.page.getByRole('list', { name: 'Everybody else' }).getByRole('listitem')).toHaveCount(29);
    await button(ada, /^Go to Barbara Liskov 3$/).click();
    // Their pointer is in the middle of the view.
    await ada
      .sees((joinery) => {
        const { width, height } = joinery.editor.state.viewport;
        const { x, y, zoom } = joinery.camera();
        return [x + width / zoom / 2, y + height / zoom / 2].map(Math.round);
      })
      .toEqual([274, 422]);
    for (const person of crowd) person.leaves();
    await ada.sees(({ sync }) => sync.people().length).toBe(1);
  },
);
