/**
 * The network between one person and the relay: a TCP proxy that can break as networks do. It knows nothing of HTTP or WebSocket,
 * so everything the browser sends goes through it.
 */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

const HOST = '127.0.0.1';

export interface Slowness {
  /** Added to each direction. */
  readonly latencyMs?: number;
  /** Of each connection and direction. */
  readonly bytesPerSecond?: number;
}

export class FaultProxy {
  readonly port: number;
  readonly #relayPort: number;
  readonly #links = new Set<Link>();
  #server: Server | undefined;
  #swallowing = false;
  #slowness: Slowness = {};
  #broken = false;

  private constructor(port: number, relayPort: number) {
    this.port = port;
    this.#relayPort = relayPort;
  }

  static async open(relayPort: number): Promise<FaultProxy> {
    const proxy = new FaultProxy(await freePort(), relayPort);
    await proxy.#listen();
    return proxy;
  }

  /** Where the browser finds Joinery. */
  get origin(): string {
    return `http://${HOST}:${this.port}`;
  }

  /** Whether bytes get through now, however slowly. */
  get passing(): boolean {
    return this.#server !== undefined && !this.#swallowing;
  }

  /** Whether it was ever broken: from then on the browser may report network errors, some of them late. */
  get everBroken(): boolean {
    return this.#broken;
  }

  /** Breaks every connection and refuses new ones. */
  async cut(): Promise<void> {
    this.#broken = true;
    const server = this.#server;
    this.#server = undefined;
    for (const link of this.#links) link.break();
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /** Keeps connections, and accepts new ones, but nothing arrives any more: what a laptop sees that left the room. */
  blackHole(): void {
    this.#broken = true;
    this.#swallowing = true;
  }

  /** Everything works again. Connections that lost bytes are broken, as TCP would in the end. */
  async heal(): Promise<void> {
    this.#swallowing = false;
    for (const link of this.#links) if (link.swallowed) link.break();
    if (this.#server === undefined) await this.#listen();
  }

  slow(slowness: Slowness): void {
    this.#slowness = slowness;
  }

  async close(): Promise<void> {
    await this.cut();
  }

  async #listen(): Promise<void> {
    const server = createServer((near) => this.#link(near));
    server.listen(this.port, HOST);
    await once(server, 'listening');
    this.#server = server;
  }

  #link(near: Socket): void {
    const conditions = { swallowing: () => this.#swallowing, slowness: () => this.#slowness };
    const link = new Link(near, connect(this.#relayPort, HOST), conditions);
    this.#links.add(link);
    near.once('close', () => this.#links.delete(link));
  }
}

interface Conditions {
  swallowing(): boolean;
  slowness(): Slowness;
}

/** One connection of the browser and its other half to the relay. */
class Link {
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #conditions: Conditions;
  swallowed = false;

  constructor(near: Socket, far: Socket, conditions: Conditions) {
    this.#near = near;
    this.#far = far;
    this.#conditions = conditions;
    for (const socket of [near, far]) socket.setNoDelay(true);
    this.#carry(near, far);
    this.#carry(far, near);
  }

  break(): void {
    this.#near.destroy();
    this.#far.destroy();
  }

  #carry(source: Socket, target: Socket): void {
    const inOrder = new Line();
    source.on('data', (chunk) => {
      if (this.#conditions.swallowing()) {
        this.swallowed = true;
        return;
      }
      const { latencyMs = 0, bytesPerSecond = Infinity } = this.#conditions.slowness();
      const sendingMs = (chunk.length / bytesPerSecond) * 1000;
      if (sendingMs > 0) {
        source.pause();
        setTimeout(() => source.resume(), sendingMs);
      }
      inOrder.after(sendingMs + latencyMs, () => target.write(chunk));
    });
    source.on('end', () => inOrder.after(0, () => target.end()));
    // `close` follows an error.
    source.on('error', () => {});
    source.on('close', (failed) => {
      if (failed || this.swallowed) this.break();
    });
  }
}

/** Acts later, never out of order, and at once while nothing waits. */
class Line {
  #last = Promise.resolve();
  #waiting = 0;

  after(ms: number, act: () => void): void {
    if (ms === 0 && this.#waiting === 0) {
      act();
      return;
    }
    this.#waiting += 1;
    const due = new Promise((resolve) => setTimeout(resolve, ms));
    this.#last = this.#last.then(async () => {
      await due;
      this.#waiting -= 1;
      act();
    });
  }
}
