/** Everything that is answered over plain HTTP. */
import { type Context, Hono } from 'hono';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { ApiError } from './api-error.ts';
import type { Assets } from './assets.ts';
import { fileRoutes } from './file-routes.ts';
import type { Files } from './files.ts';
import type { OriginCheck } from './origin-check.ts';
import { securityHeaders } from './security-headers.ts';

export interface AppOptions {
  readonly files: Files;
  readonly assets: Assets;
  readonly origins: OriginCheck;
  readonly config: Config;
  readonly log: Log;
  /** Whether the relay can do its work, for whoever watches it. @throws when it cannot */
  readonly health: () => Promise<object>;
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createApp({ files, assets, origins, config, log, health }: AppOptions): Hono {
  const app = new Hono();
  app.use(securityHeaders);
  app.onError((error, context) => answer(error, context, log));

  app.use('/api/*', async (context, next) => {
    const { method } = context.req;
    if (!SAFE.has(method) && !origins.accepts(context.req.header('origin'), context.req.header('host'))) {
      throw new ApiError(403, 'wrong-origin', 'This page may not change anything here.');
    }
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  app.route('/api/files', fileRoutes(files, config));
  app.all('/api/*', () => {
    throw new ApiError(404, 'not-found', 'There is nothing here.');
  });
  app.get('/healthz', async (context) => {
    try {
      return context.json({ status: 'ok', ...(await health()) });
    } catch (error) {
      log.error({ err: error }, 'the relay is not well');
      return context.json({ status: 'failing' }, 503);
    }
  });
  app.get('*', (context) => assets.respond(context));
  app.all('*', () => {
    throw new ApiError(405, 'method-not-allowed', 'This can only be read.');
  });
  return app;
}

function answer(error: Error, context: Context, log: Log): Response {
  if (error instanceof ApiError) {
    return context.json({ error: { code: error.code, message: error.message } }, error.status);
  }
  log.error({ err: error, method: context.req.method, path: context.req.path }, 'a request failed');
  return context.json({ error: { code: 'internal', message: 'Something went wrong here. Please try again.' } }, 500);
}
