/** The server of y-websocket, which keeps its documents in memory. Says where it listens. */
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const http = createServer((_, response) => void response.end('okay'));
new WebSocketServer({ server: http }).on('connection', setupWSConnection);
http.listen(0, '127.0.0.1', () =>
  console.log(`ready: http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (http.address()).port}`),
);
