/**
 * `/api/keys`: turns the key behind `#key=` of a link's address into a cookie. Browsers send that part of an address to nobody, so the
 * key is in no log and no Referer; the page hands it over in a body, and takes it out of the address.
 */
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Access } from '../access/access.ts';
import { parseLinkKey } from '../access/link-key.ts';
import { ApiError } from './api-error.ts';
import { checked, jsonBody } from './request-body.ts';
import { keyCookie } from './visitor.ts';

const Shown = z.strictObject({ key: z.string().max(200) });

export interface KeyRoutesOptions {
  readonly access: Access;
  readonly maxBodyBytes: number;
  readonly now: () => number;
}

export function keyRoutes({ access, maxBodyBytes, now }: KeyRoutesOptions): Hono {
  const routes = new Hono();
  routes.post('/', async (context) => {
    const { key: text } = checked(Shown, await jsonBody(context, maxBodyBytes));
    const key = parseLinkKey(text);
    const link = key && (await access.linkOf(key));
    if (key === undefined || link === undefined)
      throw new ApiError(404, 'no-such-link', 'This link is not complete, or its file was deleted.');
    const state = access.stateOf(link);
    if (state === 'revoked')
      throw new ApiError(410, 'link-revoked', 'This link was revoked by somebody who owns the file.');
    if (state === 'expired') throw new ApiError(410, 'link-expired', 'This link has expired.');
    const { file, role, expiresAt } = link;
    const maxAgeS = expiresAt === null ? undefined : Math.ceil((expiresAt - now()) / 1000);
    context.header('set-cookie', keyCookie(key, { secure: overTls(context), ...(maxAgeS && { maxAgeS }) }));
    return context.json({ file, role, expiresAt });
  });
  return routes;
}

/** As the browser sees it, whatever stands in between: it names the page's origin in each POST. */
export const overTls = (context: Context): boolean => context.req.header('origin')?.startsWith('https:') === true;
