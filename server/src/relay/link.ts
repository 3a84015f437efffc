import type { GoodbyeCode } from '@joinery/shared';

/** One client's connection as the relay uses it: whole messages, in order, until it breaks. A WebSocket is one; so is a test's queue. */
export interface Link {
  /** Bytes handed to {@link send} that have not left yet. */
  readonly unsentBytes: number;
  /** Queues a message. The same array may be sent to many links and is never written to afterwards. Does nothing once closed. */
  send(message: Uint8Array): void;
  /** Ends it after what is queued. @param code a WebSocket close code */
  close(code: number, reason: string): void;
}

/** WebSocket close codes (4000–4999 are the application's) by the goodbye that comes before them. */
export const CLOSE_CODES: Readonly<Record<GoodbyeCode, number>> = {
  restart: 4000,
  store: 4001,
  protocol: 4002,
  'no-such-file': 4003,
  'too-slow': 4004,
  limit: 4005,
  replaced: 4006,
  forbidden: 4007,
};

/** Closed without a goodbye: the client is gone, or speaks so oddly that the next connection may do better. */
export const CLOSE_SILENT = 4008;
