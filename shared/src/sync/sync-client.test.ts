import { describe, expect, test } from 'vitest';
import { actorNamed, jsonOf, replica, TEST_START_MS } from '../../testing/index.ts';
import { unixMsToTime } from '../clock/stamp.ts';
import { EMPTY_VERSION } from '../clock/version-vector.ts';
import { ChangeStreamReader, ChangeStreamWriter } from '../codec/change-stream.ts';
import { encodeDelta } from '../codec/delta.ts';
import {
  type ClientMessage,
  decodeClientMessage,
  encodeRelayMessage,
  PROTOCOL_VERSION,
  type RelayMessage,
} from '../codec/message.ts';
import type { Change } from '../document/change.ts';
import type { Document } from '../document/document.ts';
import { type NodeId, ROOT } from '../document/node-id.ts';
import type { ChannelEvents } from './channel.ts';
import type { Outbox, OutboxContents, RejectedChange } from './outbox.ts';
import { PresenceClient } from './presence-client.ts';
import { MAX_PUSH_CHANGES, PUSH_INTERVAL_MS, SyncClient } from './sync-client.ts';
import type { Timers } from './timers.ts';

const WELCOME_TIMEOUT_MS = 10_000;
const REFUSED_RETRY_MS = 1000;

class HandTimers implements Timers {
  #now = TEST_START_MS;
  #due: { readonly at: number; readonly run: () => void }[] = [];

  now = (): number => this.#now;
  random = (): number => 0;

  after = (ms: number, run: () => void): (() => void) => {
    const due = { at: this.#now + ms, run };
    this.#due.push(due);
    return () => void (this.#due = this.#due.filter((other) => other !== due));
  };

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.#now = next.at;
      next.run();
    }
    this.#now = end;
  }
}

/** Remembers what it was asked to keep. */
class ListOutbox implements Outbox {
  pending: Change[] = [];
  readonly rejected: RejectedChange[] = [];
  readonly dismissed: number[] = [];

  append = async (change: Change, instead?: number): Promise<void> =>
    void (this.pending = [...this.pending.filter(({ time }) => time !== instead), change]);
  acknowledge = async (upTo: number): Promise<void> =>
    void (this.pending = this.pending.filter(({ time }) => time > upTo));
  reject = async (one: RejectedChange): Promise<void> => {
    this.pending = this.pending.filter(({ time }) => time !== one.change.time);
    this.rejected.push(one);
  };
  reissue = async (
    before: readonly number[],
    changes: readonly Change[],
    rejected: readonly RejectedChange[],
  ): Promise<void> => {
    this.pending = [...this.pending.filter(({ time }) => !before.includes(time)), ...changes];
    this.rejected.push(...rejected);
  };

  dismiss = async (time: number): Promise<void> => void this.dismissed.push(time);
}

interface Line {
  readonly events: ChannelEvents;
  readonly sent: ClientMessage[];
  closed: boolean;
}

/** Ann with a sync client, and the relay played by the test. */
class Desk {
  readonly timers = new HandTimers();
  readonly outbox = new ListOutbox();
  readonly lines: Line[] = [];
  readonly document: Document;
  readonly client: SyncClient;
  readonly errors: unknown[] = [];
  readonly relayTimes: number[] = [];

  constructor(contents: OutboxContents = { pending: [], rejected: [] }, kept?: Document) {
    this.document = replica('ann', this.timers.now);
    if (kept !== undefined) this.document.merge(kept.since(EMPTY_VERSION), 'load');
    this.client = new SyncClient({
      document: this.document,
      session: actorNamed('s1'),
      openChannel: (events) => {
        const line: Line = { events, sent: [], closed: false };
        const stream = new ChangeStreamReader();
        this.lines.push(line);
        return {
          send: (frame) => {
            const decoded = decodeClientMessage(frame, stream);
            if (!decoded.ok) throw new Error(decoded.reason);
            expect(decoded.value).not.toHaveProperty('gap');
            line.sent.push(decoded.value);
          },
          close: () => void (line.closed = true),
        };
      },
      outbox: this.outbox,
      contents,
      timers: this.timers,
      presence: new PresenceClient(actorNamed('s1'), {
        person: actorNamed('Ann'),
        name: 'Ann',
        color: '#000000',
        choice: 'automatic',
      }),
      onRelayTime: (unixMs) => this.relayTimes.push(unixMs),
      onError: (error) => this.errors.push(error),
    });
    this.client.start();
  }

