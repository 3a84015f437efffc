import { expect, story } from '../support/story.ts';

/** 40 × 20 px, left half red, right half blue. */
const makePicture = (): string => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [40, 20];
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no context');
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, 20, 20);
  context.fillStyle = '#0000ff';
  context.fillRect(20, 0, 20, 20);
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
};

story('a picture dropped by A is seen by B', async ({ ada, ben }) => {
  const base64 = await ada.asks(makePicture);
  await ada.dropsFile({ name: 'flag.png', type: 'image/png', base64 }, { x: 200, y: 200 });
  await ada.sees((joinery) => joinery.selection().length).toBe(1);
  const [picture = ''] = await ada.asks((joinery) => [...joinery.selection()]);
  await ben.seesNode(picture).toMatchObject({
    onPage: { x: 180, y: 190 },
    properties: { name: 'flag', width: 40, height: 20 },
  });
  await ben.seesColorAt({ x: 190, y: 200 }).toBe('#ff0000');
  await ben.seesColorAt({ x: 210, y: 200 }).toBe('#0000ff');
  await ada.asks((joinery, id) => joinery.set(id, { width: 80, position: { x: 160, y: 190 } }), picture);
  await ben.seesColorAt({ x: 165, y: 200 }).toBe('#ff0000');
  await ada.presses('Control+z');
});

story('what is no picture is refused before it is sent', async ({ ada }) => {
  const before = await ada.json();
  await ada.dropsFile({ name: 'photo.png', type: 'image/png', text: 'not a picture' }, { x: 200, y: 200 });
  await expect(ada.notice('This is no picture that can be read')).toBeVisible();
  expect(await ada.json()).toBe(before);
});

story('a picture that A copies in one file is there where it is pasted', async ({ ada, gathering }) => {
  const base64 = await ada.asks(makePicture);
  await ada.dropsFile({ name: 'flag.png', type: 'image/png', base64 }, { x: 200, y: 200 });
  await ada.sees((joinery) => joinery.selection().length).toBe(1);
  await ada.presses('Control+c');
  const { id } = await gathering.relay.createFile('Another');
  await ada.opens(id);
  await ada.presses('Control+v');
  await ada.sees((joinery) => joinery.selection().length).toBe(1);
  const [picture = ''] = await ada.asks((joinery) => [...joinery.selection()]);
  await ada.asks((joinery, pasted) => {
    joinery.set(pasted, { position: { x: 180, y: 190 } });
    joinery.setCamera({ x: 0, y: 0, zoom: 1 });
  }, picture);
  await ada.seesColorAt({ x: 190, y: 200 }).toBe('#ff0000');
});

story('a picture added without a network is refused with the reason, and nothing is made', async ({ ada }) => {
  const base64 = await ada.asks(makePicture);
  await ada.goesOffline();
  const before = await ada.json();
  await ada.dropsFile({ name: 'flag.png', type: 'image/png', base64 }, { x: 200, y: 200 });
  await expect(ada.notice('The server cannot be reached')).toBeVisible();
  expect(await ada.json()).toBe(before);
  await ada.comesBack();
});
