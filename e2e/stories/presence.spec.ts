import { expect, story } from '../support/story.ts';

const othersOf = ({ sync }: NonNullable<Window['joinery']>) => sync.people().slice(1);

story('P3 B sees A’s name, selection and cursor', async ({ ada, ben }) => {
  const card = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await expect(ben.page.getByRole('list', { name: 'People in this file' })).toContainText('A');
  await expect(ben.page.getByRole('button', { name: /Follow Ada/ })).toBeVisible();
  await ben.sees(othersOf).toMatchObject([{ name: 'Ada', status: 'online', selection: [card] }]);
  await ada.hand.movesTo(await ada.inWindow({ x: 222, y: 111 }));
  await ben.sees(othersOf).toMatchObject([{ cursor: { x: 222, y: 111 } }]);
  await ada.presses('Escape');
  await ben.sees(othersOf).toMatchObject([{ selection: [] }]);
});

story('P3 B sees where A writes, and what she has chosen there, until she ends', async ({ ada, ben }) => {
  const title = await ada.makes('text', { characters: 'Hello', fontSize: 40, position: { x: 60, y: 60 } });
  await ada.page.mouse.dblclick(...(await ada.middleOf(title)));
  await ben.sees(othersOf).toMatchObject([{ selection: [title], caret: { anchor: 0, focus: 5 } }]);
  await ada.page.keyboard.press('End');
  await ada.page.keyboard.type(' Ben');
  await ben.seesNode(title).toMatchObject({ properties: { characters: 'Hello Ben' } });
  await ben.sees(othersOf).toMatchObject([{ caret: { anchor: 9, focus: 9 } }]);
  await ada.page.keyboard.press('Shift+ArrowLeft');
  await ben.sees(othersOf).toMatchObject([{ caret: { anchor: 9, focus: 8 } }]);
  const end = await ben.asks(({ editor }, id) => editor.scene.localBox(id).right, title);
  await ben.seesColorAt({ x: 60 + end - 4, y: 64 }).not.toBe('#ffffff');
  await ada.presses('Escape');
  await ben.sees(othersOf).toMatchObject([{ caret: null }]);
});

story('B sees a shape move while A’s drag is still going on, and A’s cursor with it', async ({ ada, ben }) => {
  const card = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  const from = await ada.grabs(card);
  for (const step of [1, 2, 3]) {
    await ada.hand.movesTo({ x: from.x + 40 * step, y: from.y + 30 * step });
    await ben.seesNode(card).toMatchObject({ onPage: { x: 60 + 40 * step, y: 60 + 30 * step } });
    await ben.sees(othersOf).toMatchObject([{ cursor: { x: 120 + 40 * step, y: 100 + 30 * step } }]);
  }
  expect(await ada.asks(({ editor }) => editor.busy), 'Ada still drags').toBe(true);
  await ben.seesColorAt({ x: 290, y: 200 }).toBe('#d9d9d9');
  await ada.hand.letsGo();
});

story('A changes her name, and B sees the new one', async ({ ada, ben }) => {
  await ada.page.getByRole('button', { name: /You are Ada/ }).click();
  const name = ada.page.getByRole('textbox', { name: /name/i });
  await name.fill('Countess');
  await ada.presses('Enter', 'Escape');
  await expect(ben.page.getByRole('button', { name: /Follow Countess/ })).toBeVisible();
});

story('P4 who leaves is gone at once; who reloads stays', async ({ ada, ben, cleo }) => {
  await ben
    .sees((joinery) =>
      joinery.sync
        .people()
        .map(({ name }) => name)
        .toSorted(),
    )
    .toEqual(['Ada', 'Ben', 'Cleo']);
  const sessionOf = (joinery: NonNullable<Window['joinery']>): string => joinery.sync.people()[0]?.session ?? '';
  const before = await ada.asks(sessionOf);
  // Looks at every frame whether Ada is there.
  const blinks = await ben.page.evaluateHandle(() => {
    const missed = { frames: 0, of: 0 };
    const look = (): void => {
      missed.of += 1;
      if (window.joinery?.sync.people().every(({ name }) => name !== 'Ada')) missed.frames += 1;
      requestAnimationFrame(look);
    };
    look();
    return missed;
  });
  await ada.reloads();
  expect(await ada.asks(sessionOf)).toBe(before);
  await ada.hand.movesTo(await ada.inWindow({ x: 77, y: 33 }));
  await ben.sees(({ sync }) => sync.people().find(({ name }) => name === 'Ada')?.cursor).toEqual({ x: 77, y: 33 });
  const { frames, of } = await blinks.jsonValue();
  expect(of).toBeGreaterThan(1);
  expect(frames, 'frames in which Ada was not there').toBe(0);
  await cleo.page.goto('about:blank');
  await ben
    .sees((joinery) =>
      joinery.sync
        .people()
        .map(({ name }) => name)
        .toSorted(),
    )
    .toEqual(['Ada', 'Ben']);
});
