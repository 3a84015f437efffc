import { expect, story } from '../support/story.ts';

story('A copies, pastes, groups and takes it back by keyboard, and B sees each step', async ({ ada, ben }) => {
  const card = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await ada.presses('Control+c', 'Control+v');
  await ada.sees((joinery, known) => joinery.selection().every((id) => id !== known), card).toBe(true);
  const [copy = ''] = await ada.asks((joinery) => [...joinery.selection()]);
  await ben.seesNode(copy).toMatchObject({ alive: true, properties: { type: 'rectangle', width: 120, height: 80 } });
  await ada.presses('Control+a', 'Control+g');
  await ada.sees((joinery) => joinery.selection().length).toBe(1);
  const [group = ''] = await ada.asks((joinery) => [...joinery.selection()]);
  for (const id of [card, copy]) await ben.seesNode(id).toMatchObject({ alive: true, parent: group });
  await ada.presses('Control+z');
  await ben.seesNode(card).not.toMatchObject({ parent: group });
  await ada.presses('Control+z');
  await ben.seesNode(copy).toMatchObject({ alive: false });
  await ada.presses('Control+Shift+z', 'Control+Shift+z');
  for (const id of [card, copy]) await ben.seesNode(id).toMatchObject({ alive: true, parent: group });
});

story('what A copies in one file can be pasted into another', async ({ ada, gathering }) => {
  await ada.draws('ellipse', { x: 60, y: 60, width: 120, height: 80 });
  await ada.presses('Control+c');
  const { id } = await gathering.relay.createFile('Another');
  await ada.opens(id);
  await ada.presses('Control+v');
  await ada
    .sees(({ editor: { document, state } }) => document.children(state.page).map((node) => document.get(node, 'type')))
    .toEqual(['ellipse']);
});

story(
  'without a mouse: A makes a shape by the command palette, moves it by arrows and finds the keys',
  async ({ ada, ben }) => {
    await ada.presses('Control+k');
    const palette = ada.page.getByRole('dialog', { name: 'Quick actions' });
    await expect(palette).toBeVisible();
    await ada.page.keyboard.type('rectangle');
    await ada.presses('Enter');
    await expect(palette).toBeHidden();
    await ada.sees((joinery) => joinery.editor.state.tool).toBe('rectangle');
    await ada.presses('Enter');
    await ada.sees((joinery) => joinery.selection().length).toBe(1);
    const [made = ''] = await ada.asks((joinery) => [...joinery.selection()]);
    const { onPage } = await ada.node(made);
    await ada.presses('ArrowRight', 'ArrowRight', 'Shift+ArrowDown');
    await ben.seesNode(made).toMatchObject({ alive: true, onPage: { x: onPage.x + 2, y: onPage.y + 10 } });
    await ada.presses('?');
    const keys = ada.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await expect(keys).toBeVisible();
    await expect(keys).toContainText('Undo');
    await ada.presses('Escape');
    await expect(keys).toBeHidden();
  },
);

story('A writes a text, and B reads it while it grows', async ({ ada, ben }) => {
  await ada.presses('t');
  await ada.hand.clicks(await ada.inWindow({ x: 120, y: 120 }));
  await ada.page.keyboard.type('Hello');
  await ada.sees((joinery) => joinery.editor.state.editingText !== null).toBe(true);
  const text = await ada.asks((joinery) => joinery.editor.state.editingText ?? '');
  await ben.seesNode(text).toMatchObject({ properties: { characters: 'Hello' } });
  await ada.page.keyboard.type(' Ben');
  await ben.seesNode(text).toMatchObject({ properties: { characters: 'Hello Ben' } });
  await ada.presses('Escape');
  await ada.sees((joinery) => joinery.editor.state.editingText).toBe(null);
});