  get line(): Line {
    return this.lines.at(-1)!;
  }

  /** Messages of a kind on the present line, since the last call. */
  take<T extends ClientMessage['type']>(type: T): Extract<ClientMessage, { type: T }>[] {
    const all = this.line.sent.splice(0);
    return all.filter((message): message is Extract<ClientMessage, { type: T }> => message.type === type);
  }

  /** @param stream of what the relay has sent to everybody, if it goes on with that */
  hear(message: RelayMessage, stream?: ChangeStreamWriter): void {
    this.line.events.onFrame(encodeRelayMessage(message, stream));
  }

  /** The link opens, and the relay welcomes with all that another document holds. */
  goLive(relay: Document = replica('relay'), frame = 10): void {
    this.line.events.onOpen();
    const [hello] = this.take('hello');
    const delta = encodeDelta(relay.since(hello!.version));
    this.hear({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      frame,
      unixMs: TEST_START_MS,
      heartbeatMs: 1000,
      delta,
      presence: [],
    });
  }

  /** Draws a page. */
  draw(name = 'page'): Change {
    return this.document.transact((tx) => void tx.create('page', ROOT, { name }))!;
  }
}

const timesOf = (pushes: readonly { readonly changes: readonly Change[] }[]): number[] =>
  pushes.flatMap(({ changes }) => changes.map(({ time }) => time));

describe('a link', () => {
  test('S4 the first message is a hello with what is held; the answer’s delta is taken in', () => {
    const relay = replica('bob');
    relay.transact((tx) => void tx.create('page', ROOT));
    const desk = new Desk();
    expect(desk.line.sent).toEqual([]);
    desk.line.events.onOpen();
    expect(desk.client.state.kind).toBe('syncing');
    expect(desk.line.sent).toMatchObject([{ type: 'hello', actor: desk.document.actor, version: new Map() }]);
    desk.hear({
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      frame: 1,
      unixMs: 5,
      heartbeatMs: 1000,
      delta: encodeDelta(relay.since(EMPTY_VERSION)),
      presence: [],
    });
    expect(desk.client.state.kind).toBe('live');
    expect(jsonOf(desk.document)).toBe(jsonOf(relay));
    expect(desk.relayTimes).toEqual([5]);
  });

  test('S4 it is tried again after half a second, and at once when woken', () => {
    const desk = new Desk();
    desk.line.events.onClose();
    expect(desk.client.state).toMatchObject({ kind: 'offline', retryAt: TEST_START_MS + 500 });
    desk.timers.advance(499);
    expect(desk.lines).toHaveLength(1);
    desk.timers.advance(1);
    expect(desk.lines).toHaveLength(2);
    desk.line.events.onClose();
    desk.client.wake();
    expect(desk.lines).toHaveLength(3);
    desk.client.wake();
    expect(desk.lines).toHaveLength(3);
  });

  test('S6 a link that is never welcomed, or falls silent, is given up', () => {
    const desk = new Desk();
    desk.timers.advance(WELCOME_TIMEOUT_MS);
    expect(desk.lines[0]!.closed).toBe(true);
    desk.timers.advance(500);
    desk.goLive();
    desk.timers.advance(2400);
    expect(desk.take('ping').length).toBeGreaterThan(0);
    expect(desk.client.state.kind).toBe('live');
    desk.timers.advance(200);
    expect(desk.client.state.kind).toBe('offline');
  });

  test('S6 what a link that was given up still says is not heard', () => {
    const desk = new Desk();
    desk.goLive();
    const [old] = desk.lines;
    old!.events.onClose();
    desk.client.wake();
    desk.goLive();
    old!.events.onClose();
    old!.events.onFrame(encodeRelayMessage({ type: 'goodbye', code: 'forbidden', message: 'no' }));
    expect(desk.client.state.kind).toBe('live');
  });

  test.each([
    ['restart', 'offline'],
    ['store', 'offline'],
    ['too-slow', 'offline'],
    ['no-such-file', 'closed'],
    ['protocol', 'closed'],
    ['forbidden', 'closed'],
  ] as const)('S6 after the goodbye “%s” it is %s', (code, kind) => {
    const desk = new Desk();
    desk.goLive();
    desk.hear({ type: 'goodbye', code, message: 'why' });
    expect(desk.client.state.kind).toBe(kind);
    expect(desk.line.closed).toBe(true);
    desk.timers.advance(60_000);
    expect(desk.lines.length > 1).toBe(kind === 'offline');
  });

  test('S6 whose place was taken comes back, as it may have been an echo of its own; again and again, it leaves it', () => {
    const desk = new Desk();
    desk.goLive();
    const replaced = (): void => desk.hear({ type: 'goodbye', code: 'replaced', message: 'elsewhere' });
    for (let i = 0; i < 3; i++) {
      replaced();
      expect(desk.client.state.kind).toBe('offline');
      desk.client.wake();
      desk.goLive();
    }
    replaced();
    expect(desk.client.state).toEqual({ kind: 'closed', reason: { code: 'replaced', message: 'elsewhere' } });
  });

  test('S6 bytes that mean nothing are reported, and end the link', () => {
    const desk = new Desk();
    desk.goLive();
    desk.line.events.onFrame(Uint8Array.of(255, 1, 2));
    expect(desk.errors).toHaveLength(1);
    expect(desk.client.state.kind).toBe('offline');
  });

  test('S6 stopping says goodbye after sending what waits, and nothing is tried afterwards', () => {
    const desk = new Desk();
    desk.goLive();
    desk.draw();
    desk.client.stop();
    expect(desk.line.sent.map(({ type }) => type).slice(-2)).toEqual(['push', 'goodbye']);
    desk.timers.advance(100_000);
    desk.client.wake();
    expect(desk.lines).toHaveLength(1);
  });
});

