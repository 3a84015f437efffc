/** What comes in with a request: read no further than allowed, and checked. */
import type { Context } from 'hono';
import { z } from 'zod';
import { ApiError } from './api-error.ts';

/** @throws ApiError 413 as soon as it is longer than `most` bytes, whatever its header says */
export async function readBody(context: Context, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  if (Number(context.req.header('content-length') ?? 0) <= most) {
    for await (const part of (context.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > most) break;
      parts.push(part);
    }
    if (length <= most) return Buffer.concat(parts);
  }
  throw new ApiError(413, 'too-large', `The request's body must be at most ${most} bytes.`);
}

/** An absent body counts as an empty object. @throws ApiError 400 or 413 */
export async function jsonBody(context: Context, most: number): Promise<unknown> {
  const text = Buffer.from(await readBody(context, most)).toString('utf8');
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiError(400, 'not-json', 'The body is not JSON.');
  }
}

/** @throws ApiError 400 that says what is wrong */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new ApiError(400, 'invalid', z.prettifyError(result.error));
}
