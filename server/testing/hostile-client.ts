/**
 * Somebody who wants to do harm, at a connection of the relay: sends what means nothing, what means something else, what comes at the wrong
 * time, what pretends to be somebody else's, and what is small and asks for much. All by a seed.
 */
import {
  type ActorId,
  type Assignment,
  type Change,
  type ClientMessage,
  type Document,
  encodeClientMessage,
  type NodeId,
  PROPERTIES,
  PROTOCOL_VERSION,
  ROOT,
  type Role,
  TRASH,
  type Value,
} from '@joinery/shared';
import { type Random, SAMPLE_CHANGES, SAMPLE_CLIENT_MESSAGES } from '@joinery/shared/testing';
import { Connection } from '../src/relay/connection.ts';
import type { Link } from '../src/relay/link.ts';
import { FILE, type World } from './relay-world.ts';

/** What it has seen of those it means to harm. */
export interface Victim {
  readonly document: Document;
  readonly session: string;
}

/** Keeps count instead of messages. One that does not read fills up. */
class HostileLink implements Link {
  readonly #reads: boolean;
  unsentBytes = 0;
  closed: { readonly code: number; readonly reason: string } | undefined;

  constructor(reads: boolean) {
    this.#reads = reads;
  }

  send(message: Uint8Array): void {
    if (!this.#reads && this.closed === undefined) this.unsentBytes += message.length;
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }
}

const KINDS = {
  random: 10,
  mutated: 14,
  outOfTurn: 8,
  forgedHello: 4,
  forgedPush: 8,
  strangeTimes: 5,
  strangeNodes: 6,
  strangeNames: 6,
  deepValues: 3,
  deepTree: 1,
  counts: 5,
  bombs: 0.4,
  floods: 0.05,
  viewing: 4,
} as const;

export type HostileKind = keyof typeof KINDS;

const POLLUTING = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__proto__/polluted'];
const WILD_TIMES = [0, 1, 4096, 2 ** 31, 2 ** 40, 2 ** 52, Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];

export class HostileClient {
  readonly link: HostileLink;
  readonly connection: Connection;
  readonly role: Role | undefined;
  readonly #random: Random;
  readonly #victim: Victim;
  readonly #actor: ActorId;
  readonly #now: () => number;
  #pushes = 0;

  constructor(world: World, random: Random, victim: Victim) {
    this.#random = random;
    this.#victim = victim;
    this.#actor = `m${String(random.below(10_000_000)).padStart(7, '0')}`;
    this.#now = () => victim.document.clock.last + 4096;
    this.link = new HostileLink(random.chance(0.9));
    this.role = random.pick(['editor', 'editor', 'viewer', 'commenter', undefined]);
    const { rooms, config, timers, log } = world;
    const { role } = this;
    const pass = role && { role, leave: () => undefined };
    const door = () => Promise.resolve(pass);
    this.connection = new Connection({ link: this.link, file: FILE, door, rooms, config, timers, log });
    if (random.chance(0.85)) this.#send(this.#hello());
  }

