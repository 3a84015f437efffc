import type { Joinery } from '../../client/src/scripting/window-joinery.ts';
import { expect, story } from '../support/story.ts';

story('S2, S4 A loses the network, draws, reloads the tab and comes back: B gets what A drew', async ({ ada, ben }) => {
  const before = await ada.draws('rectangle', { x: 20, y: 20, width: 80, height: 60 });
  await ada.hasEverythingSaved();
  await ada.canOpenOffline();
  await ada.goesOffline();
  const drawn = await ada.draws('ellipse', { x: 200, y: 120, width: 70, height: 70 });
  await ada.drags(before, { x: 31, y: 171 });
  await ada.reloads();
  await ada.seesNode(drawn).toMatchObject({ alive: true, onPage: { x: 200, y: 120 } });
  await ada.seesNode(before).toMatchObject({ onPage: { x: 51, y: 191 } });
  await ada.sets(drawn, { opacity: 0.4 });
  const meanwhile = await ben.draws('frame', { x: 330, y: 20, width: 120, height: 120 });
  await ada.comesBack();
  await ada.seesNode(meanwhile).toMatchObject({ alive: true });
  await ben.seesNode(drawn).toMatchObject({ alive: true, properties: { opacity: 0.4, width: 70 } });
  await ben.seesNode(before).toMatchObject({ onPage: { x: 51, y: 191 } });
});

story('S2 a tab closed with unsent edits, opened again, sends them', async ({ ada, ben, gathering, file }) => {
  await ada.goesOffline();
  const drawn = await ada.draws('rectangle', { x: 40, y: 40, width: 90, height: 50 });
  await ada.closesTab();
  await ada.network.heal();
  const again = await gathering.newTabOf(ada, file);
  await again.seesNode(drawn).toMatchObject({ alive: true, properties: { width: 90 } });
  await ben.seesNode(drawn).toMatchObject({ alive: true, properties: { width: 90 } });
});

story(
  'S2 a tab that crashes in the middle of a drag, opened again, sends what was done',
  async ({ ada, ben, gathering, file }) => {
    const shape = await ada.makes('rectangle', { position: { x: 40, y: 40 }, width: 100, height: 80 });
    await ada.hasEverythingSaved();
    await ada.goesOffline();
    const from = await ada.grabs(shape);
    await ada.hand.movesTo({ x: from.x + 120, y: from.y + 90 });
    await ada.seesNode(shape).toMatchObject({ onPage: { x: 160, y: 130 } });
    await ada.crashes();
    await ada.network.heal();
    const again = await gathering.newTabOf(ada, file);
    for (const person of [again, ben]) await person.seesNode(shape).toMatchObject({ onPage: { x: 160, y: 130 } });
  },
);

story('S2 unsent edits of two closed tabs arrive from a third one', async ({ ada, ben, gathering, file }) => {
  const second = await gathering.newTabOf(ada, file);
  await ada.network.cut();
  await ada.isOffline();
  await second.isOffline();
  const drawn = [
    await ada.draws('rectangle', { x: 40, y: 40, width: 90, height: 50 }),
    await second.draws('ellipse', { x: 240, y: 140, width: 60, height: 60 }),
  ];
  await ada.closesTab();
  await second.closesTab();
  await ada.network.heal();
  const third = await gathering.newTabOf(ada, file);
  for (const id of drawn) {
    await third.seesNode(id).toMatchObject({ alive: true });
    await ben.seesNode(id).toMatchObject({ alive: true });
  }
});

story(
  'S2, S4 edits saved a moment before the network went come back with those made after it',
  async ({ ada, ben, gathering, file }) => {
    const second = await gathering.newTabOf(ada, file);
    await ada.canOpenOffline();
    const made: string[] = [];
    for (const tab of [ada, second]) {
      made.push(await tab.makes('rectangle'));
      await tab.hasEverythingSaved();
    }
    await ada.goesOffline();
    await second.isOffline();
    for (const tab of [ada, second]) {
      made.push(await tab.makes('ellipse'));
      await tab.closesTab();
    }
    await ada.network.heal();
    const third = await gathering.newTabOf(ada, file);
    for (const id of made) {
      await third.seesNode(id).toMatchObject({ alive: true });
      await ben.seesNode(id).toMatchObject({ alive: true });
    }
  },
);

