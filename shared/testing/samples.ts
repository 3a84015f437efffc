/** One of everything that travels or is stored, with values of every kind: for golden files and for mutating bytes. */
import { type ClientMessage, PROTOCOL_VERSION, type RelayMessage } from '../src/codec/message.ts';
import { encodeDelta } from '../src/codec/delta.ts';
import type { Assignment, Change, Delta } from '../src/document/change.ts';
import { type NodeId, nodeIdOf, ROOT, TRASH } from '../src/document/node-id.ts';
import type { PresenceUpdate } from '../src/presence/presence-map.ts';
import type { Value } from '../src/schema/value.ts';
import { actorNamed } from './replicas.ts';

const [ann, bob] = [actorNamed('ann'), actorNamed('bob')];
const TIME = 775_736_524_800_000;
const node = (actor: string, count: number): NodeId => nodeIdOf({ actor, time: TIME + count });
const [page, shape, theirs] = [node(ann, 1), node(ann, 2), node(bob, 70_000)];

/** Each tag of the codec at least once, and what lies on the borders between them. */
export const SAMPLE_VALUES: readonly Value[] = [
  null,
  false,
  true,
  0,
  -0,
  1,
  -1,
  63,
  64,
  -64,
  -65,
  2 ** 51 - 1,
  -(2 ** 51),
  2 ** 53,
  0.5,
  -12.34,
  1e9,
  1 / 3,
  1e-300,
  Number.MAX_VALUE,
  '',
  'rectangle',
  'Inter',
  'plain',
  'Grüße 👋',
  '\ufeffmark',
  'a\u0000b',
  '#12aBcd',
  '#12abcd',
  'x'.repeat(70),
  [],
  [[], [0, 'a', null]],
  {},
  { type: 'solid', color: '#ff0000', opacity: 0.5, visible: true },
  { own: { nested: [true] } },
  { x: 1.5, y: -2, space: page },
  { y: 1, x: 2, space: page },
  { x: 1, y: 2, space: 'no id' },
  { x: 1, y: 2, space: ROOT },
  { parent: page, order: 'ann00000a0', from: TRASH },
  { parent: ROOT, order: '', from: theirs },
];

export const SAMPLE_CHANGES: readonly Change[] = [
  {
    actor: ann,
    time: TIME + 2,
    assignments: [
      [page, 'type', 'page'],
      [page, 'placement', { parent: ROOT, order: 'ann00000a0', from: ROOT }],
      [page, 'name', 'Page 1'],
      [shape, 'type', 'rectangle'],
      [shape, 'placement', { parent: page, order: 'ann00000a0', from: page }],
      [shape, 'position', { x: 12.5, y: -3, space: page }],
      [shape, 'fills', [{ type: 'solid', color: '#336699', opacity: 1, visible: true }]],
    ],
  },
  { actor: bob, time: TIME + 1, assignments: [[shape, 'width', 120.25]] },
  { actor: ann, time: TIME + 9_000_000, assignments: SAMPLE_VALUES.map((value, i) => [theirs, `sample/${i}`, value]) },
  { actor: bob, time: TIME + 9_000_001, assignments: [] },
];

export const SAMPLE_DELTA: Delta = {
  version: new Map([
    [ann, TIME + 9_000_000],
    [bob, TIME + 9_000_001],
  ]),
  rows: [
    {
      node: page,
      registers: [
        ['type', { value: 'page', time: TIME + 2, actor: ann }],
        ['name', { value: 'Page 1', time: TIME + 2, actor: ann }],
      ],
    },
    {
      node: shape,
      registers: [
        ['position', { value: { x: 12.5, y: -3, space: page }, time: TIME + 2, actor: ann }],
        ['width', { value: 120.25, time: TIME + 1, actor: bob }],
        ['votes/ann', { value: 3, time: TIME + 1, actor: bob }],
      ],
    },
    { node: theirs, registers: [] },
  ],
};

const PROFILE = {
  counter: 3,
  value: { person: actorNamed('Ann'), name: 'Ann Ü.', color: '#e5484d', choice: 'dnd' },
} as const;
const VIEW = { counter: 9, value: { page, cursor: { x: 10.5, y: -20 }, selection: [shape, theirs] } } as const;
const BLANK_VIEW = { counter: 10, value: { page: null, cursor: null, selection: [] } } as const;
const ATTENTION = {
  counter: 3,
  value: {
    viewport: { left: -20.5, top: 10, right: 1203.625, bottom: 810 },
    following: actorNamed('s2'),
    spotlight: true,
    chat: 'Look hére',
  },
} as const;