describe('own changes', () => {
  test('S2 an edit is kept, sent in the same turn when it was quiet, and forgotten when the relay’s frame brings it', () => {
    const desk = new Desk();
    desk.goLive();
    const change = desk.draw();
    expect(desk.outbox.pending).toEqual([change]);
    desk.timers.advance(0);
    expect(desk.take('push')).toMatchObject([{ number: 1, changes: [{ time: change.time }] }]);
    expect(desk.client.pendingCount).toBe(1);
    desk.hear({ type: 'frame', number: 11, changes: [change], presence: [] });
    expect(desk.client.pendingCount).toBe(0);
    expect(desk.outbox.pending).toEqual([]);
  });

  test('S2 a streaming gesture pushes at most once in an interval, and the newest state only', () => {
    const desk = new Desk();
    desk.goLive();
    desk.draw();
    const [page] = desk.document.children(ROOT) as [NodeId];
    desk.timers.advance(PUSH_INTERVAL_MS);
    desk.take('push');
    for (let i = 0; i < 20; i++) {
      desk.document.transact((tx) => tx.set(page, 'name', `n${i}`));
      desk.timers.advance(5);
    }
    const pushes = desk.take('push');
    expect(pushes.length).toBeLessThanOrEqual(4);
    for (const { changes } of pushes) expect(changes).toHaveLength(1);
    expect(desk.outbox.pending.length).toBeLessThanOrEqual(pushes.length + 2);
  });

  test('S2 many changes go in pushes of limited size', () => {
    const desk = new Desk();
    for (let i = 0; i < MAX_PUSH_CHANGES + 1; i++) desk.draw();
    desk.goLive();
    expect(desk.take('push').map(({ number, changes }) => [number, changes.length])).toEqual([
      [1, MAX_PUSH_CHANGES],
      [2, 1],
    ]);
  });

  test('S2 after a reconnect everything unacknowledged is sent again, in order, numbered from 1', () => {
    const desk = new Desk();
    desk.goLive();
    const first = desk.draw();
    desk.timers.advance(0);
    expect(timesOf(desk.take('push'))).toEqual([first.time]);
    desk.line.events.onClose();
    const second = desk.draw();
    desk.client.wake();
    desk.goLive();
    const pushes = desk.take('push');
    expect(timesOf(pushes)).toEqual([first.time, second.time]);
    expect(pushes[0]!.number).toBe(1);
  });

  test('S2, S3 what the welcome’s delta proves to be journalled is not sent again', () => {
    const desk = new Desk();
    const change = desk.draw();
    const relay = replica('relay');
    relay.apply(change);
    desk.goLive(relay);
    expect(desk.take('push')).toEqual([]);
    expect(desk.client.pendingCount).toBe(0);
  });

  test('S2, S4 after a reload the hello says what the snapshot held, not what waits on top of it', () => {
    const before = new Desk();
    const seen = before.draw();
    const waiting = before.document.transact((tx) => tx.set(before.document.children(ROOT)[0]!, 'name', 'later'))!;
    const desk = new Desk({ pending: [waiting], rejected: [] });
    const relay = replica('relay');
    relay.apply(seen);
    desk.goLive(relay);
    expect(timesOf(desk.take('push'))).toEqual([waiting.time]);
    expect(jsonOf(desk.document)).toBe(jsonOf(before.document));
  });

  test('S3 an acknowledgement of a resent change is as good as the frame', () => {
    const desk = new Desk();
    desk.goLive();
    const change = desk.draw();
    desk.timers.advance(0);
    desk.hear({ type: 'ack', time: change.time });
    expect(desk.client.pendingCount).toBe(0);
  });

  test('S3 after a temporary refusal nothing is sent for a while, then all again', () => {
    const desk = new Desk();
    desk.goLive();
    const change = desk.draw();
    desk.timers.advance(0);
    desk.take('push');
    desk.hear({
      type: 'reject',
      actor: change.actor,
      time: change.time,
      final: false,
      code: 'overload',
      message: 'busy',
    });
    const later = desk.draw();
    desk.timers.advance(REFUSED_RETRY_MS - 1);
    expect(desk.take('push')).toEqual([]);
    desk.timers.advance(1);
    const sent = desk.line.sent.splice(0).filter(({ type }) => type !== 'ping');
    expect(sent.map(({ type }) => type)).toEqual(['resume', 'push']);
    expect(timesOf(sent.filter((message) => message.type === 'push'))).toEqual([change.time, later.time]);
    expect(desk.client.rejected).toEqual([]);
  });

  test('S5 a final refusal is taken back, kept with the reason, and the rest goes on', () => {
    const desk = new Desk();
    desk.goLive();
    const page = desk.draw();
    const [id] = desk.document.children(ROOT) as [NodeId];
    desk.timers.advance(0);
    desk.hear({ type: 'frame', number: 11, changes: [page], presence: [] });
    const bad = desk.document.transact((tx) => tx.set(id, 'name', 'bad'))!;
    desk.timers.advance(PUSH_INTERVAL_MS);
    const good = desk.document.transact((tx) => tx.setRaw(id, 'votes', 1))!;
    desk.take('push');
    desk.hear({
      type: 'reject',
      actor: bad.actor,
      time: bad.time,
      final: true,
      code: 'permission',
      message: 'viewers only look',
    });
    expect(desk.document.get(id, 'name')).toBe('page');
    expect(desk.document.read(id, 'votes')).toBe(1);
    expect(desk.client.rejected).toMatchObject([
      { change: { time: bad.time }, code: 'permission', message: 'viewers only look' },
    ]);
    expect(desk.outbox.rejected).toHaveLength(1);
    expect(desk.outbox.pending).toEqual([good]);
    const sent = desk.line.sent.splice(0);
    expect(sent[0]).toMatchObject({ type: 'resume', time: bad.time });
    expect(timesOf(sent.filter((message) => message.type === 'push'))).toEqual([good.time]);
    desk.client.dismissRejected(bad.time);
    expect([desk.client.rejected, desk.outbox.dismissed]).toEqual([[], [bad.time]]);
  });

  test('S5 what somebody else set, and what lost against the rejected value, stands then', () => {
    const desk = new Desk();
    desk.goLive();
    const page = desk.draw();
    const [id] = desk.document.children(ROOT) as [NodeId];
    desk.timers.advance(0);
    desk.hear({ type: 'frame', number: 11, changes: [page], presence: [] });
    const bob = replica('bob', () => TEST_START_MS + 5);
    bob.apply(page);
    const theirs = bob.transact((tx) => tx.set(id, 'name', 'theirs'))!;
    desk.timers.advance(10);
    const bad = desk.document.transact((tx) => tx.set(id, 'name', 'bad'))!;
    desk.hear({ type: 'frame', number: 12, changes: [theirs], presence: [] });
    expect(desk.document.get(id, 'name')).toBe('bad');
    desk.hear({ type: 'reject', actor: bad.actor, time: bad.time, final: true, code: 'limit', message: 'no' });
    expect(desk.document.get(id, 'name')).toBe('theirs');
  });

  test('S4 a resync that was asked for and not answered is asked for again with the next hello', () => {
    const desk = new Desk();
    desk.goLive();
    desk.draw();
    desk.client.resync();
    expect(desk.take('resync')).toMatchObject([{ version: new Map() }]);
    desk.line.events.onClose();
    desk.client.wake();
    desk.line.events.onOpen();
    expect(desk.take('hello')).toMatchObject([{ version: new Map() }]);
  });

  test('S5 what was rejected before a reload is still listed after it', () => {
    const change = new Desk().draw();
    const desk = new Desk({ pending: [], rejected: [{ change, code: 'limit', message: 'too many' }] });
    expect(desk.client.rejected).toHaveLength(1);
    expect(desk.client.pendingCount).toBe(0);
  });
});

