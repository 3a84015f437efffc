import type { OpenChannel } from '@joinery/shared';
import { WebSocket } from 'ws';

export interface WebSocketChannelOptions {
  /** Of the link by which the file is opened; goes as a header, and never in an address. */
  readonly key?: string | undefined;
  /** Why a link broke, or never opened, in words. */
  readonly onTrouble?: (words: string) => void;
  /** The socket of each link, before it opens: to pause it, to count its bytes. */
  readonly onSocket?: (socket: WebSocket) => void;
}

/** Links over WebSocket for Node, one message a binary frame. */
export const webSocketChannel =
  (url: string, { key, onTrouble, onSocket }: WebSocketChannelOptions = {}): OpenChannel =>
  (events) => {
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });
    onSocket?.(socket);
    socket.on('open', () => events.onOpen());
    socket.on('message', (data) => data instanceof Buffer && events.onFrame(data));
    // `close` follows an error.
    socket.on('error', (error) => onTrouble?.(troubleWords(error, new URL(url).host)));
    socket.on('close', () => events.onClose());
    return {
      send: (frame) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(frame);
      },
      close: () => socket.close(),
    };
  };

function troubleWords(error: Error, host: string): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return `nobody answers at ${host}`;
  if (code === 'ENOTFOUND') return `there is no host ${host}`;
  return error.message !== '' ? error.message : typeof code === 'string' ? code : error.name;
}