story('S7 the person is told the truth: saved, offline with edits waiting, saved', async ({ ada }) => {
  const state = ada.page.getByRole('status').filter({ hasText: /Saved|Offline|Connecting/ });
  await expect(state).toContainText('Saved');
  await ada.goesOffline();
  await expect(state).toContainText('Offline');
  await ada.makes('rectangle');
  await ada.makes('ellipse');
  await expect(state).toContainText('2 edits waiting');
  await ada.comesBack();
  await expect(state).toContainText('Saved');
});

story.describe('with a relay that asks for a sign of life twice a second', () => {
  story.use({ ownRelay: { HEARTBEAT_MS: '500', SILENCE_MS: '1500' } });

  story(
    'a link that swallows everything without closing is noticed, and nothing sent into it is lost',
    async ({ ada, ben }) => {
      ada.network.blackHole();
      const drawn = await ada.draws('rectangle', { x: 40, y: 40, width: 90, height: 50 });
      await ada.isOffline();
      await ada.network.heal();
      await ada.hasEverythingSaved();
      await ben.seesNode(drawn).toMatchObject({ alive: true, properties: { width: 90 } });
    },
  );
});

story('a reload on a network that swallows everything opens what the browser has kept', async ({ ada, ben }) => {
  const drawn = await ada.makes('rectangle');
  await ada.canOpenOffline();
  ada.network.blackHole();
  await ada.reloads();
  await ada.seesNode(drawn).toMatchObject({ alive: true });
  await ada.sets(drawn, { width: 77 });
  await ada.comesBack();
  await ben.seesNode(drawn).toMatchObject({ properties: { width: 77 } });
});

story('over a slow line two people still work at once', async ({ ada, ben }) => {
  for (const { network } of [ada, ben]) network.slow({ latencyMs: 120, bytesPerSecond: 20_000 });
  const [hers, his] = await Promise.all([
    ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 }),
    ben.draws('ellipse', { x: 300, y: 200, width: 90, height: 90 }),
  ]);
  await ada.seesNode(his).toMatchObject({ alive: true, properties: { width: 90, height: 90 } });
  await ben.seesNode(hers).toMatchObject({ alive: true, properties: { width: 120, height: 80 } });
});

story(
  'S5, D2 A’s computer falls hours ahead while she is offline: what she did is taken, and wins over nothing that B does later',
  async ({ ada, ben }) => {
    const shape = await ada.makes('rectangle', { name: 'old', width: 50 });
    await ada.hasEverythingSaved();
    await ada.goesOffline();
    await ada.page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 3 * 3_600_000;
    });
    await ada.sets(shape, { width: 60 });
    const made = await ada.makes('ellipse', { name: 'new' });
    await ada.sets(made, { width: 33 });
    await ada.comesBack();
    const drawn = (joinery: Joinery): unknown[] =>
      joinery.document().pages.flatMap(({ children }) => children.map(({ name, width }) => [name, width]));
    for (const person of [ada, ben]) {
      await person.sees(drawn).toEqual([
        ['old', 60],
        ['new', 33],
      ]);
    }
    await ben.sets(shape, { width: 70 });
    await ada.seesNode(shape).toMatchObject({ properties: { width: 70 } });
    await ada.reloads();
    await ada.seesNode(shape).toMatchObject({ properties: { width: 70 } });
    await expect(ada.page.getByText('rejected')).toHaveCount(0);
  },
);

story('S8 what A wrote offline and B at the same time is A’s to choose, also after a reload', async ({ ada, ben }) => {
  const text = await ada.makes('text', { characters: 'Hello' });
  await ben.seesNode(text).toMatchObject({ alive: true });
  await ada.hasEverythingSaved();
  await ada.goesOffline();
  await ada.sets(text, { characters: 'Buy now' });
  await ben.sets(text, { characters: 'Order' });
  await ben.hasEverythingSaved();
  await ada.comesBack();
  const conflicts = ({ sync }: Joinery): unknown[] =>
    sync.conflicts().map(({ mine, theirs, resolution }) => [mine.value, theirs.value, resolution]);
  await ada.sees(conflicts).toEqual([['Buy now', 'Order', 'open']]);
  await ada.hasEverythingSaved();
  await ada.reloads();
  await ada.sees(conflicts).toEqual([['Buy now', 'Order', 'open']]);
  await ada.asks(({ sync }) => sync.conflicts().map((conflict) => conflict.keepMine()));
  for (const person of [ada, ben]) await person.seesNode(text).toMatchObject({ properties: { characters: 'Buy now' } });
  await ada.asks(({ sync }) => sync.conflicts().map((conflict) => conflict.dismiss()));
  await ada.reloads();
  await ada.sees(conflicts).toEqual([]);
});
