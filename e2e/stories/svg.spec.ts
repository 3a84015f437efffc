import { expect, story } from '../support/story.ts';

const BADGE = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="80" viewBox="0 0 120 80">
  <g fill="#0f766e"><rect width="120" height="80" rx="8"/></g>
  <circle cx="60" cy="40" r="20" fill="#f6c177"/>
  <path d="M10 70 L60 60 L110 70 Z" fill="none" stroke="#ffffff" stroke-width="2"/>
</svg>`;

story('an SVG dropped by A appears for B as shapes that can be edited', async ({ ada, ben }) => {
  await ada.dropsFile({ name: 'badge.svg', type: 'image/svg+xml', text: BADGE }, { x: 200, y: 200 });
  await ada.sees((joinery) => joinery.selection().length).toBe(1);
  const [picture = ''] = await ada.asks((joinery) => [...joinery.selection()]);
  await ben.seesNode(picture).toMatchObject({
    onPage: { x: 140, y: 160 },
    properties: { name: 'badge', width: 120, height: 80 },
  });
  await ben.seesColorAt({ x: 200, y: 200 }).toBe('#f6c177');
  await ben.seesColorAt({ x: 150, y: 180 }).toBe('#0f766e');
  const kinds = await ben.asks(({ editor: { document } }, root) => {
    const all = (id: string): string[] => [document.get(id, 'type'), ...document.children(id).flatMap(all)];
    return all(root);
  }, picture);
  expect(kinds).toEqual(expect.arrayContaining(['frame', 'rectangle', 'ellipse', 'path']));
  await ada.presses('Control+z');
  await ben.seesNode(picture).toMatchObject({ alive: false });
});

story('a broken SVG is refused with a message that names it, and nothing is made', async ({ ada }) => {
  const before = await ada.json();
  await ada.dropsFile({ name: 'broken.svg', type: 'image/svg+xml', text: '<svg><rect width="10"' }, { x: 200, y: 200 });
  await expect(ada.notice(/SVG|XML|broken/)).toBeVisible();
  await ada.dropsFile({ name: 'notes.txt', type: 'text/plain', text: 'not a picture' }, { x: 200, y: 200 });
  await expect(ada.notice('notes.txt is neither an SVG file nor a picture')).toBeVisible();
  expect(await ada.json()).toBe(before);
});

story('what an SVG has that is not supported is named', async ({ ada }) => {
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">
    <filter id="f"><feTurbulence/></filter><rect width="40" height="40" filter="url(#f)"/></svg>`;
  await ada.dropsFile({ name: 'cloud.svg', type: 'image/svg+xml', text }, { x: 200, y: 200 });
  await expect(ada.notice(/cloud.*filter/i)).toBeVisible();
});

story('A exports the selection as SVG and PNG', async ({ ada }) => {
  await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  const [svg] = await Promise.all([ada.page.waitForEvent('download'), ada.runs('export-svg')]);
  expect(svg.suggestedFilename()).toBe('Rectangle 1.svg');
  const [png] = await Promise.all([ada.page.waitForEvent('download'), ada.runs('export-png')]);
  expect(png.suggestedFilename()).toBe('Rectangle 1.png');
});
