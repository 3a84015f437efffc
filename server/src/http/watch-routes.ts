/** For whoever watches the relay (R9): is it alive, may it be sent people, what does it count. */
import { timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { Guard } from './guard.ts';

export interface WatchRoutesOptions {
  readonly guard: Guard;
  readonly config: Pick<Config, 'metricsToken'>;
  readonly log: Log;
  /** @throws when the relay cannot do its work */
  readonly health: () => Promise<object>;
  /** @throws when nobody should be sent here */
  readonly ready: () => Promise<void>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

export function watchRoutes({ guard, config, log, health, ready, metrics }: WatchRoutesOptions): Hono {
  const routes = new Hono();
  routes.get('/healthz', async (context) => {
    try {
      return context.json({ status: 'ok', ...(await health()) });
    } catch (error) {
      log.error({ err: error }, 'the relay is not well');
      return context.json({ status: 'failing' }, 503);
    }
  });
  routes.get('/readyz', async (context) => {
    try {
      await ready();
      return context.json({ status: 'ready' });
    } catch (error) {
      return context.json({ status: 'not ready', why: error instanceof Error ? error.message : String(error) }, 503);
    }
  });
  routes.get('/metrics', async (context) => {
    if (!showsToken(context, config.metricsToken)) await guard.allowAll(context);
    return context.body(await metrics.text(), 200, {
      'content-type': metrics.contentType,
      'cache-control': 'no-store',
    });
  });
  return routes;
}

function showsToken(context: Context, token: string): boolean {
  const shown = Buffer.from(/^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? '');
  const expected = Buffer.from(token);
  return token !== '' && shown.length === expected.length && timingSafeEqual(shown, expected);
}