describe('others’ changes', () => {
  test('S4 a gap in the frames is repaired by a delta, and what comes in between is not taken for it', () => {
    const bob = replica('bob');
    const [first, second] = [0, 1].map(() => bob.transact((tx) => void tx.create('page', ROOT))!);
    const desk = new Desk();
    desk.goLive();
    desk.hear({ type: 'frame', number: 12, changes: [second!], presence: [] });
    expect(desk.take('resync')).toHaveLength(1);
    desk.hear({ type: 'frame', number: 13, changes: [], presence: [] });
    expect(desk.take('resync')).toEqual([]);
    expect(desk.document.children(ROOT)).toEqual([]);
    desk.hear({ type: 'delta', frame: 13, delta: encodeDelta(bob.since(EMPTY_VERSION)) });
    expect(desk.document.children(ROOT)).toHaveLength(2);
    desk.hear({ type: 'frame', number: 14, changes: [first!], presence: [] });
    expect(desk.client.state.kind).toBe('live');
    expect(desk.take('resync')).toEqual([]);
  });

  test('D3 what builds on a frame that did not come is asked for, and taken from then on', () => {
    const bob = replica('bob');
    const [made, ...renamed] = ['', 'a', 'b', 'c', 'd'].map((name) =>
      bob.transact((tx) => (name ? tx.set(bob.children(ROOT)[0]!, 'name', name) : void tx.create('page', ROOT)))!,
    );
    const stream = new ChangeStreamWriter();
    const frame = (number: number, change: Change): RelayMessage => ({
      type: 'frame',
      number,
      changes: [change],
      presence: [],
    });
    encodeRelayMessage(frame(11, made!), stream);
    encodeRelayMessage(frame(12, renamed[0]!), stream);
    const desk = new Desk();
    desk.goLive(bob, 12);
    desk.hear(frame(13, renamed[1]!), stream);
    expect(desk.take('resync')).toHaveLength(1);
    desk.hear(frame(14, renamed[2]!), stream);
    expect(desk.take('resync')).toEqual([]);
    stream.restart();
    desk.hear({ type: 'delta', frame: 14, delta: encodeDelta(bob.since(EMPTY_VERSION)) });
    desk.hear(frame(15, renamed[2]!), stream);
    desk.hear(frame(16, renamed[3]!), stream);
    expect(desk.take('resync')).toEqual([]);
    expect(desk.errors).toEqual([]);
    expect(jsonOf(desk.document)).toBe(jsonOf(bob));
  });

  test('S1 a frame that comes while a hand drags changes nothing that the hand holds', () => {
    const desk = new Desk();
    desk.goLive();
    const page = desk.draw();
    const [id] = desk.document.children(ROOT) as [NodeId];
    const gesture = { label: 'Rename' };
    desk.document.transact((tx) => tx.set(id, 'name', 'mine'), { gesture });
    const bob = replica('bob', () => TEST_START_MS + 10);
    bob.apply(page);
    const theirs = bob.transact((tx) => tx.set(id, 'name', 'theirs'))!;
    desk.hear({ type: 'frame', number: 11, changes: [theirs], presence: [] });
    expect(desk.document.get(id, 'name')).toBe('mine');
    desk.document.release(gesture);
    expect(desk.document.get(id, 'name')).toBe('theirs');
  });
});

