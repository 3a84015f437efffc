import { type Decoded, decodeDelta, decodeRelayMessage, type Stamp } from '@joinery/shared';

interface Sent {
  /** Whether it is the answer to a version: a welcome or a delta. */
  readonly whole: boolean;
  readonly stamps: readonly Stamp[];
}

/** Of everything that a message of the relay tells about the document. */
export function stampsIn(frame: Uint8Array): Decoded<Sent> {
  const decoded = decodeRelayMessage(frame);
  if (!decoded.ok) return decoded;
  const message = decoded.value;
  if (message.type !== 'welcome' && message.type !== 'delta' && message.type !== 'repair')
    return { ok: true, value: { whole: false, stamps: message.type === 'frame' ? message.changes : [] } };
  const delta = decodeDelta(message.delta);
  if (!delta.ok) return delta;
  const stamps = delta.value.rows.flatMap(({ registers }) => registers.map(([, register]) => register));
  return { ok: true, value: { whole: true, stamps } };
}
