/**
 * How relays that share a room tell each other who is there. News may be lost, doubled and reordered: complete ones come again and again
 * (see {@link PeerClaims}). Not for the document, which goes by the store.
 */
import type { PeerNews } from '@joinery/shared';

/** One room's way to the other relays. */
export interface PresencePeers {
  /** Tells all others, sooner or later, perhaps. */
  send(news: PeerNews): void;
  /** @returns a function that ends it */
  receive(listener: (news: PeerNews) => void): () => void;
}
