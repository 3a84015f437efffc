import { expect, story } from '../support/story.ts';

story('ten tabs edit one file at once and converge to identical JSON', async ({ gathering, file }) => {
  const people = await Promise.all(['Ada', 'Ben'].map((name) => gathering.arrives(name, file)));
  const tabs = [...people];
  for (const person of people) {
    for (let count = 0; count < 4; count += 1) tabs.push(await gathering.newTabOf(person, file));
  }
  const [first] = tabs;
  const shared = (await first?.makes('frame', { width: 300, height: 300 })) ?? '';
  for (const tab of tabs) await tab.seesNode(shared).toMatchObject({ alive: true });
  await Promise.all(
    tabs.map((tab, index) =>
      tab.asks(
        (joinery, { shared: frame, index: mine }) => {
          const made = Array.from({ length: 5 }, (_, step) =>
            joinery.create('rectangle', { position: { x: step * 20, y: mine * 20 }, width: 10, height: 10 }, frame),
          );
          joinery.set(frame, { width: 300 + mine });
          joinery.move(made[0] ?? '', joinery.page());
          joinery.trash(made[1] ?? '');
        },
        { shared, index },
      ),
    ),
  );
  await gathering.agrees();
  const texts = await Promise.all(tabs.map((tab) => tab.json()));
  expect(new Set(texts).size).toBe(1);
  for (const tab of tabs) {
    await tab.sees(({ editor: { document } }, id) => document.children(id).length, shared).toBe(30);
  }
});

story(
  'D2 one person with two tabs: two replicas, and each shows what the other does',
  async ({ ada, gathering, file }) => {
    const second = await gathering.newTabOf(ada, file);
    const replica = ({ editor }: NonNullable<Window['joinery']>): string => editor.document.actor;
    expect(await ada.asks(replica)).not.toBe(await second.asks(replica));
    const drawn = await ada.draws('rectangle', { x: 20, y: 20, width: 120, height: 80 });
    await second.seesNode(drawn).toMatchObject({ alive: true });
    await second.drags(drawn, { x: 100, y: 100 });
    await ada.seesNode(drawn).toMatchObject({ onPage: { x: 120, y: 120 } });
    await ada.reloads();
    await second.reloads();
    expect(await ada.asks(replica)).not.toBe(await second.asks(replica));
    await second.sets(drawn, { opacity: 0.3 });
    await ada.seesNode(drawn).toMatchObject({ properties: { opacity: 0.3 } });
  },
);
