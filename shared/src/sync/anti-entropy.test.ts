import { expect, test } from 'vitest';
import { exchange, flip, jsonOf, Random, replica } from '../../testing/index.ts';
import { encodeDelta } from '../codec/delta.ts';
import type { ClientMessage, RelayMessage } from '../codec/message.ts';
import { differing } from '../document/digest.ts';
import type { Document } from '../document/document.ts';
import { ROOT } from '../document/node-id.ts';
import { AntiEntropy } from './anti-entropy.ts';

const EVERY_MS = 60_000;

/** Ann’s side of the checks, and a relay’s document that is the same. */
function desk() {
  const [relay, ann] = [replica('relay'), replica('ann')];
  relay.transact((tx) => {
    const page = tx.create('page', ROOT, { name: 'Page' });
    for (let i = 0; i < 20; i++) tx.create('rectangle', page, { name: `shape ${i}` });
  });
  exchange(relay, ann);
  const sent: ClientMessage[] = [];
  const errors: string[] = [];
  const clock = { now: 0 };
  const side = new AntiEntropy({
    document: ann,
    send: (message) => sent.push(message),
    now: () => clock.now,
    report: ({ message }) => errors.push(message),
    everyMs: EVERY_MS,
  });
  return { relay, ann, sent, errors, clock, side };
}

function digestFor(relay: Document, check: ClientMessage | undefined): Extract<RelayMessage, { type: 'digest' }> {
  if (check?.type !== 'check') throw new Error('no check was sent');
  const digest = relay.digest();
  const branches = differing(check.branches, digest.branches());
  return { type: 'digest', branches: branches.map((branch) => ({ branch, buckets: digest.bucketsOf(branch) })) };
}

const repairFrom = (relay: Document, buckets: readonly number[]): Extract<RelayMessage, { type: 'repair' }> => ({
  type: 'repair',
  buckets,
  delta: encodeDelta(relay.rowsOf(buckets)),
});

test('D12 a check is said at most once in its time, at once on a new link, and never while edits are on their way', () => {
  const { ann, sent, clock, side } = desk();
  side.check(undefined);
  expect(sent).toEqual([]);
  side.check(ann.version);
  side.check(ann.version);
  expect(sent).toHaveLength(1);
  clock.now += EVERY_MS;
  side.check(ann.version);
  expect(sent).toHaveLength(2);
  side.reset();
  side.check(ann.version);
  expect(sent).toHaveLength(3);
});

test('D12 a repair that somebody’s edit has overtaken is not taken; the next quiet moment checks again', () => {
  const { relay, ann, sent, errors, side } = desk();
  flip(ann, new Random(1));
  side.check(ann.version);
  side.onDigest(digestFor(relay, sent.pop()));
  const fetched = sent.pop();
  const buckets = fetched?.type === 'fetch' ? fetched.buckets : [];
  expect(buckets.length).toBeGreaterThan(0);

  relay.transact((tx) => tx.set(relay.children(ROOT)[0]!, 'name', 'faster'));
  side.onRepair(repairFrom(relay, buckets), ann.version);
  side.onRepair(repairFrom(relay, buckets), undefined);
  expect([side.repairs, errors]).toEqual([0, []]);

  exchange(relay, ann);
  side.check(ann.version);
  side.onDigest(digestFor(relay, sent.pop()));
  expect(sent.pop()).toEqual({ type: 'fetch', buckets });
  side.onRepair(repairFrom(relay, buckets), ann.version);
  expect(side.repairs).toBe(1);
  expect(errors).toHaveLength(1);
  expect(jsonOf(ann)).toBe(jsonOf(relay));
});

test('D12 buckets are those that differed when the check was said, whatever was written since', () => {
  const { relay, ann, sent, side } = desk();
  flip(ann, new Random(1), 'extra');
  const damaged = ann.digest().differing(relay.digest());
  side.check(ann.version);
  ann.transact((tx) => tx.set(ann.children(ROOT)[0]!, 'name', 'later'));
  side.onDigest(digestFor(relay, sent.pop()));
  expect(sent).toEqual([{ type: 'fetch', buckets: damaged }]);
});

test('D12 a digest that nobody asked for is not answered', () => {
  const { relay, ann, sent, side } = desk();
  side.check(ann.version);
  const digest = digestFor(relay, sent.pop());
  side.reset();
  side.onDigest(digest);
  expect(sent).toEqual([]);
});

test('D12 where only the own digest was wrong, that is reported, and checked again before anything is asked for', () => {
  const { relay, ann, sent, errors, side } = desk();
  const placement = ann.row(ann.children(ROOT)[0]!)!.get('placement')!.value as { order: string };
  const { order } = placement;
  // The digest is taken of something else than what then stands.
  placement.order = 'other';
  ann.scrub();
  placement.order = order;
  side.check(ann.version);
  side.onDigest(digestFor(relay, sent.pop()));
  expect(errors).toEqual([expect.stringContaining('unseen by the digest')]);
  expect(sent).toEqual([]);
  side.check(ann.version);
  const again = digestFor(relay, sent.pop());
  expect(again.branches).toEqual([]);
});

test('D12 a repair that cannot be read is reported and changes nothing', () => {
  const { relay, ann, errors, side } = desk();
  const text = jsonOf(ann);
  side.onRepair({ ...repairFrom(relay, [1]), delta: Uint8Array.of(255) }, ann.version);
  expect(errors).toEqual([expect.stringContaining('format 255')]);
  expect(jsonOf(ann)).toBe(text);
});