  /** Does some harm. @returns of what kind it was */
  attack(): HostileKind {
    const kind = this.#random.weighted(KINDS);
    for (const frame of this.#frames(kind)) {
      if (this.link.closed !== undefined) break;
      this.connection.arrived(frame.length);
      this.connection.receive(frame);
    }
    if (this.#random.chance(0.01)) this.connection.closed();
    return kind;
  }

  #frames(kind: HostileKind): readonly Uint8Array[] {
    const random = this.#random;
    switch (kind) {
      case 'random':
        return [randomBytes(random)];
      case 'mutated':
        return [mutated(this.#honestFrame(), random)];
      case 'outOfTurn':
        return [encodeClientMessage(random.pick(SAMPLE_CLIENT_MESSAGES)), ...this.#afterGoodbye()];
      case 'forgedHello':
        return [encodeClientMessage(this.#forgedHello())];
      case 'forgedPush':
        return [
          this.#pushed(
            this.#change([[this.#node(), 'width', 7]], random.pick([this.#victim.document.actor, 'relay000'])),
          ),
        ];
      case 'strangeTimes':
        return [this.#pushed({ ...this.#change([[this.#node(), 'width', 7]]), time: random.pick(WILD_TIMES) })];
      case 'strangeNodes':
        return [this.#pushed(this.#change(this.#strangeNodes()))];
      case 'strangeNames':
        return [this.#pushed(this.#change(this.#strangeNames()))];
      case 'deepValues':
        return [this.#deepValue(random.pick([10, 16, 17, 500, 100_000]))];
      case 'deepTree':
        return [this.#pushed(this.#deepTree())];
      case 'counts':
        return [hugeCount(random)];
      case 'bombs':
        return [this.#bomb()];
      case 'floods':
        return Array.from({ length: 12_000 }, () => encodeClientMessage({ type: 'ping', sentAt: 1 }));
      case 'viewing':
        return [this.#view()];
      default:
        return kind satisfies never;
    }
  }

  #send(message: ClientMessage): void {
    this.connection.receive(encodeClientMessage(message));
  }

  #hello(): Extract<ClientMessage, { type: 'hello' }> {
    return {
      type: 'hello',
      protocol: PROTOCOL_VERSION,
      session: this.#actor,
      actor: this.#actor,
      profile: { counter: 1, value: { person: this.#actor, name: 'Mallory', color: '#000000', choice: 'automatic' } },
      version: this.#random.chance(0.5) ? new Map() : this.#victim.document.version,
    };
  }

  #forgedHello(): ClientMessage {
    const { document, session } = this.#victim;
    const forged = { ...this.#hello(), proof: this.#random.pick(['', 'x', 'y'.repeat(101)]) };
    return this.#random.pick<ClientMessage>([
      { ...forged, actor: document.actor },
      { ...forged, session },
      { ...forged, actor: document.actor, session },
      { ...forged, actor: '00000000' },
      { ...forged, version: new Map(WILD_TIMES.map((time, index) => [`w000000${index}`, time])) },
      { ...forged, version: new Map([[document.actor, Number.MAX_SAFE_INTEGER]]) },
      { ...forged, protocol: 1 + this.#random.below(9) },
    ]);
  }

  #change(assignments: readonly Assignment[], actor = this.#actor): Change {
    return { actor, time: this.#now() + this.#random.below(100_000), assignments };
  }

  #pushed(...changes: Change[]): Uint8Array {
    this.#pushes += this.#random.chance(0.95) ? 1 : this.#random.below(5);
    return encodeClientMessage({ type: 'push', number: this.#pushes, changes });
  }

  #node(): NodeId {
    const known = [...this.#victim.document.nodes()];
    return this.#random.pick([...known.slice(-20), ROOT, TRASH, idOf('nobody00', 1)]);
  }

  /** Ids that are somebody else's, places that are none, registers that nobody writes. */
  #strangeNodes(): Assignment[] {
    const { document } = this.#victim;
    const node = this.#node();
    const own = idOf(this.#actor, this.#now());
    const other = idOf(document.actor, this.#now());
    const place = (parent: NodeId): Value => ({ parent, order: 'a0', from: parent });
    return this.#random.pick<Assignment[]>([
      [[ROOT, 'horizon', { at: Number.MAX_SAFE_INTEGER, before: 0, purged: [] }]],
      [[TRASH, 'placement', place(ROOT)]],
      [[node, 'type', 'page']],
      [
        [other, 'type', 'rectangle'],
        [other, 'placement', place(this.#node())],
      ],
      [
        [own, 'type', 'rectangle'],
        [own, 'placement', place(own)],
      ],
      [[own, 'type', 'frame']],
      [[own, 'width', 5]],
      [[node, 'placement', place(node)]],
      [[node, 'placement', { parent: node, order: 'x'.repeat(300), from: '' }]],
      [[node, 'position', { x: 1e300, y: Number.MIN_VALUE, space: node }]],
    ]);
  }

  #strangeNames(): Assignment[] {
    const random = this.#random;
    const node = this.#node();
    const name = random.pick([
      ...POLLUTING,
      '',
      ' ',
      '/',
      '//',
      '@',
      'x'.repeat(200),
      'x'.repeat(201),
      '\u0000',
      'fills/@nobody00',
    ]);
    const polluted = JSON.parse(
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": 1}}}',
    ) as Value;
    const value = random.pick<Value>([polluted, null, true, 1, 'x', [], ['x'.repeat(70_000)], { a: polluted }]);
    if (random.chance(0.1)) return Array.from({ length: 3000 }, (_, index): Assignment => [node, `${name}${index}`, 1]);
    return [[node, name, value]];
  }

  /** Deeper than anybody could write it: lists in lists, put where a text was. */
  #deepValue(depth: number): Uint8Array {
    const marker = 'somewhere in the middle';
    const bytes = Buffer.from(this.#pushed(this.#change([[this.#node(), 'hologram', marker]])));
    const at = bytes.indexOf(marker) - 2;
    const lists = Buffer.from(Array.from({ length: depth }, () => [9, 1]).flat());
    return Buffer.concat([bytes.subarray(0, at), lists, Buffer.from([3, 2]), bytes.subarray(at + 2 + marker.length)]);
  }

  #deepTree(): Change {
    const time = this.#now() + 1;
    const id = (index: number): NodeId => idOf(this.#actor, time - index);
    const assignments: Assignment[] = [];
    for (let i = 0; i < 600; i++) {
      const parent = i === 0 ? this.#node() : id(i - 1);
      assignments.push([id(i), 'type', 'frame'], [id(i), 'placement', { parent, order: 'a0', from: parent }]);
    }
    return { actor: this.#actor, time, assignments };
  }

  /** The same for very many: small to say, large to be. */
  #bomb(): Uint8Array {
    this.#pushes += 1;
    return this.#random.chance(0.5) ? manyRegisters(this.#pushes) : this.#pushed(this.#heavy());
  }

  #heavy(): Change {
    const path = { data: 'M0 0 '.repeat(150_000), width: 1, height: 1 };
    const nodes = [...this.#victim.document.nodes()].slice(0, 60);
    return this.#change(nodes.map((node): Assignment => [node, 'path', path]));
  }

  #view(): Uint8Array {
    const selection = Array.from({ length: this.#random.pick([0, 200, 5000]) }, () => this.#node());
    const far = this.#random.pick([0, 1e11, -1e300, Number.NaN]);
    return encodeClientMessage({
      type: 'presence',
      activity: this.#random.pick(['active', 'idle', 'hidden']),
      view: {
        counter: this.#random.pick([0, 1, Number.MAX_SAFE_INTEGER]),
        value: { page: this.#node(), cursor: { x: far, y: far }, selection },
      },
    });
  }

  /** What an honest client would send just now. */
  #honestFrame(): Uint8Array {
    const message = this.#random.pick<ClientMessage>([
      this.#hello(),
      ...SAMPLE_CLIENT_MESSAGES,
      { type: 'push', number: this.#pushes + 1, changes: SAMPLE_CHANGES },
      { type: 'push', number: this.#pushes + 1, changes: [this.#change([[this.#node(), 'width', 5]])] },
      { type: 'resync', version: this.#victim.document.version },
    ]);
    return encodeClientMessage(message);
  }

  #afterGoodbye(): readonly Uint8Array[] {
    return this.#random.chance(0.1) ? [encodeClientMessage({ type: 'goodbye' }), this.#honestFrame()] : [];
  }
}

function randomBytes(random: Random): Uint8Array {
  const length = random.chance(0.02) ? random.below(65_536) : random.below(200);
  const bytes = Uint8Array.from({ length }, () => random.below(256));
  if (length > 0 && random.chance(0.7)) bytes[0] = random.below(14);
  return bytes;
}

function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = [...bytes];
  for (let times = random.between(1, 5); times > 0 && copy.length > 0; times--) {
    const at = random.below(copy.length);
    const way = random.weighted({ flip: 4, extreme: 3, cut: 1, insert: 2, repeat: 1 });
    if (way === 'flip') copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    else if (way === 'extreme') copy[at] = random.pick([0, 1, 0x7f, 0x80, 0xff]);
    else if (way === 'cut') copy.splice(at, random.between(1, 9));
    else if (way === 'insert')
      copy.splice(at, 0, ...Array.from({ length: random.between(1, 9) }, () => random.below(256)));
    else copy.splice(at, 0, ...copy.slice(at, at + random.between(1, 40)));
  }
  return Uint8Array.from(copy);
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A node's id is its creation stamp: actor, and time in base 62. */
function idOf(actor: ActorId, time: number): NodeId {
  let digits = '';
  for (let left = time; digits.length < 9; left = Math.floor(left / 62)) digits = DIGITS.charAt(left % 62) + digits;
  return actor + digits;
}

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return [...bytes, left];
    bytes.push((left % 128) + 128);
  }
};

/** A count that what follows cannot hold. */
function hugeCount(random: Random): Uint8Array {
  const count = varint(random.pick([2 ** 20, 2 ** 31, 2 ** 32, 2 ** 45, Number.MAX_SAFE_INTEGER]));
  const start = random.pick([[2, 1], [9], [5], [8], [2, 1, 1, 0, 1, 2, 3, 4, 5, 6, 0], [10, 1]]);
  return Uint8Array.from([...start, ...count, ...Array.from({ length: random.below(40) }, () => random.below(256))]);
}

/** A push of one change that sets thirty properties of two hundred thousand nodes, in a byte a node. */
function manyRegisters(number: number): Uint8Array {
  const nodes = 200_000;
  const names = Object.keys(PROPERTIES);
  const plain = names.filter((name) => name !== 'position' && name !== 'placement').slice(0, 30);
  const mask = plain.reduce((sum, name) => sum + 2 ** names.indexOf(name), 0);
  const head = [2, ...varint(number), 1, 0, 1, 2, 3, 4, 5, 6, ...varint(8), ...varint(nodes), ...varint(mask)];
  const ids = [1, 0, 8, ...Array.from({ length: nodes }, (_, index) => index % 256)];
  const columns = plain.flatMap(() => [1, 2]);
  return Uint8Array.from([...head, ...ids, ...columns, 0]);
}