const CARET = { counter: 7, value: { anchor: 300, focus: 12 } } as const;

const PRESENCE: readonly PresenceUpdate[] = [
  {
    session: actorNamed('s1'),
    status: {
      siblings: [
        { writer: actorNamed('w1'), counter: 4, status: 'offline', at: 1_767_225_600_000 },
        { writer: actorNamed('w2'), counter: 1, status: 'online', at: 1_767_225_600_001 },
      ],
      vector: [
        { writer: actorNamed('w1'), counter: 4 },
        { writer: actorNamed('w2'), counter: 1 },
      ],
    },
    profile: PROFILE,
    view: VIEW,
  },
  { session: actorNamed('s2'), view: BLANK_VIEW },
];

const sampleHashes = (count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, at) => Math.imul(at, 0x9e3779b1));

/** What a link carries one after the other: each builds on the one before. */
export const SAMPLE_STREAM: readonly (readonly Change[])[] = [
  [dragged(0, [10, 0.1, 300.25], 1), dragged(0, [4], 1, bob)],
  [dragged(20, [13, 0.1 + 3, 303.25], 1)],
  [dragged(36.5, [14.7, 0.1 + 4.7, 300.25 + 4.7], 0.5), dragged(40, [4.05], 0.75, bob)],
  [dragged(70, [1, 2e9, -0], null)],
];

function dragged(ms: number, x: readonly number[], opacity: Value, actor = ann): Change {
  const places = x.map((each, i): Assignment => [node(ann, i), 'position', { x: each, y: 2 * i, space: page }]);
  return { actor, time: TIME + 4096 * ms, assignments: [...places, [theirs, 'opacity', opacity]] };
}

export const SAMPLE_CLIENT_MESSAGES: readonly ClientMessage[] = [
  {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    session: actorNamed('s1'),
    actor: ann,
    profile: PROFILE,
    version: SAMPLE_DELTA.version,
  },
  { type: 'push', number: 1, changes: SAMPLE_CHANGES },
  { type: 'resume', actor: ann, time: TIME },
  { type: 'presence', activity: 'idle', profile: PROFILE, view: VIEW },
  { type: 'presence' },
  { type: 'resync', version: new Map() },
  { type: 'ping', sentAt: 1_767_225_600_000 },
  { type: 'goodbye' },
  { type: 'check', version: SAMPLE_DELTA.version, branches: sampleHashes(16) },
  { type: 'fetch', buckets: [0, 127, 128, 4095] },
  {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    session: actorNamed('s1'),
    actor: ann,
    profile: PROFILE,
    version: new Map(),
    proof: '00112233445566778899aabbccddeeff',
  },
  { type: 'receipt', frame: 300 },
  { type: 'presence', attention: ATTENTION },
  { type: 'presence', view: VIEW, caret: CARET },
];

export const SAMPLE_RELAY_MESSAGES: readonly RelayMessage[] = [
  {
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    frame: 300,
    unixMs: 1_767_225_600_000,
    heartbeatMs: 15_000,
    delta: encodeDelta(SAMPLE_DELTA),
    presence: PRESENCE,
  },
  { type: 'frame', number: 301, changes: SAMPLE_CHANGES.slice(0, 2), presence: PRESENCE },
  { type: 'ack', time: TIME + 5 },
  { type: 'reject', actor: ann, time: TIME, final: true, code: 'schema', message: 'width must be a number' },
  { type: 'delta', frame: 302, delta: encodeDelta({ version: new Map(), rows: [] }) },
  { type: 'pong', sentAt: 1_767_225_600_000, unixMs: 1_767_225_600_123 },
  { type: 'goodbye', code: 'restart', message: 'back in a moment' },
  { type: 'digest', branches: [0, 15].map((branch) => ({ branch, buckets: sampleHashes(256) })) },
  { type: 'repair', buckets: [0, 4095], delta: encodeDelta(SAMPLE_DELTA) },
  { type: 'frame', number: 302, changes: [], presence: [{ session: actorNamed('s1'), attention: ATTENTION }] },
  {
    type: 'frame',
    number: 303,
    changes: [],
    presence: [
      { session: actorNamed('s1'), view: VIEW, caret: CARET },
      { session: actorNamed('s2'), caret: { counter: 8, value: null } },
    ],
  },
];
