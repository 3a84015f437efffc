/**
 * A version alone, as a hello carries it: the protocol's `resync` message, which holds nothing else.
 * @import { VersionVector } from '@joinery/shared'
 */
import { decodeClientMessage, encodeClientMessage } from '@joinery/shared';

/** @param {VersionVector} version */
export const encodeVersion = (version) => encodeClientMessage({ type: 'resync', version });

/** @param {Uint8Array} bytes @returns {VersionVector} */
export function decodeVersion(bytes) {
  const decoded = decodeClientMessage(bytes);
  if (!decoded.ok || decoded.value.type !== 'resync') throw new Error('no version');
  return decoded.value.version;
}
