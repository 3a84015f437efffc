import { expect, story } from '../support/story.ts';

story.use({ ownRelay: {} });

story(
  'R5 the relay is killed in the middle of two drags and started again: both go on',
  async ({ ada, ben, gathering }) => {
    const hers = await ada.makes('rectangle', { position: { x: 20, y: 20 }, width: 80, height: 60 });
    const his = await ben.makes('ellipse', { position: { x: 300, y: 200 }, width: 80, height: 60 });
    await ada.seesNode(his).toMatchObject({ alive: true });
    const [from, start] = [await ada.grabs(hers), await ben.grabs(his)];
    await ada.hand.movesTo({ x: from.x + 41, y: from.y + 50 });
    await ben.hand.movesTo({ x: start.x + 50, y: start.y + 31 });
    await ben.seesNode(hers).toMatchObject({ onPage: { x: 61, y: 70 } });
    await ada.seesNode(his).toMatchObject({ onPage: { x: 350, y: 231 } });
    await gathering.killRelay();
    await ada.isOffline();
    await ben.isOffline();
    await ada.hand.movesTo({ x: from.x + 83, y: from.y + 110 });
    await ben.hand.movesTo({ x: start.x + 90, y: start.y - 70 });
    await gathering.relay.restart();
    await ada.hasEverythingSaved();
    await ben.hasEverythingSaved();
    await ben.seesNode(hers).toMatchObject({ onPage: { x: 103, y: 130 } });
    await ada.hand.movesTo({ x: from.x + 120, y: from.y + 160 });
    await ada.hand.letsGo();
    await ben.hand.letsGo();
    for (const person of [ada, ben]) {
      await person.seesNode(hers).toMatchObject({ onPage: { x: 140, y: 180 } });
      await person.seesNode(his).toMatchObject({ onPage: { x: 390, y: 130 } });
    }
  },
);

story(
  'R1 what others saw, and what was acknowledged, survives a kill even if nobody comes back',
  async ({ ada, ben, gathering, file }) => {
    const seen = await ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 });
    await ben.seesNode(seen).toMatchObject({ alive: true, properties: { width: 120, height: 80 } });
    const acknowledged = await ben.draws('ellipse', { x: 240, y: 140, width: 70, height: 70 });
    await ben.hasEverythingSaved();
    const [hers, his] = [await ada.node(seen), await ben.node(acknowledged)];
    await Promise.all([ada.network.cut(), ben.network.cut(), gathering.killRelay()]);
    await gathering.relay.restart();
    const { pages } = JSON.parse(await gathering.relay.document(file)) as { pages: { children: unknown[] }[] };
    const { position: _hers, placement: _herPlace, ...shape } = hers.properties;
    const { position: _his, placement: _hisPlace, ...circle } = his.properties;
    expect(pages[0]?.children).toEqual([
      { id: seen, children: [], position: { x: 20, y: 20 }, ...shape },
      { id: acknowledged, children: [], position: { x: 240, y: 140 }, ...circle },
    ]);
    for (const person of [ada, ben]) await person.comesBack();
  },
);

story('people who come while the relay is down get in when it is up', async ({ ada, gathering, file }) => {
  const drawn = await ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 });
  await ada.hasEverythingSaved();
  await ada.canOpenOffline();
  await gathering.killRelay();
  await ada.reloads();
  await ada.seesNode(drawn).toMatchObject({ alive: true });
  await gathering.relay.restart();
  await ada.hasEverythingSaved();
  const ben = await gathering.arrives('Ben', file);
  await ben.seesNode(drawn).toMatchObject({ alive: true });
});

story(
  'P4 everybody is seen again within 3 s of the return of a relay that was killed @measure',
  async ({ ada, ben, cleo, gathering }) => {
    const people = [ada, ben, cleo];
    await gathering.killRelay();
    for (const person of people) await person.isOffline();
    await gathering.relay.restart();
    const started = performance.now();
    const names = ({ sync }: NonNullable<Window['joinery']>) =>
      sync
        .people()
        .map(({ name, status }) => `${name} ${status}`)
        .toSorted();
    const all = ['Ada online', 'Ben online', 'Cleo online'];
    for (const person of people) await person.sees(names).toEqual(all);
    for (const person of people) await person.hasEverythingSaved();
    expect(performance.now() - started).toBeLessThan(3000);
  },
);
