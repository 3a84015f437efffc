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

/** To the relay, or from it. */
export type Direction = 'up' | 'down';

const BOTH: readonly Direction[] = ['up', 'down'];

export class FaultProxy {
  readonly port: number;
  readonly #relayPort: number;
  readonly #links = new Set<Link>();
  readonly #echoes = new Set<Socket>();
  #server: Server | undefined;
  #swallowed: readonly Direction[] = [];
  #held = false;
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
    return this.#server !== undefined && this.#swallowed.length === 0 && !this.#held;
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
    for (const echo of this.#echoes) echo.destroy();
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    await closed;
  }

  /**
   * Keeps connections, and accepts new ones, but nothing arrives any more: what a laptop sees that left the room.
   * @param directions both, or only one: then one side hears the other, and is not heard
   */
  blackHole(directions = BOTH): void {
    this.#broken = true;
    this.#swallowed = directions;
  }

  /** Breaks every connection for one side only: the other is not told. */
  halfOpen(gone: 'browser' | 'relay'): void {
    this.#broken = true;
    for (const link of this.#links) link.breakFor(gone);
  }

  /** What the browser sends stays on the way until the network is healed, and arrives then, though the connection may be given up. */
  holdBack(): void {
    this.#broken = true;
    this.#held = true;
  }

  /** All that the browser has said over its latest connection reaches the relay once more, over another. */
  echo(): void {
    const said = [...this.#links].at(-1)?.said ?? [];
    const echo = connect(this.#relayPort, HOST);
    echo.on('error', () => {});
    this.#echoes.add(echo);
    echo.once('close', () => this.#echoes.delete(echo));
    // Everything is said when it was said before: the next thing after an answer.
    const left = [...said];
    const sayNext = (): void => void echo.write(left.shift() ?? '');
    echo.once('connect', sayNext);
    echo.on('data', sayNext);
  }

  /** Everything works again. Connections that lost bytes are broken, as TCP would in the end. */
  async heal(): Promise<void> {
    this.#swallowed = [];
    this.#held = false;
    for (const link of this.#links) link.deliverHeld();
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
    const conditions = {
      swallows: (direction: Direction) => this.#swallowed.includes(direction),
      holds: () => this.#held,
      slowness: () => this.#slowness,
    };
    const link = new Link(near, connect(this.#relayPort, HOST), conditions);
    this.#links.add(link);
    link.onGone(() => this.#links.delete(link));
  }
}

interface Conditions {
  swallows(direction: Direction): boolean;
  /** What goes to the relay waits. */
  holds(): boolean;
  slowness(): Slowness;
}

/** Of each connection so much of what was said is kept, in bytes, to be said again. */
const SAID_BYTES = 1_000_000;

/** One connection of the browser and its other half to the relay. */
class Link {
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #conditions: Conditions;
  readonly said: Buffer[] = [];
  /** What waits to be let through to the relay. */
  readonly #held: (() => void)[] = [];
  /** One side is gone and the other does not know. */
  #halfOpen = false;
  swallowed = false;

  constructor(near: Socket, far: Socket, conditions: Conditions) {
    this.#near = near;
    this.#far = far;
    this.#conditions = conditions;
    for (const socket of [near, far]) socket.setNoDelay(true);
    near.on('data', (chunk) => {
      if (this.said.reduce((sum, { length }) => sum + length, 0) < SAID_BYTES) this.said.push(chunk);
    });
    this.#carry(near, far, 'up');
    this.#carry(far, near, 'down');
  }

  break(): void {
    this.#near.destroy();
    this.#far.destroy();
  }

  breakFor(gone: 'browser' | 'relay'): void {
    this.#halfOpen = true;
    (gone === 'browser' ? this.#near : this.#far).destroy();
  }

  deliverHeld(): void {
    for (const act of this.#held.splice(0)) act();
  }

  /** Both sides are closed. */
  onGone(run: () => void): void {
    const gone = (): void => void (this.#near.closed && this.#far.closed && run());
    this.#near.once('close', gone);
    this.#far.once('close', gone);
  }

  #carry(source: Socket, target: Socket, direction: Direction): void {
    const inOrder = new Line();
    const send = (ms: number, act: () => void): void => {
      if (direction === 'up' && (this.#conditions.holds() || this.#held.length > 0)) this.#held.push(act);
      else inOrder.after(ms, act);
    };
    source.on('data', (chunk) => {
      if (this.#conditions.swallows(direction)) {
        this.swallowed = true;
        return;
      }
      const { latencyMs = 0, bytesPerSecond = Infinity } = this.#conditions.slowness();
      const sendingMs = (chunk.length / bytesPerSecond) * 1000;
      if (sendingMs > 0) {
        source.pause();
        setTimeout(() => source.resume(), sendingMs);
      }
      send(sendingMs + latencyMs, () => target.write(chunk));
    });
    source.on('end', () => send(0, () => target.end()));
    // `close` follows an error.
    source.on('error', () => {});
    source.on('close', (failed) => {
      if (this.#halfOpen || (direction === 'up' && this.#held.length > 0)) return;
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
