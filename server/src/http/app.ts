/** Everything that is answered over plain HTTP. */
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Access } from '../access/access.ts';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type AddressLimits, originOf } from './address-limits.ts';
import type { Store } from '../store/store.ts';
import { ApiError, tooMany } from './api-error.ts';
import type { Assets } from './assets.ts';
import { fileRoutes } from './file-routes.ts';
import type { Files } from './files.ts';
import { Guard } from './guard.ts';
import type { HostCheck } from './host-check.ts';
import { keyRoutes, overTls } from './key-routes.ts';
import { LAG_HEADER } from './lag-header.ts';
import { linkRoutes } from './link-routes.ts';
import type { OriginCheck } from './origin-check.ts';
import type { Meter } from '../meter.ts';
import { operationOf } from '../consistency.ts';
import { pictureRoutes } from './picture-routes.ts';
import { securityHeaders } from './security-headers.ts';
import { ownerMarkCookie } from './visitor.ts';
import { watchRoutes } from './watch-routes.ts';

export interface AppOptions {
  readonly store: Store;
  readonly files: Files;
  readonly assets: Assets;
  readonly access: Access;
  readonly origins: OriginCheck;
  readonly hosts: HostCheck;
  readonly addresses: AddressLimits;
  readonly now: () => number;
  readonly config: Config;
  readonly log: Log;
  /** Whether the relay can do its work, for whoever watches it. @throws when it cannot */
  readonly health: () => Promise<object>;
  /** @throws when nobody should be sent here */
  readonly ready: () => Promise<void>;
  readonly meter: Pick<Meter, 'answered'>;
  readonly metrics: { readonly contentType: string; text(): Promise<string> };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createApp(options: AppOptions): Hono {
  const { store, files, assets, access, origins, hosts, addresses, now, config, log } = options;
  const app = new Hono();
  const guard = new Guard(access);
  app.use(securityHeaders);
  app.use(async (context, next) => {
    if (hosts.accepts(context.req.header('host'))) return await next();
    throw new ApiError(
      403,
      'wrong-host',
      'This server does not answer to that name: ALLOWED_ORIGINS can say that it shall.',
    );
  });
  app.onError((error, context) => answer(error, context, log));

  app.use(limitRequests(addresses));
  app.use('/api/*', async (context, next) => {
    const { method } = context.req;
    if (!SAFE.has(method) && !origins.accepts(context.req.header('origin'), context.req.header('host'))) {
      throw new ApiError(403, 'wrong-origin', 'This page may not change anything here.');
    }
    await next();
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store');
  });
  app.use('/api/*', measure(options.meter));
  app.route('/api/keys', keyRoutes({ access, maxBodyBytes: config.maxBodyBytes, now }));
  if (access.open) app.use('/api/*', markOwner(guard));
  app.route('/api/files', fileRoutes({ files, guard, config }));
  app.route('/api/files', pictureRoutes({ store, files, guard, config }));
  app.route('/api/files', linkRoutes({ files, guard, config, now }));
  app.all('/api/*', () => {
    throw new ApiError(404, 'not-found', 'There is nothing here.');
  });
  app.route('/', watchRoutes({ ...options, guard }));
  app.get('*', (context) => assets.respond(context));
  app.all('*', () => {
    throw new ApiError(405, 'method-not-allowed', 'This can only be read.');
  });
  return app;
}

/** Says how consistent an answer is (R8), and counts it. */
const measure =
  (meter: Pick<Meter, 'answered'>): MiddlewareHandler =>
  async (context, next) => {
    const before = performance.now();
    await next();
    const operation = operationOf(context.req.method, context.req.path);
    if (operation === undefined) return;
    const lag = context.res.headers.get(LAG_HEADER);
    context.header('consistency', operation.level + (lag === null ? '' : `; lag-ms=${lag}`));
    context.res.headers.delete(LAG_HEADER);
    meter.answered(operation.level, context.res.status, performance.now() - before);
  };

const limitRequests =
  (addresses: AddressLimits): MiddlewareHandler =>
  async (context, next) => {
    const { incoming } = context.env as HttpBindings;
    const address = addresses.addressOf(originOf(incoming));
    if (!addresses.allows(address, 'request')) throw tooMany(10, 'Too many requests came from this address.');
    const { method, path } = context.req;
    const makesFile = method === 'POST' && /^\/api\/files(\/[^/]+\/duplicate)?\/?$/.test(path);
    if (makesFile && !addresses.allows(address, 'file'))
      throw tooMany(600, 'Too many files were made from this address: try again later.');
    await next();
  };

/** On an open relay, whoever was here without a link stays its owner when they try one out. */
const markOwner =
  (guard: Guard): MiddlewareHandler =>
  async (context, next) => {
    await next();
    const visitor = guard.visitor(context);
    if (!visitor.known && (await guard.access.ownsAll(visitor)))
      context.header('set-cookie', ownerMarkCookie({ secure: overTls(context) }), { append: true });
  };

function answer(error: Error, context: Context, log: Log): Response {
  if (error instanceof ApiError) {
    const headers = error.retryAfterS === undefined ? {} : { 'retry-after': String(error.retryAfterS) };
    return context.json({ error: { code: error.code, message: error.message } }, error.status, headers);
  }
  log.error({ err: error, method: context.req.method, path: context.req.path }, 'a request failed');
  return context.json({ error: { code: 'internal', message: 'Something went wrong here. Please try again.' } }, 500);
}
