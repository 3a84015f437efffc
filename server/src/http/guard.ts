/** What a request may do: each route asks here, first. */
import { atLeast, type Role } from '@joinery/shared';
import type { Context } from 'hono';
import type { Access, Visitor } from '../access/access.ts';
import { ApiError } from './api-error.ts';
import { visitorOf } from './visitor.ts';

const forbidden = (message: string): ApiError => new ApiError(403, 'forbidden', message);

export class Guard {
  readonly access: Access;

  constructor(access: Access) {
    this.access = access;
  }

  visitor(context: Context): Visitor {
    const { req } = context;
    return visitorOf({ cookie: req.header('cookie'), authorization: req.header('authorization') });
  }

  /**
   * Somebody who may do at least so much with a file. Whether a file is there is told only to those who could open it.
   * @throws ApiError 403
   */
  async allow(context: Context, file: string, least: Role): Promise<Role> {
    const role = await this.access.roleIn(file, this.visitor(context));
    if (role === undefined) throw forbidden('You need a link to open this file.');
    if (!atLeast(role, least)) throw forbidden(`Your link does not let you do that: it takes an ${least}.`);
    return role;
  }

  /** Somebody who owns everything. @throws ApiError 403 */
  async allowAll(context: Context): Promise<void> {
    if (await this.access.ownsAll(this.visitor(context))) return;
    throw forbidden('Only whoever owns this server can do that.');
  }
}