test('S2 a failing outbox is reported and costs no edit', async () => {
  const desk = new Desk();
  desk.goLive();
  desk.outbox.append = () => Promise.reject(new Error('quota'));
  desk.draw();
  desk.timers.advance(0);
  expect(desk.take('push')).toHaveLength(1);
  await Promise.resolve();
  await Promise.resolve();
  expect(desk.errors).toEqual([new Error('quota')]);
});

/** A relay's document with a page and a shape that was deleted, and what a replica kept of it from before that. */
function purged(): { relay: Document; kept: Document; page: NodeId; gone: NodeId } {
  const relay = replica('relay');
  let [page, gone]: NodeId[] = ['', ''];
  relay.transact((tx) => {
    page = tx.create('page', ROOT, { name: 'page' });
    gone = tx.create('rectangle', page);
  });
  const kept = replica('kept');
  kept.merge(relay.since(EMPTY_VERSION));
  relay.transact((tx) => tx.trash(gone!));
  return { relay, kept, page: page!, gone: gone! };
}

/** Purges the trash, after one more edit. */
function raise(relay: Document): Change {
  relay.transact((tx) => void tx.create('page', ROOT));
  return relay.raiseHorizon({ to: relay.clock.last, forget: 0 })!;
}

describe('what has to be made again', () => {
  test('D9, S4 who has not seen what was purged asks for the whole document over a new link, and becomes it', () => {
    const { relay, kept, gone } = purged();
    raise(relay);
    const desk = new Desk(undefined, kept);
    desk.goLive(relay);
    expect([desk.lines.length, desk.lines[0]?.closed, desk.client.state.kind]).toEqual([2, true, 'connecting']);
    expect(desk.document.has(gone)).toBe(true);
    desk.goLive(relay);
    expect([desk.lines.length, desk.client.state.kind]).toEqual([2, 'live']);
    expect(jsonOf(desk.document)).toBe(jsonOf(relay));
    expect(desk.document.version).toEqual(relay.version);
  });

  test('D9, S4 who has seen it all is content with a delta, however late they hear that it was purged', () => {
    const { relay, gone } = purged();
    const kept = replica('kept');
    kept.merge(relay.since(EMPTY_VERSION));
    raise(relay);
    const desk = new Desk(undefined, kept);
    desk.goLive(relay);
    expect([desk.lines.length, desk.client.state.kind, desk.document.has(gone)]).toEqual([1, 'live', false]);
    expect(jsonOf(desk.document)).toBe(jsonOf(relay));
  });

  test('D9, S2 unsent edits from before the horizon are kept and sent under fresh stamps, once all is here anew', () => {
    const { relay, kept, page, gone } = purged();
    const desk = new Desk(undefined, kept);
    const [before, lost] = [
      desk.document.transact((tx) => tx.set(page, 'name', 'mine'))!,
      desk.document.transact((tx) => tx.set(gone, 'width', 1))!,
    ];
    relay.clock.observe(desk.document.clock.last);
    const { time } = raise(relay);
    desk.goLive(relay);
    desk.goLive(relay);
    const [push] = desk.take('push');
    expect(push!.changes).toMatchObject([{ assignments: [[page, 'name', 'mine']] }]);
    expect(push!.changes[0]!.time).toBeGreaterThan(time);
    expect(desk.outbox.pending).toEqual(push!.changes);
    expect([desk.document.get(page, 'name'), desk.client.pendingCount]).toEqual(['mine', 1]);
    expect(before.time).toBeLessThan(time);
    expect(desk.client.rejected).toMatchObject([{ code: 'purged', change: { time: lost.time } }]);
    expect(desk.outbox.rejected).toEqual(desk.client.rejected);
  });

  test('D9, S2 the unsent edits of a replica that kept nothing else are made again in what comes', () => {
    const { relay, page } = purged();
    const other = replica('ann');
    other.merge(relay.since(EMPTY_VERSION));
    const pending = [other.transact((tx) => void tx.create('rectangle', page, { name: 'mine' }))!];
    relay.clock.observe(other.clock.last);
    raise(relay);
    const desk = new Desk({ pending, rejected: [] });
    desk.goLive(relay);
    expect([desk.lines.length, desk.client.pendingCount]).toEqual([1, 1]);
    expect(desk.document.children(page).map((id) => desk.document.get(id, 'name'))).toEqual(['mine']);
  });

  test('S5, D2 what a wrong clock stamped is refused, and sent again when the relay has told the time; nothing is rejected', () => {
    const desk = new Desk();
    desk.goLive();
    desk.document.clock.observe(unixMsToTime(TEST_START_MS + 3 * 3_600_000));
    desk.draw('mine');
    desk.timers.advance(0);
    const [push] = desk.take('push');
    const [ahead] = push!.changes;
    desk.hear({ type: 'reject', actor: ahead!.actor, time: ahead!.time, final: true, code: 'clock', message: 'ahead' });
    expect(desk.take('ping')).toHaveLength(1);
    const later = desk.document.transact((tx) => tx.set(desk.document.children(ROOT)[0]!, 'name', 'still mine'))!;
    desk.timers.advance(PUSH_INTERVAL_MS);
    expect([desk.take('push'), later.time > ahead!.time]).toEqual([[], true]);
    desk.hear({ type: 'pong', sentAt: 0, unixMs: TEST_START_MS });
    const sent = desk.line.sent.splice(0);
    expect(sent[0]).toMatchObject({ type: 'resume', time: ahead!.time });
    const again = sent.flatMap((message) => (message.type === 'push' ? message.changes : []));
    expect(again).toHaveLength(2);
    expect(again[1]!.time).toBeLessThan(ahead!.time);
    expect(desk.outbox.pending).toEqual(again);
    const [id] = desk.document.children(ROOT);
    expect([desk.document.get(id!, 'name'), desk.client.rejected]).toEqual(['still mine', []]);
    desk.hear({ type: 'frame', number: 11, changes: again, presence: [] });
    expect(desk.client.pendingCount).toBe(0);
  });

  test('S5 what is refused for its stamp twice is rejected', () => {
    const desk = new Desk();
    desk.goLive();
    desk.draw();
    desk.timers.advance(0);
    for (let times = 0; times < 2; times++) {
      const [push] = desk.take('push');
      const { actor, time } = push!.changes[0]!;
      desk.hear({ type: 'reject', actor, time, final: true, code: 'clock', message: 'your clock is wrong' });
      desk.hear({ type: 'pong', sentAt: 0, unixMs: TEST_START_MS });
    }
    expect(desk.client.rejected).toMatchObject([{ code: 'clock', message: 'your clock is wrong' }]);
    expect([desk.client.pendingCount, desk.document.children(ROOT)]).toEqual([0, []]);
  });

  test('S5, D9 of a change that is refused as purged, the rest is sent again when it is known what is gone', () => {
    const { relay, page, gone } = purged();
    const desk = new Desk();
    desk.goLive(relay);
    const mixed = desk.document.transact((tx) => {
      tx.restore(gone);
      tx.set(page, 'name', 'mine');
    })!;
    desk.timers.advance(0);
    relay.raiseHorizon({ to: relay.clock.last, forget: 0 });
    const { actor, time } = mixed;
    desk.hear({ type: 'reject', actor, time, final: true, code: 'purged', message: 'it was deleted for good' });
    const [resync] = desk.take('resync');
    desk.hear({ type: 'delta', frame: 12, delta: encodeDelta(relay.since(resync!.version)) });
    const [push] = desk.take('push');
    expect(push!.changes.map(({ assignments }) => assignments)).toEqual([[[page, 'name', 'mine']]]);
    expect(desk.client.rejected.flatMap(({ change }) => change.assignments.map(([node]) => node))).toContain(gone);
    expect([desk.document.has(gone), desk.document.get(page, 'name')]).toEqual([false, 'mine']);
    relay.apply(push!.changes[0]!);
    expect(jsonOf(desk.document)).toBe(jsonOf(relay));
  });

  test('D9, S2 of an edit that was journalled, and its node purged, before its author came back, nothing stays behind', () => {
    const { relay, kept, gone } = purged();
    kept.clock.observe(relay.clock.last);
    const edit = kept.transact((tx) => tx.set(gone, 'width', 1))!;
    relay.apply({ ...edit, actor: actorNamed('ann') });
    relay.raiseHorizon({ to: edit.time - 1, forget: 0 });
    expect(relay.has(gone)).toBe(false);
    const desk = new Desk({ pending: [{ ...edit, actor: actorNamed('ann') }], rejected: [] });
    desk.goLive(relay);
    expect([desk.client.pendingCount, desk.document.row(gone)]).toEqual([0, undefined]);
    expect(jsonOf(desk.document)).toBe(jsonOf(relay));
    expect([...desk.document.nodes()]).toEqual([...relay.nodes()]);
  });

  test('D9 a link that breaks while the whole document is awaited is opened again, and asks for it again', () => {
    const { relay, kept } = purged();
    raise(relay);
    const desk = new Desk(undefined, kept);
    desk.goLive(relay);
    desk.line.events.onClose();
    desk.client.wake();
    desk.line.events.onOpen();
    expect(desk.take('hello')).toMatchObject([{ version: new Map() }]);
  });
});
