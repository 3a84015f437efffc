import { expect, story } from '../support/story.ts';

story('a link to a file that does not exist says so, and leads home', async ({ gathering }) => {
  const ada = await gathering.arrives('Ada');
  ada.complaints.expect(/status of 404/);
  await ada.page.goto(`${ada.network.origin}/file/0000000000000000`);
  await expect(ada.page.getByRole('heading', { name: 'This file cannot be opened' })).toBeVisible();
  await ada.page.getByRole('button', { name: 'All files' }).click();
  await expect(ada.page.getByRole('button', { name: 'New file' })).toBeVisible();
});

story('a page that does not exist says so, and leads home', async ({ gathering }) => {
  const ada = await gathering.arrives('Ada');
  ada.complaints.expect(/status of 404/);
  await ada.page.goto(`${ada.network.origin}/no/such/page`);
  await expect(ada.page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await ada.page.getByRole('button', { name: 'All files' }).click();
  await expect(ada.page.getByRole('button', { name: 'New file' })).toBeVisible();
});

story('a paste of 100 MB is refused with a message, and the editor goes on', async ({ ada, ben }) => {
  await ada.page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', `<svg>${' '.repeat(100_000_000)}</svg>`);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(ada.notice(/too much to paste/)).toBeVisible();
  const drawn = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
  await ben.seesNode(drawn).toMatchObject({ alive: true });
});

story(
  'R6 a client that sends nonsense loses its connection, and nobody else notices',
  async ({ ada, ben, gathering, file }) => {
    const closed = await ada.page.evaluate(async (path) => {
      const socket = new WebSocket(`ws://${location.host}${path}`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const end = new Promise<number>((resolve) => socket.addEventListener('close', ({ code }) => resolve(code)));
      socket.send(new Uint8Array(1000).fill(0xff));
      return end;
    }, `/sync/${file}`);
    expect(closed).toBeGreaterThanOrEqual(4000);
    const drawn = await ada.draws('rectangle', { x: 60, y: 60, width: 120, height: 80 });
    await ben.seesNode(drawn).toMatchObject({ alive: true });
    expect(gathering.relay.log).toContain('"level":');
  },
);
