import type { Vector } from '@joinery/shared';
import { expect, story } from '../support/story.ts';

const SHAPE = { position: { x: 100, y: 100 }, width: 120, height: 80 };

story('A pulls a corner and turns a shape, and B sees both', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ada.clicks(shape);
  await ada.hand.drags(await ada.inWindow({ x: 220, y: 180 }), await ada.inWindow({ x: 300, y: 230 }));
  await ben.seesNode(shape).toMatchObject({ onPage: { x: 100, y: 100 }, properties: { width: 200, height: 130 } });
  await ada.hand.drags(await ada.inWindow({ x: 310, y: 240 }), await ada.inWindow({ x: 260, y: 300 }));
  await ben.sees(({ editor }, id) => Math.abs(editor.document.get(id, 'rotation')), shape).toBeGreaterThan(5);
});

story('while A pulls the right side of a shape, B moves it: the size is A’s, the place B’s', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  await ben.seesNode(shape).toMatchObject({ alive: true });
  await ben.selects(shape);
  await ada.clicks(shape);
  await ada.hand.presses(await ada.inWindow({ x: 220, y: 140 }));
  await ada.hand.movesTo(await ada.inWindow({ x: 260, y: 140 }));
  await ben.seesNode(shape).toMatchObject({ properties: { width: 160 } });
  await ben.runs('nudge-down-large');
  await ada.seesNode(shape).toMatchObject({ onPage: { x: 100, y: 110 } });
  await ada.hand.movesTo(await ada.inWindow({ x: 300, y: 140 }));
  await ada.hand.letsGo();
  for (const person of [ada, ben]) {
    await person.seesNode(shape).toMatchObject({ onPage: { x: 100, y: 110 }, properties: { width: 200, height: 80 } });
  }
});

story('A selects by a marquee, moves all, and one undo brings all back', async ({ ada, ben }) => {
  const shapes = [
    await ada.makes('rectangle', { position: { x: 60, y: 60 }, width: 50, height: 50 }),
    await ada.makes('ellipse', { position: { x: 160, y: 90 }, width: 50, height: 50 }),
  ];
  await ada.page.mouse.move(...xy(await ada.inWindow({ x: 20, y: 20 })));
  await ada.page.mouse.down();
  await ada.page.mouse.move(...xy(await ada.inWindow({ x: 240, y: 180 })), { steps: 5 });
  await ada.page.mouse.up();
  await ada.sees((joinery) => joinery.selection().length).toBe(2);
  await ada.drags(shapes[0] ?? '', { x: 113, y: 171 });
  await ben.seesNode(shapes[0] ?? '').toMatchObject({ onPage: { x: 173, y: 231 } });
  await ben.seesNode(shapes[1] ?? '').toMatchObject({ onPage: { x: 273, y: 261 } });
  await ada.presses('Control+z');
  await ben.seesNode(shapes[0] ?? '').toMatchObject({ onPage: { x: 60, y: 60 } });
  await ben.seesNode(shapes[1] ?? '').toMatchObject({ onPage: { x: 160, y: 90 } });
});

story('a drag that A calls off with Escape leaves nothing behind, for B neither', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  const from = await ada.grabs(shape);
  await ada.hand.movesTo({ x: from.x + 90, y: from.y + 60 });
  await ben.seesNode(shape).toMatchObject({ onPage: { x: 190, y: 160 } });
  await ada.presses('Escape');
  for (const person of [ada, ben]) await person.seesNode(shape).toMatchObject({ onPage: { x: 100, y: 100 } });
  await ada.hand.letsGo();
});

