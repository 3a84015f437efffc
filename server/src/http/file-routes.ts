/** `/api/files`: what comes in is checked here, what goes out is JSON. */
import { ACTOR_LENGTH, isActorId, type Role } from '@joinery/shared';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Config } from '../config.ts';
import { ApiError } from './api-error.ts';
import { type FileInfo, type Files, UNNAMED } from './files.ts';
import type { Guard } from './guard.ts';
import { checkedPicture, servePicture } from './picture-routes.ts';
import { LAG_HEADER } from './lag-header.ts';
import { NAME_HEADER, personName } from './person-name.ts';
import { checked, jsonBody, readBody } from './request-body.ts';

const MAX_FILE_NAME_CHARACTERS = 200;

const Name = z.string().trim().min(1).max(MAX_FILE_NAME_CHARACTERS);
const NewFile = z.strictObject({ name: Name.optional() });
const Rename = z.strictObject({ name: Name });
/** So many actors may be asked about at once. */
const MAX_ACTORS = 200;
const AuthorsQuery = z.object({
  actors: z
    .string()
    .max(MAX_ACTORS * (ACTOR_LENGTH + 1))
    .transform((list) => list.split(','))
    .pipe(z.array(z.string().refine(isActorId))),
});
const ListQuery = z.object({ trashed: z.enum(['0', '1']).default('0') });

export interface FileRoutesOptions {
  readonly files: Files;
  readonly guard: Guard;
  readonly config: Pick<Config, 'maxBodyBytes' | 'maxThumbnailBytes' | 'maxThumbnailPixels'>;
}

/** A file, and what whoever asks may do with it. */
interface SeenFile extends FileInfo {
  readonly role: Role;
}

export function fileRoutes({ files, guard, config }: FileRoutesOptions): Hono {
  const { maxBodyBytes, maxThumbnailBytes, maxThumbnailPixels } = config;
  const routes = new Hono();
  /** The file of the request, for those who may do at least so much with it. */
  const fileFor = async (context: Context, least: Role): Promise<{ id: string; role: Role }> => {
    const id = context.req.param('id') ?? '';
    return { id, role: await guard.allow(context, id, least) };
  };
  const mine = (file: FileInfo): SeenFile => ({ ...file, role: 'owner' });
  const editor = (context: Context): string | null => personName(context.req.header(NAME_HEADER));

  routes.get('/', async (context) => {
    const { trashed } = checked(ListQuery, context.req.query());
    const visible = await guard.access.filesOf(guard.visitor(context));
    const listed = await files.list(trashed === '1');
    if (visible === undefined) return context.json({ files: listed.map(mine), mayCreate: true });
    const shared = listed.flatMap((file) => {
      const role = visible.get(file.id);
      return role === undefined ? [] : [{ ...file, role }];
    });
    return context.json({ files: shared, mayCreate: false });
  });
  routes.post('/', async (context) => {
    await guard.allowAll(context);
    const { name = UNNAMED } = checked(NewFile, await jsonBody(context, maxBodyBytes));
    return context.json(mine(await files.create(name, editor(context))), 201);
  });
  routes.get('/:id', async (context) => {
    const { id, role } = await fileFor(context, 'viewer');
    return context.json({ ...(await files.get(id)), role });
  });
  routes.patch('/:id', async (context) => {
    const { id, role } = await fileFor(context, 'editor');
    const { name } = checked(Rename, await jsonBody(context, maxBodyBytes));
    return context.json({ ...(await files.rename(id, name)), role });
  });
  routes.delete('/:id', async (context) => {
    const { id } = await fileFor(context, 'owner');
    await files.delete(id);
    return context.body(null, 204);
  });
  routes.post('/:id/duplicate', async (context) => {
    await guard.allowAll(context);
    return context.json(mine(await files.duplicate(context.req.param('id'), editor(context))), 201);
  });
  routes.post('/:id/trash', async (context) => {
    const { id, role } = await fileFor(context, 'owner');
    return context.json({ ...(await files.trash(id)), role });
  });
  routes.post('/:id/restore', async (context) => {
    const { id, role } = await fileFor(context, 'owner');
    return context.json({ ...(await files.restore(id)), role });
  });
  routes.get('/:id/document', async (context) => {
    const { id } = await fileFor(context, 'viewer');
    const text = await files.documentJson(id);
    // Of what is durable, all.
    notOlder(context, 0);
    return context.body(text, 200, { 'content-type': 'application/json; charset=utf-8' });
  });
  routes.get('/:id/authors', async (context) => {
    const { id } = await fileFor(context, 'viewer');
    const { actors } = checked(AuthorsQuery, context.req.query());
    return context.json({ authors: await files.authors(id, actors) });
  });
  routes.get('/:id/thumbnail', async (context) => {
    const { id } = await fileFor(context, 'viewer');
    const { png, lagMs } = await files.thumbnail(id);
    notOlder(context, lagMs);
    return servePicture(context, { type: 'image/png', bytes: png }, 'no-cache');
  });
  routes.put('/:id/thumbnail', async (context) => {
    const { id } = await fileFor(context, 'editor');
    const png = await readBody(context, maxThumbnailBytes);
    if (checkedPicture(png, maxThumbnailPixels).type !== 'image/png')
      throw new ApiError(415, 'not-a-png', 'A thumbnail must be a PNG.');
    await files.saveThumbnail(id, png);
    return context.body(null, 204);
  });
  return routes;
}

/** How old may what is read be, in ms; absent: as old as it is. */
const LagQuery = z.object({ 'max-lag-ms': z.coerce.number().int().min(0).optional() });

/** Says how old what is read may be (R8). @throws ApiError 412 when that is older than was asked for */
function notOlder(context: Context, lagMs: number): void {
  const most = checked(LagQuery, context.req.query())['max-lag-ms'] ?? Infinity;
  if (lagMs > most)
    throw new ApiError(412, 'too-old', `What is there may be ${lagMs} ms old, more than the ${most} ms asked for.`);
  context.header(LAG_HEADER, String(lagMs));
}
