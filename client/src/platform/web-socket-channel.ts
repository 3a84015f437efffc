import type { Channel, OpenChannel } from '@joinery/shared';

/** The relay's address for a file, beside the page's own. */
export function relayUrl(
  fileId: string,
  page: { readonly protocol: string; readonly host: string } = location,
): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/sync/${fileId}`;
}

/** Links over WebSocket, one message a binary frame. */
export const webSocketChannel =
  (url: string): OpenChannel =>
  (events): Channel => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => events.onOpen());
    socket.addEventListener('message', ({ data }) => {
      if (data instanceof ArrayBuffer) events.onFrame(new Uint8Array(data));
    });
    // An `error` is always followed by `close`, and says nothing that `close` does not.
    socket.addEventListener('close', () => events.onClose());
    return {
      send: (frame) => {
        // TypeScript cannot see that our frames never lie on shared memory.
        if (socket.readyState === WebSocket.OPEN) socket.send(frame as Uint8Array<ArrayBuffer>);
      },
      close: () => socket.close(),
    };
  };
