import type { ChannelEvents } from '@joinery/shared';
import { beforeEach, describe, expect, it } from 'vitest';
import { TabNetwork } from './tab-network.ts';

/** Time that passes when the test says so. */
class Clock {
  #now = 0;
  #due: { at: number; run: () => void }[] = [];
  chance = 0.5;
  now = (): number => this.#now;
  random = (): number => this.chance;
  after = (ms: number, run: () => void): (() => void) => {
    const due = { at: this.#now + ms, run };
    this.#due.push(due);
    return () => (this.#due = this.#due.filter((other) => other !== due));
  };
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
}

let clock: Clock;
let network: TabNetwork;
let relay: ChannelEvents;
let told: string[];
let sent: number[];

beforeEach(() => {
  clock = new Clock();
  network = new TabNetwork(clock);
  [told, sent] = [[], []];
});

const PUSH = 2;
const ACK = 66;
const bytes = (type: number, value: number): Uint8Array => Uint8Array.of(type, value);

function connect() {
  const open = network.over((events) => {
    relay = events;
    return { send: (frame) => void sent.push(frame[1] ?? 0), close: () => told.push('socket closed') };
  });
  return open({
    onOpen: () => told.push('open'),
    onFrame: (frame) => told.push(`frame ${frame[1]}`),
    onClose: () => told.push('close'),
  });
}

describe('the network of a tab', () => {
  it('carries frames as they come, and notes what they are and how long', () => {
    const line = connect();
    relay.onOpen();
    line.send(bytes(PUSH, 1));
    relay.onFrame(bytes(ACK, 2));
    expect([told, sent]).toEqual([['open', 'frame 2'], [1]]);
    expect(network.store.getState()).toMatchObject({
      sentBytes: 2,
      receivedBytes: 2,
      frames: [
        { way: 'sent', type: 'push', bytes: 2, lost: false },
        { way: 'received', type: 'ack', bytes: 2, lost: false },
      ],
    });
  });

  it('is slow as told, both ways, and in order though it gets faster meanwhile', () => {
    const line = connect();
    relay.onOpen();
    network.set({ latencyMs: 100 });
    line.send(bytes(PUSH, 1));
    relay.onFrame(bytes(ACK, 1));
    network.set({ latencyMs: 0 });
    line.send(bytes(PUSH, 2));
    relay.onFrame(bytes(ACK, 2));
    clock.pass(99);
    expect([told, sent]).toEqual([['open'], []]);
    clock.pass(1);
    expect([told, sent]).toEqual([
      ['open', 'frame 1', 'frame 2'],
      [1, 2],
    ]);
  });

  it('loses the share that it was told to', () => {
    const line = connect();
    relay.onOpen();
    network.set({ loss: 0.3 });
    clock.chance = 0.2;
    line.send(bytes(PUSH, 1));
    relay.onFrame(bytes(ACK, 1));
    clock.chance = 0.4;
    line.send(bytes(PUSH, 2));
    expect([told, sent]).toEqual([['open'], [2]]);
    expect(network.store.getState().frames.map(({ lost }) => lost)).toEqual([true, true, false]);
  });

  it('is cut at once, lets nobody connect until it is back, and tells of each end once', () => {
    connect();
    relay.onOpen();
    network.set({ offline: true });
    relay.onFrame(bytes(ACK, 1));
    relay.onClose();
    expect(told).toEqual(['open', 'close', 'socket closed']);
    connect();
    expect(told).toHaveLength(3);
    clock.pass(1);
    expect(told).toEqual(['open', 'close', 'socket closed', 'close']);
    network.set({ offline: false });
    connect();
    relay.onOpen();
    expect(told.at(-1)).toBe('open');
  });
});
