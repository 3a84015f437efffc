/**
 * Level 0 of the simulator: documents and nothing else, over a network that delays, repeats and reorders between people, but
 * keeps each one's order. A run is a pure function of its steps.
 */
import { TICKS_PER_MS } from '../src/clock/stamp.ts';
import { covers, versionsEqual } from '../src/clock/version-vector.ts';
import { decodeDelta, encodeDelta } from '../src/codec/delta.ts';
import type { Decoded } from '../src/codec/result.ts';
import type { Change, Delta } from '../src/document/change.ts';
import { Document } from '../src/document/document.ts';
import { creationStamp, type NodeId, ROOT, TRASH } from '../src/document/node-id.ts';
import { effectiveParents, type ReadPlacement } from '../src/document/effective-parents.ts';
import { UndoHistory } from '../src/document/undo-history.ts';
import { transformPoint } from '../src/geometry/matrix.ts';
import { type Vector, ZERO } from '../src/geometry/vector.ts';
import type { Placement } from '../src/schema/properties.ts';
import { valuesEqual } from '../src/schema/value.ts';
import { type Desk, type Edit, type Names, perform } from './edits.ts';
import { freshDigest } from './fresh-digest.ts';
import { OPENING } from './random-edit.ts';
import { NaiveDocument, roundedJson } from './naive-document.ts';
import { actorNamed, jsonOf, replica, TEST_START_MS } from './replicas.ts';
import { StreamLink } from './stream-link.ts';

export type Step =
  | { readonly who: number; readonly edit: Edit }
  /** The next `count` changes of one person reach another. */
  | { readonly net: 'deliver'; readonly from: number; readonly to: number; readonly count: number }
  /** One that arrived before arrives again: the `back`th last. */
  | { readonly net: 'repeat'; readonly from: number; readonly to: number; readonly back: number }
  /** One learns by delta everything that another knows. */
  | { readonly net: 'catch-up'; readonly from: number; readonly to: number }
  /** The document is written, read and goes on under the same actor; its undo history is gone. */
  | { readonly net: 'reload'; readonly who: number }
  /** Everybody learns everything, and what has been in the trash for `ms` is purged. */
  | { readonly net: 'collect'; readonly ms: number }
  /** Somebody's wall clock jumps. */
  | { readonly net: 'clock'; readonly who: number; readonly ms: number };

/** A broken promise, in words. Whatever else is thrown in a run is one as well. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/** What happened in a run: a fuzz in which nothing of it happens tests nothing. */
export interface Tally {
  edits: number;
  nothings: number;
  moves: number;
  undos: number;
  overwritten: number;
  repeats: number;
  cycles: number;
  /** Positions that are read through what a placement says of them. */
  carried: number;
  strays: number;
  purged: number;
  /** Digests of equal versions. */
  compared: number;
  /** Changes that built on what the link had carried before. */
  streamed: number;
}

interface Person extends Desk {
  document: Document;
  history: UndoHistory;
  /** Own changes, in order: what others are to get. */
  readonly sent: Change[];
  clockOffsetMs: number;
}

/** What had been done when the horizon was raised: a replay must not bring it later. */
interface Epoch {
  /** How many changes each person had made. */
  readonly counts: readonly number[];
  readonly raised: Change;
}

export class ReplicaWorld {
  readonly tally: Tally = {
    edits: 0,
    nothings: 0,
    moves: 0,
    undos: 0,
    overwritten: 0,
    repeats: 0,
    cycles: 0,
    carried: 0,
    strays: 0,
    purged: 0,
    compared: 0,
    streamed: 0,
  };
  readonly #people: Person[] = [];
  /** Over which everything that is not a delta reaches a document. */
  readonly #links = new WeakMap<Document, StreamLink>();
  readonly #names: Names = new Map();
  readonly #naive = new NaiveDocument();
  /** Raises the horizon, as only the relay does. */
  readonly #relay = replica('relay', () => this.#nowMs);
  readonly #epochs: Epoch[] = [];
  /** How many of `from`'s changes have been handed to `to`. */
  readonly #handed: number[][];
  #nowMs = TEST_START_MS;

  constructor(size: number) {
    for (let who = 0; who < size; who++) this.#people.push(this.#newPerson(who));
    this.#handed = this.#people.map(() => this.#people.map(() => 0));
    for (const edit of OPENING) this.#edit(this.#person(0), edit);
    for (let to = 1; to < size; to++) this.#catchUp(this.#person(0).document, this.#person(to).document);
  }

  run(steps: readonly Step[]): void {
    steps.forEach((step, index) => {
      // Several steps in one millisecond: equal times are what ties are made of.
      if (index % 4 === 0) this.#nowMs += 1;
      this.#step(step);
    });
    this.#settle();
  }

