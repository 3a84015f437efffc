/** A relay without sockets: real rooms and connections, links that are arrays, a clock that the test moves. */
import {
  type Change,
  ChangeStreamReader,
  ChangeStreamWriter,
  type ClientMessage,
  decodeDelta,
  decodeRelayMessage,
  Document,
  encodeClientMessage,
  encodeSnapshot,
  type NodeId,
  type Profile,
  PROTOCOL_VERSION,
  type RelayMessage,
  ROOT,
  type Transaction,
} from '@joinery/shared';
import { type Door, OPEN_DOOR } from '../src/access/door.ts';
import { type Config, DEFAULT_CONFIG } from '../src/config.ts';
import type { Log } from '../src/log.ts';
import { Connection } from '../src/relay/connection.ts';
import type { Link } from '../src/relay/link.ts';
import { Rooms } from '../src/relay/rooms.ts';
import { MemoryStore } from '../src/store/memory-store.ts';
import type { JournalRecord } from '../src/store/store.ts';
import { TestTimers } from './test-timers.ts';

export const START_MS = Date.UTC(2026, 0, 1);
export const FILE = 'file';

/** A store whose commits wait for the test, if it says so, or fail. */
export class HeldStore extends MemoryStore {
  readonly commits: (readonly JournalRecord[])[] = [];
  failing = false;
  #held = false;
  #release: (() => void)[] = [];

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const go of this.#release.splice(0)) go();
  }

  override async probe(): Promise<void> {
    if (this.failing) throw new Error('the disk is full');
  }

  override async commit(records: readonly JournalRecord[]): Promise<void> {
    this.commits.push(records);
    if (this.#held) await new Promise<void>((resolve) => this.#release.push(resolve));
    if (this.failing) throw new Error('the disk is full');
    await super.commit(records);
  }
}

export class TestLink implements Link {
  unsentBytes = 0;
  readonly sent: Uint8Array[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;

  send(message: Uint8Array): void {
    if (this.closed === undefined) this.sent.push(message);
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }
}

/** A client that the test drives by hand, with a replica of its own. */
export class TestClient {
  readonly link = new TestLink();
  readonly document: Document;
  readonly session: string;
  readonly connection: Connection;
  readonly #name: string;
  readonly #sent = new ChangeStreamWriter();
  readonly #received = new ChangeStreamReader();
  #read = 0;
  #pushes = 0;

  constructor(world: World, name: string, document?: Document, door: Door = OPEN_DOOR) {
    this.#name = name;
    this.session = `${name}session`.slice(0, 8).padEnd(8, '0');
    this.document =
      document ?? new Document({ actor: `${name}actor`.slice(0, 8).padEnd(8, '0'), wall: world.timers.now });
    const { rooms, config, timers, log } = world;
    this.connection = new Connection({ link: this.link, file: FILE, door, rooms, config, timers, log });
  }

  get page(): NodeId {
    const page = this.document.children(ROOT)[0];
    if (page === undefined) throw new Error(`${this.#name} has no page`);
    return page;
  }

  send(message: ClientMessage): void {
    this.connection.receive(encodeClientMessage(message, this.#sent));
  }

  hello(proof?: string): void {
    const profile: Profile = { person: this.session, name: this.#name, color: '#aa3300', choice: 'automatic' };
    const { document, session } = this;
    this.send({
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      session,
      actor: document.actor,
      profile: { counter: 1, value: profile },
      version: document.version,
      ...(proof !== undefined && { proof }),
    });
  }

  ping(sentAt: number): void {
    this.send({ type: 'ping', sentAt });
  }

  push(...changes: Change[]): void {
    this.#pushes += 1;
    this.send({ type: 'push', number: this.#pushes, changes });
  }

  /** Edits the own replica. */
  edit(build: (tx: Transaction) => void): Change {
    const change = this.document.transact(build);
    if (change === undefined) throw new Error('nothing was edited');
    return change;
  }

  /** Adds a rectangle to the page. */
  draw(name: string): Change {
    return this.edit((tx) => void tx.create('rectangle', this.page, { name }));
  }

  /** Messages since the last call; their changes and deltas are taken into the replica. */
  take(): RelayMessage[] {
    const messages = this.link.sent.slice(this.#read).map((bytes) => {
      const decoded = decodeRelayMessage(bytes, this.#received);
      if (!decoded.ok) throw new Error(decoded.reason);
      return decoded.value;
    });
    this.#read = this.link.sent.length;
    for (const message of messages) this.#apply(message);
    return messages;
  }

  /** The same, only of one kind. */
  takeOf<T extends RelayMessage['type']>(type: T): Extract<RelayMessage, { type: T }>[] {
    return this.take().filter((message): message is Extract<RelayMessage, { type: T }> => message.type === type);
  }

  /** Names of the rectangles on the page. */
  get names(): string[] {
    return this.document.children(this.page).map((id) => this.document.get(id, 'name'));
  }

  #apply(message: RelayMessage): void {
    if (message.type === 'frame' && message.gap)
      throw new Error(`${this.#name} was sent what builds on what did not come`);
    if (message.type === 'frame') for (const change of message.changes) this.document.apply(change);
    if (message.type !== 'welcome' && message.type !== 'delta') return;
    const decoded = decodeDelta(message.delta);
    if (!decoded.ok) throw new Error(decoded.reason);
    this.document.merge(decoded.value);
  }
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
}

export class World {
  readonly timers = new TestTimers(START_MS);
  readonly lines: LogLine[] = [];
  /** What was logged beside the words of each line. */
  readonly fields: object[] = [];
  readonly log: Log;
  readonly config: Config;
  readonly store: HeldStore;
  rooms: Rooms;

  private constructor(config: Partial<Config>, store: HeldStore) {
    const line = (level: string) => (fields: object, message: string) => {
      this.lines.push({ level, message });
      this.fields.push(fields);
    };
    this.log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
    this.config = { ...DEFAULT_CONFIG, ...config };
    this.store = store;
    this.rooms = this.#newRooms();
  }

  /** With one file that has one page. */
  static async open(config: Partial<Config> = {}): Promise<World> {
    const store = new HeldStore();
    const document = new Document({ actor: 'creator0', wall: () => START_MS });
    document.transact((tx) => void tx.create('page', ROOT, { name: 'Page 1' }));
    const file = { id: FILE, name: 'A file', createdAt: START_MS, editedBy: null };
    await store.createFile(file, encodeSnapshot(document));
    return new World(config, store);
  }

  /** What a crash leaves: the store, and nothing else. */
  restart(): void {
    this.rooms = this.#newRooms();
  }

  /** Somebody who has the file open. */
  async join(name: string, document?: Document, door?: Door): Promise<TestClient> {
    const client = new TestClient(this, name, document, door);
    client.hello();
    await this.timers.settle();
    await this.timers.advance(this.config.tickMs);
    client.take();
    return client;
  }

  #newRooms(): Rooms {
    const { store, config, timers, log } = this;
    return new Rooms({ store, config, timers, log });
  }
}
