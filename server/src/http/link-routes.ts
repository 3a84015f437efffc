/** `/api/files/:id/links`: making, listing and revoking links (R8: strong, through the store's transaction). Owners only. */
import { ROLES } from '@joinery/shared';
import { Hono } from 'hono';
import { z } from 'zod';
import type { LinkRecord } from '../store/store.ts';
import type { Config } from '../config.ts';
import { ApiError } from './api-error.ts';
import type { Files } from './files.ts';
import type { Guard } from './guard.ts';
import { checked, jsonBody } from './request-body.ts';

const LONGEST_LIFE_MS = 10 * 365 * 86_400_000;

const NewLink = z.strictObject({
  role: z.enum(ROLES),
  /** How long it is good; absent or null: until it is revoked. */
  expiresInMs: z.number().int().min(1000).max(LONGEST_LIFE_MS).nullish(),
});

export interface LinkRoutesOptions {
  readonly files: Files;
  readonly guard: Guard;
  readonly config: Pick<Config, 'maxBodyBytes' | 'maxLinksPerFile'>;
  readonly now: () => number;
}

export function linkRoutes({ files, guard, config, now }: LinkRoutesOptions): Hono {
  const { access } = guard;
  const routes = new Hono();
  const shown = (link: LinkRecord): object => {
    const { secretHash: _, ...told } = link;
    return { ...told, state: access.stateOf(link), people: access.peopleBy(link.id) };
  };

  routes.get('/:id/links', async (context) => {
    const id = context.req.param('id');
    await guard.allow(context, id, 'owner');
    await files.get(id);
    return context.json({ open: access.open, links: (await access.linksOf(id)).map(shown) });
  });
  routes.post('/:id/links', async (context) => {
    const id = context.req.param('id');
    await guard.allow(context, id, 'owner');
    const { role, expiresInMs } = checked(NewLink, await jsonBody(context, config.maxBodyBytes));
    await files.get(id);
    const living = (await access.linksOf(id)).filter((link) => link.revokedAt === null);
    if (living.length >= config.maxLinksPerFile)
      throw new ApiError(409, 'too-many-links', `A file has at most ${config.maxLinksPerFile} links: remove one.`);
    const expiresAt = typeof expiresInMs === 'number' ? now() + expiresInMs : null;
    const { link, key } = await access.share(id, role, expiresAt);
    return context.json({ ...shown(link), key }, 201);
  });
  routes.delete('/:id/links/:link', async (context) => {
    const { id, link } = context.req.param();
    await guard.allow(context, id, 'owner');
    if ((await access.revoke(id, link)) === undefined)
      throw new ApiError(404, 'no-such-link', 'This file has no such link.');
    return context.body(null, 204);
  });
  return routes;
}
