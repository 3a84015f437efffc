import type { Person } from '../support/person.ts';
import { expect, story } from '../support/story.ts';

const state = ({ page }: Person) => page.getByRole('status').filter({ hasText: /Saved|Saving|Offline|Connecting/ });

story('S7 on a slow line edits are being saved until the relay has them', async ({ ada, ben }) => {
  await ada.asks(({ sync }) => sync.setNetwork({ latencyMs: 1500 }));
  const drawn = await ada.makes('rectangle');
  await expect(state(ada)).toContainText('Saving…');
  expect(await ada.asks(({ sync }) => sync.status())).toEqual({ kind: 'saving', pending: 1 });
  await ben.seesNode(drawn).toMatchObject({ alive: true });
  await expect(state(ada)).toContainText('Saved');
});

story.describe('with a relay that can be killed', () => {
  story.use({ ownRelay: {} });
  story(
    'S7 while the relay is dead what waits is counted, and when it is back all is saved',
    async ({ ada, gathering }) => {
      await gathering.killRelay();
      await expect(state(ada)).toContainText('Offline');
      await ada.makes('rectangle');
      await expect(state(ada)).toContainText('Offline, 1 edit waiting');
      await gathering.relay.restart();
      // It may have come back by itself by now: then there is nothing to try.
      const tryNow = ada.page.getByRole('button', { name: 'Try now' });
      await Promise.race([tryNow.click(), expect(tryNow).toBeHidden()]);
      await expect(state(ada)).toContainText('Saved');
    },
  );
});

story('S7 the sync inspector cuts this tab off and shows what waits; back online all arrives', async ({ ada, ben }) => {
  await ada.runs('show-sync');
  const inspector = ada.page.getByRole('complementary', { name: 'Sync inspector' });
  await inspector.getByRole('button', { name: 'Offline' }).click();
  await expect(state(ada)).toContainText('Offline');
  const drawn = await ada.makes('ellipse');
  const numbers = inspector.getByRole('region', { name: 'Numbers' });
  await expect(numbers).toContainText(/Changes waiting1/);
  await inspector.getByRole('button', { name: 'Online' }).click();
  await ben.seesNode(drawn).toMatchObject({ alive: true });
  await expect(numbers).toContainText(/Changes waiting0/);
  const digests = await Promise.all([ada, ben].map((person) => person.asks(({ sync }) => sync.inspector().digest)));
  expect(digests[0]).toBe(digests[1]);

  await inspector.getByRole('combobox', { name: 'Cut from' }).click();
  await ada.page.getByRole('option', { name: 'Ben' }).click();
  const his = await ben.makes('rectangle');
  await ben.hasEverythingSaved();
  // What Ben made has come to this tab before this is saved.
  const hers = await ada.makes('rectangle');
  await ada.hasEverythingSaved();
  await ben.seesNode(hers).toMatchObject({ alive: true });
  expect(await ada.asks(({ editor }, id) => editor.document.has(id), his)).toBe(false);
  await inspector.getByRole('button', { name: 'As it is' }).click();
  await ada.seesNode(his).toMatchObject({ alive: true });
});

story('edits arrive over a line that loses a fifth of its frames', async ({ ada, ben }) => {
  ada.complaints.expect(/push|WebSocket/);
  await ada.asks(({ sync }) => sync.setNetwork({ loss: 0.2 }));
  const drawn: string[] = [];
  for (let i = 0; i < 10; i += 1) drawn.push(await ada.makes('rectangle'));
  await ada.asks(({ sync }) => sync.setNetwork({ loss: 0 }));
  // Neither side knows of a frame that was lost before another one comes.
  drawn.push(await ada.makes('rectangle'));
  for (const id of drawn) await ben.seesNode(id).toMatchObject({ alive: true });
});
