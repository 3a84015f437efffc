/**
 * What a link carries: an id, by which it is found, and a secret of 192 bits, of which only a hash is kept. A slow hash would add
 * nothing: nobody can try 2¹⁹² secrets, whatever one try costs.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface LinkKey {
  readonly id: string;
  readonly secret: string;
}

const ID_BYTES = 6;
const SECRET_BYTES = 24;
const TEXT = /^([0-9A-Za-z_-]{8})([0-9A-Za-z_-]{32})$/;

export const newLinkKey = (): LinkKey => ({
  id: randomBytes(ID_BYTES).toString('base64url'),
  secret: randomBytes(SECRET_BYTES).toString('base64url'),
});

/** The text that stands behind `#key=` in a link. */
export const linkKeyText = ({ id, secret }: LinkKey): string => id + secret;

/** @returns undefined when this is no text of a key */
export function parseLinkKey(text: string): LinkKey | undefined {
  const [, id, secret] = TEXT.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

export const hashOfSecret = (secret: string): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(secret).digest());

/** In a time that does not tell how much of it is right. */
export function isSecretOf(hash: Uint8Array, secret: string): boolean {
  const given = hashOfSecret(secret);
  return given.length === hash.length && timingSafeEqual(given, hash);
}
