import {
  type ChangeStreamReader,
  type Decoded,
  decodeDelta,
  decodeRelayMessage,
  encodeRelayMessage,
  type Stamp,
} from '@joinery/shared';

interface Sent {
  /** Whether it is the answer to a version: a welcome or a delta. */
  readonly whole: boolean;
  readonly stamps: readonly Stamp[];
  /** Whether changes build on those that the link carried before. */
  readonly streamed: boolean;
}

/** Of everything that a message of the relay tells about the document. @param stream of the link that it goes over */
export function stampsIn(frame: Uint8Array, stream: ChangeStreamReader): Decoded<Sent> {
  const decoded = decodeRelayMessage(frame, stream);
  if (!decoded.ok) return decoded;
  const message = decoded.value;
  if (message.type === 'frame' && message.gap)
    return { ok: false, reason: 'changes that build on what this link did not carry' };
  if (message.type !== 'welcome' && message.type !== 'delta' && message.type !== 'repair')
    return {
      ok: true,
      value: {
        whole: false,
        stamps: message.type === 'frame' ? message.changes : [],
        streamed: frame.length < encodeRelayMessage(message).length,
      },
    };
  const delta = decodeDelta(message.delta);
  if (!delta.ok) return delta;
  const stamps = delta.value.rows.flatMap(({ registers }) => registers.map(([, register]) => register));
  return { ok: true, value: { whole: true, stamps, streamed: false } };
}
