/** One direction of a link from a relay to a replica: changes go over it as in frames, in order, and build on those before. */
import { ChangeStreamReader, ChangeStreamWriter } from '../src/codec/change-stream.ts';
import { decodeRelayMessage, encodeRelayMessage } from '../src/codec/message.ts';
import type { Change } from '../src/document/change.ts';

export class StreamLink {
  /** The latest frame was shorter than its changes are by themselves. */
  shorter = false;
  readonly #sent = new ChangeStreamWriter();
  readonly #received = new ChangeStreamReader();
  #number = 0;

  /** @returns the changes as they arrive @throws when they do not */
  carry(changes: readonly Change[]): readonly Change[] {
    const frame = { type: 'frame', number: ++this.#number, changes, presence: [] } as const;
    const bytes = encodeRelayMessage(frame, this.#sent);
    this.shorter = bytes.length < encodeRelayMessage(frame).length;
    const decoded = decodeRelayMessage(bytes, this.#received);
    if (!decoded.ok) throw new Error(decoded.reason);
    if (decoded.value.type !== 'frame' || decoded.value.gap) throw new Error('changes build on what did not come');
    return decoded.value.changes;
  }
}