story('wheel and keys pan and zoom; what lies under the pointer stays there', async ({ ada }) => {
  await ada.makes('rectangle', SHAPE);
  const at = await ada.inWindow({ x: 160, y: 140 });
  await ada.page.mouse.move(at.x, at.y);
  await ada.page.keyboard.down('Control');
  await ada.page.mouse.wheel(0, -200);
  await ada.page.keyboard.up('Control');
  await ada.sees((joinery) => joinery.camera().zoom).toBeGreaterThan(1.1);
  const now = await ada.inWindow({ x: 160, y: 140 });
  expect(Math.hypot(now.x - at.x, now.y - at.y)).toBeLessThan(1);
  const before = await ada.asks((joinery) => joinery.camera());
  await ada.page.mouse.wheel(40, 60);
  await ada.sees((joinery) => joinery.camera().y).toBeGreaterThan(before.y);
  await ada.presses('Shift+Digit0');
  await ada.sees((joinery) => joinery.camera().zoom).toBe(1);
});

story(
  'with fingers A pans and pinches with two, opens the menu by a long press, and draws none of it',
  async ({ ada }) => {
    const shape = await ada.makes('rectangle', SHAPE);
    const touch = await ada.page.context().newCDPSession(ada.page);
    const fingers = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: readonly Vector[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
    const before = await ada.asks((joinery) => joinery.camera());
    const [a, b] = [await ada.inWindow({ x: 100, y: 300 }), await ada.inWindow({ x: 200, y: 300 })];
    await fingers('touchStart', a);
    await fingers('touchStart', a, b);
    await fingers('touchMove', { x: a.x - 50, y: a.y }, { x: b.x + 50, y: b.y });
    await ada.sees((joinery) => Math.round(joinery.camera().zoom * 100)).toBe(200);
    await fingers('touchMove', { x: a.x - 10, y: a.y + 30 }, { x: b.x + 90, y: b.y + 30 });
    await fingers('touchEnd');
    // Twice as large around y = 300, which was 360 px from the top, and 30 px down from there.
    await ada.sees((joinery) => Math.round(joinery.camera().y)).toBe(300 - (360 + 30) / 2);
    await ada.asks((joinery, camera) => joinery.setCamera(camera), before);
    await fingers('touchStart', await ada.inWindow({ x: 160, y: 140 }));
    const menu = ada.page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible();
    await fingers('touchEnd');
    await expect(menu).toBeVisible();
    await ada.sees((joinery) => joinery.selection()).toEqual([shape]);
    await menu.getByRole('menuitem', { name: 'Duplicate' }).click();
    await ada.sees(({ editor }) => editor.document.children(editor.state.page).length).toBe(2);
  },
);

story('A measures, lines up by rulers, guides and grids, and B has the guides too', async ({ ada, ben }) => {
  const shape = await ada.makes('rectangle', SHAPE);
  const other = await ada.makes('rectangle', { ...SHAPE, position: { x: 300, y: 100 } });
  await ada.selects(shape);
  await ada.hand.movesTo(await ada.inWindow({ x: 360, y: 140 }));
  await ada.page.keyboard.down('Alt');
  await ada.sees(({ editor }) => [editor.state.measuring, editor.state.hovered]).toEqual([true, other]);
  await ada.page.keyboard.up('Alt');
  await ada.sees(({ editor }) => editor.state.measuring).toBe(false);
  await ada.presses('Shift+r');
  const { x, y } = await ada.inWindow({ x: 260, y: 300 });
  const canvas = await ada.canvas.boundingBox();
  await ada.hand.drags({ x: (canvas?.x ?? 0) + 8, y }, { x, y });
  await ben
    .sees(({ editor }) =>
      editor.guides
        .near({ left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 }, editor.state.page)
        .map(({ axis, at }) => [axis, at]),
    )
    .toEqual([['x', 260]]);
  await ada.presses('Shift+o', 'Shift+m');
  await expect(ada.page.locator('[data-minimap]')).toBeVisible();
  await ada.seesColorAt({ x: 160, y: 140 }).not.toBe('#d9d9d9');
  await ada.presses('Shift+o');
  await ada.seesColorAt({ x: 150, y: 130 }).toBe('#d9d9d9');
});

const xy = ({ x, y }: { readonly x: number; readonly y: number }): [number, number] => [x, y];
