/**
 * Who a request is from, as far as it says so: keys of links, in cookies (browsers) or as `Authorization: Bearer` (programs).
 *
 * Cookies that no script can read, because they go along with pictures and WebSockets too, so that a key stands in no address that
 * is logged, kept in a history or told to other sites; one for each link, so that two tabs cannot overwrite each other's.
 */
import type { Visitor } from '../access/access.ts';
import { type LinkKey, parseLinkKey } from '../access/link-key.ts';

/** The headers of a request, as far as they are read. */
export interface VisitorHeaders {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
}

const PREFIX = 'joinery-';
/** Marks a browser that was here as the owner of an open relay. It proves nothing: there anybody is. */
const OWNER_MARK = 'joinery_owner=1';
/** As long as browsers keep any cookie, in seconds. */
const LONGEST_AGE_S = 400 * 86_400;

export function visitorOf({ cookie = '', authorization = '' }: VisitorHeaders): Visitor {
  const parts = cookie.split(';').map((part) => part.trim());
  const keys = parts.flatMap((part) => keyIn(part) ?? []);
  const [, bearer] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const key = bearer === undefined ? undefined : parseLinkKey(bearer);
  return { keys: key === undefined ? keys : [key, ...keys], known: parts.includes(OWNER_MARK) };
}

function keyIn(part: string): LinkKey | undefined {
  const [name = '', value = ''] = part.split('=', 2);
  return name.startsWith(PREFIX) ? parseLinkKey(name.slice(PREFIX.length) + value) : undefined;
}

interface CookieOptions {
  /** The browser came over TLS. */
  readonly secure: boolean;
  readonly maxAgeS?: number;
}

/** The `Set-Cookie` by which a browser shows this key from now on. */
export const keyCookie = ({ id, secret }: LinkKey, options: CookieOptions): string =>
  cookieText(`${PREFIX}${id}=${secret}`, options);

export const ownerMarkCookie = (options: CookieOptions): string => cookieText(OWNER_MARK, options);

const cookieText = (pair: string, { secure, maxAgeS = LONGEST_AGE_S }: CookieOptions): string =>
  `${pair}; Path=/; Max-Age=${Math.min(maxAgeS, LONGEST_AGE_S)}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
