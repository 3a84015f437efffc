/** A link to the relay that carries whole frames in order, or breaks. WebSocket, in-memory and test links implement it. */
export interface Channel {
  /** Queues a frame. Does nothing once the link is broken: {@link ChannelEvents.onClose} tells. */
  send(frame: Uint8Array): void;
  /** Ends the link; `onClose` follows, unless it came before. */
  close(): void;
}

/** What a link tells, in this order: open, frames, close. */
export interface ChannelEvents {
  onOpen(): void;
  onFrame(frame: Uint8Array): void;
  /** Once, however the link ended, also when it never opened. Nothing follows. */
  onClose(): void;
}

/** Starts to open a link. Events come later, never before this returns. */
export type OpenChannel = (events: ChannelEvents) => Channel;