  #step(step: Step): void {
    if ('edit' in step) return this.#edit(this.#person(step.who), step.edit);
    switch (step.net) {
      case 'deliver':
        for (let i = 0; i < step.count; i++) this.#deliver(step.from, step.to);
        return;
      case 'repeat':
        return this.#repeat(step.from, step.to, step.back);
      case 'catch-up':
        return this.#catchUp(this.#person(step.from).document, this.#person(step.to).document);
      case 'reload':
        return this.#reload(this.#person(step.who));
      case 'collect':
        return this.#collect(step.ms);
      case 'clock':
        this.#person(step.who).clockOffsetMs += step.ms;
        return;
      default:
        step satisfies never;
    }
  }

  #person(who: number): Person {
    return this.#people[who % this.#people.length] as Person;
  }

  #newPerson(who: number): Person {
    const person = { sent: [], clockOffsetMs: 0, gesture: undefined } as unknown as Person;
    this.#seat(person, new Document({ actor: actorNamed(`p${who}`), wall: () => this.#nowMs + person.clockOffsetMs }));
    return person;
  }

  /** Puts a person before a document, listening to what they do there. */
  #seat(person: Person, document: Document): void {
    person.document = document;
    person.history = new UndoHistory(document);
    document.subscribe(({ origin, change }) => {
      if (change === undefined || (origin !== 'local' && origin !== 'undo')) return;
      person.sent.push(change);
      this.#naive.learn(change);
    });
  }

  #edit(person: Person, edit: Edit): void {
    const outcome = perform(person, this.#names, edit);
    if (typeof outcome === 'object') throw new Broken(outcome.complaint);
    if (outcome === 'nothing') this.tally.nothings += 1;
    else {
      this.tally.edits += 1;
      if (edit.do === 'move' || edit.do === 'trash') this.tally.moves += 1;
      if (edit.do === 'undo' || edit.do === 'redo') this.tally.undos += 1;
    }
    this.#check(person.document);
  }

  #deliver(from: number, to: number): void {
    const [sender, reader] = [this.#person(from), this.#person(to)];
    if (sender === reader) return;
    const row = this.#handed[from % this.#people.length] as number[];
    const at = row[to % this.#people.length] as number;
    const change = sender.sent[at];
    if (change === undefined) return;
    row[to % this.#people.length] = at + 1;
    this.#arrive(reader.document, change);
  }

  #arrive(document: Document, change: Change): void {
    const link = this.#links.get(document) ?? new StreamLink();
    this.#links.set(document, link);
    const [travelled] = link.carry([change]);
    if (link.shorter) this.tally.streamed += 1;
    if (travelled === undefined || !valuesEqual(travelled as never, change as never))
      throw new Broken('a change is not what it was before it travelled');
    const known = covers(document.version, change);
    this.tally.overwritten += travelled.assignments.filter(
      ([node, property]) => document.stamp(node, property) !== undefined,
    ).length;
    if (document.apply(travelled) === known) throw new Broken('a change was taken in twice, or not at all');
    this.#check(document);
  }

  #repeat(from: number, to: number, back: number): void {
    const [sender, reader] = [this.#person(from), this.#person(to)];
    const handed = (this.#handed[from % this.#people.length] as number[])[to % this.#people.length] as number;
    const change = sender.sent[handed - 1 - back];
    if (sender === reader || change === undefined) return;
    this.tally.repeats += 1;
    this.#arrive(reader.document, change);
  }

  #catchUp(sender: Document, reader: Document): void {
    if (sender === reader) return;
    reader.merge(travel(sender.since(reader.version)));
    this.#check(reader);
    if (sender.since(reader.version).rows.length > 0) throw new Broken('a delta left something out');
  }

  #reload(person: Person): void {
    const { document } = person;
    person.gesture = undefined;
    person.history.dispose();
    const read = new Document({ actor: document.actor, wall: () => this.#nowMs + person.clockOffsetMs });
    read.merge(travel(document.since(new Map())), 'load');
    if (jsonOf(read) !== jsonOf(document)) throw new Broken('a document read from its snapshot is another one');
    this.#seat(person, read);
  }

  #collect(ms: number): void {
    this.#deliverAll();
    this.#catchUp(this.#person(0).document, this.#relay);
    const before = placesOf(this.#relay);
    const to = this.#relay.clock.last - ms * TICKS_PER_MS;
    const raised = this.#relay.raiseHorizon({ to, forget: to - ms * TICKS_PER_MS });
    if (raised === undefined) return;
    this.#epochs.push({ counts: this.#people.map(({ sent }) => sent.length), raised });
    this.#naive.learn(raised);
    for (const { document } of this.#people) this.#arrive(document, raised);
    this.#checkPurged(before);
    for (const [label, id] of this.#names) if (!this.#relay.has(id)) this.#names.delete(label);
  }

  /** What was purged lay in the trash, is gone without a trace and has moved nothing else. */
  #checkPurged(before: ReadonlyMap<NodeId, Place>): void {
    const expected = jsonOf(this.#relay);
    for (const { document } of [...this.#people, { document: this.#relay }]) {
      if (jsonOf(document) !== expected) throw new Broken('the horizon purged not the same everywhere');
      this.#check(document);
      for (const id of document.nodes()) {
        const parent = document.parent(id);
        if (!before.has(id) || parent === undefined || !document.has(parent))
          throw new Broken(`${id} is left over below ${parent}`);
      }
    }
    for (const [id, { x, y, alive }] of before) {
      const now = placeOf(this.#relay, id);
      if (!this.#relay.has(id) && alive) throw new Broken(`${id} was purged from the page`);
      if (!this.#relay.has(id)) this.tally.purged += 1;
      else if (Math.hypot(now.x - x, now.y - y) > 0.001)
        throw new Broken(`${id} moved from ${x},${y} to ${now.x},${now.y} when the trash was purged`);
    }
  }

  #check(document: Document): void {
    this.#checkTree(document);
    this.#checkDigest(document);
  }

  /** D12: what is kept up is what it is by definition, and the same wherever versions are equal. */
  #checkDigest(document: Document): void {
    const digest = document.digest();
    const unseen = digest.differing(freshDigest(document));
    if (unseen.length > 0) throw new Broken(`the digest has not seen a write in buckets ${unseen.join(', ')}`);
    for (const { document: other } of [...this.#people, { document: this.#relay }]) {
      if (other === document || !versionsEqual(other.version, document.version)) continue;
      this.tally.compared += 1;
      const different = digest.differing(other.digest());
      if (different.length > 0)
        throw new Broken(`${other.actor} differs at the same version, in buckets ${different.join(', ')}`);
    }
  }

  #checkTree(document: Document): void {
    const read = placementsOf(document);
    const { parents, cut } = effectiveParents(document.nodes(), read);
    if (cut.length > 0) this.tally.cycles += 1;
    for (const [id, parent] of parents) {
      if (document.parent(id) !== parent)
        throw new Broken(`${id} is under ${document.parent(id)}, by the rules it is under ${parent}`);
      if (!document.children(parent).includes(id)) throw new Broken(`${id} is no child of its parent`);
      if (document.get(id, 'position').space !== parent) this.tally.carried += 1;
      if (parent !== TRASH && isStray(document, id)) this.tally.strays += 1;
    }
  }

  /** Everybody lets go and learns everything; then all must be the same. */
  #settle(): void {
    for (const person of this.#people) perform(person, this.#names, { do: 'drop' });
    this.#deliverAll();
    const texts = this.#people.map(({ document }) => jsonOf(document));
    const [first = ''] = texts;
    for (const [who, text] of texts.entries())
      if (text !== first) throw new Broken(`0 and ${who} differ:\n${first}\n${text}`);
    const naive = this.#naive.toText();
    if (roundedJson(first) !== naive)
      throw new Broken(`the rules give another document:\n${naive}\n${roundedJson(first)}`);
    this.#checkReplay(first);
  }

  #deliverAll(): void {
    for (const from of this.#people.keys()) {
      for (const to of this.#people.keys()) for (const _ of this.#person(from).sent) this.#deliver(from, to);
    }
  }

  #checkReplay(expected: string): void {
    const replay = replica('replay');
    const replayed = this.#people.map(() => 0);
    for (const { counts, raised } of [...this.#epochs, { counts: [], raised: undefined }]) {
      for (const [who, { sent }] of [...this.#people.entries()].reverse()) {
        for (const change of sent.slice(replayed[who], counts[who])) this.#arrive(replay, change);
        replayed[who] = counts[who] ?? sent.length;
      }
      if (raised !== undefined) this.#arrive(replay, raised);
    }
    if (jsonOf(replay) !== expected)
      throw new Broken(`a replay of all changes gives another document:\n${expected}\n${jsonOf(replay)}`);
    const snapshot = replica('snapshot');
    snapshot.merge(travel(replay.since(new Map())), 'load');
    if (jsonOf(snapshot) !== expected) throw new Broken('a snapshot of all gives another document');
  }
}

/** The placements that the tree goes by: what was purged is the trash (D9). */
function placementsOf(document: Document): ReadPlacement {
  const { at } = document.horizon;
  const home = (id: NodeId): NodeId => (document.has(id) || (creationStamp(id)?.time ?? Infinity) > at ? id : TRASH);
  return (id) => {
    const register = document.row(id)?.get('placement') as ReturnType<ReadPlacement>;
    if (register === undefined) return undefined;
    const placement: Placement = register.value;
    return { ...register, value: { ...placement, parent: home(placement.parent), from: home(placement.from) } };
  };
}

interface Place extends Vector {
  readonly alive: boolean;
}

/** Where everything stands, or stood, on its page. */
const placesOf = (document: Document): Map<NodeId, Place> =>
  new Map([...document.nodes()].map((id) => [id, placeOf(document, id)]));

const placeOf = (document: Document, id: NodeId): Place => ({
  ...transformPoint(document.pageMatrix(id), ZERO),
  alive: document.isAlive(id),
});

function decoded<T>(result: Decoded<T>): T {
  if (!result.ok) throw new Broken(`what was written cannot be read: ${result.reason}`);
  return result.value;
}

const travel = (delta: Delta): Delta => decoded(decodeDelta(encodeDelta(delta)));

/** Whether a node's position is in a space that is neither its parent nor spoken of by its placement. */
function isStray(document: Document, id: NodeId): boolean {
  const { space } = document.get(id, 'position');
  const { parent, via } = document.get(id, 'placement');
  if (space === ROOT || space === document.parent(id)) return false;
  return via?.space !== space || parent !== document.parent(id);
}
