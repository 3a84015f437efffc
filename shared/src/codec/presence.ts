/** Presence in bytes. A part that did not change is not there; cursors are tenths of a pixel. */
import { MAX_TEXT_CHARACTERS } from '../schema/properties.ts';
import type { Attention, Caret, Choice, Counted, PresenceUpdate, Profile, View } from '../presence/presence-map.ts';
import { type PresenceRegister, registerOf, type Seen, type Sibling, STATUSES } from '../presence/presence-register.ts';
import { type Box, boxFromSize } from '../geometry/box.ts';
import { ByteReader, ByteWriter, DecodeError } from './bytes.ts';
import type { StampReader, StampWriter } from './stamp-table.ts';

const HAS_STATUS = 1;
const HAS_PROFILE = 2;
const HAS_VIEW = 4;
const HAS_ATTENTION = 8;
const HAS_MORE = 16;
const ANYTHING = HAS_STATUS | HAS_PROFILE | HAS_VIEW | HAS_ATTENTION | HAS_MORE;
const CHOICES: readonly Choice[] = ['automatic', 'away', 'dnd', 'invisible'];

/** Longer names of persons are refused. */
export const MAX_PERSON_NAME_CHARACTERS = 80;
/** Selections longer than this are sent cut off: presence is a hint. */
export const MAX_PRESENCE_SELECTION = 200;
/** Tenths of a pixel. */
const MAX_CURSOR = 1e11;
/** Longer words at a cursor are refused. */
export const MAX_CHAT_CHARACTERS = 120;
/** Of a viewport, in thousandths of a pixel: at the greatest zoom it is a few pixels wide. */
const MAX_EDGE = 1e13;
const COLOR = /^#[0-9a-f]{6}$/;

export function writePresence(writer: ByteWriter, stamps: StampWriter, updates: readonly PresenceUpdate[]): void {
  writer.uint(updates.length);
  for (const { session, status, profile, view, attention, caret } of updates) {
    stamps.actor(session);
    writer.byte(
      (status ? HAS_STATUS : 0) |
        (profile ? HAS_PROFILE : 0) |
        (view ? HAS_VIEW : 0) |
        (attention ? HAS_ATTENTION : 0) |
        (caret ? HAS_MORE : 0),
    );
    if (status) writeRegister(writer, stamps, status);
    if (profile) writeProfile(writer, stamps, profile);
    if (view) writeView(writer, stamps, view);
    if (attention) writeAttention(writer, stamps, attention);
    if (caret) writeMore(writer, { caret });
  }
}

export function readPresence(reader: ByteReader, stamps: StampReader): PresenceUpdate[] {
  return reader.list(2, (): PresenceUpdate => {
    const session = stamps.actor();
    const parts = reader.byte();
    if (parts > ANYTHING) throw new DecodeError('presence with unknown parts');
    return {
      session,
      ...(parts & HAS_STATUS && { status: readRegister(reader, stamps) }),
      ...(parts & HAS_PROFILE && { profile: readProfile(reader, stamps) }),
      ...(parts & HAS_VIEW && { view: readView(reader, stamps) }),
      ...(parts & HAS_ATTENTION && { attention: readAttention(reader, stamps) }),
      ...(parts & HAS_MORE && readMore(reader)),
    };
  });
}

/** Parts that readers from before them pass over: each stands by itself, behind its number and length. */
export interface MoreParts {
  readonly caret?: Counted<Caret | null>;
}

const CARET = 1;

export function writeMore(writer: ByteWriter, { caret }: MoreParts): void {
  writer.uint(caret === undefined ? 0 : 1);
  if (caret === undefined) return;
  const part = new ByteWriter();
  part.uint(caret.counter);
  if (caret.value !== null) for (const end of [caret.value.anchor, caret.value.focus]) part.uint(end);
  writer.uint(CARET);
  writer.blob(part.finish());
}

export function readMore(reader: ByteReader): MoreParts {
  let more: MoreParts = {};
  for (let left = reader.count(2); left > 0; left--) {
    const number = reader.uint();
    const part = new ByteReader(reader.blob());
    if (number === CARET) more = { ...more, caret: readCaret(part) };
  }
  return more;
}

/** What a newer writer puts behind it is passed over. */
function readCaret(part: ByteReader): Counted<Caret | null> {
  const counter = part.uint();
  if (part.remaining === 0) return { counter, value: null };
  const [anchor, focus] = [part.uint(), part.uint()];
  if (Math.max(anchor, focus) > MAX_TEXT_CHARACTERS) throw new DecodeError('a caret beyond any text');
  return { counter, value: { anchor, focus } };
}

function writeRegister(writer: ByteWriter, stamps: StampWriter, { siblings, vector }: PresenceRegister): void {
  writer.uint(siblings.length);
  for (const { writer: id, counter, status, at } of siblings) {
    stamps.actor(id);
    writer.uint(counter);
    writer.byte(STATUSES.indexOf(status));
    writer.uint(at);
  }
  writer.uint(vector.length);
  for (const { writer: id, counter } of vector) {
    stamps.actor(id);
    writer.uint(counter);
  }
}

function readRegister(reader: ByteReader, stamps: StampReader): PresenceRegister {
  const siblings = reader.list(4, (): Sibling => {
    const writer = stamps.actor();
    const counter = reader.uint();
    const status = at(STATUSES, reader.byte());
    return { writer, counter, status, at: reader.uint() };
  });
  const vector = reader.list(2, (): Seen => ({ writer: stamps.actor(), counter: reader.uint() }));
  return registerOf(siblings, vector);
}

export function writeProfile(writer: ByteWriter, stamps: StampWriter, { counter, value }: Counted<Profile>): void {
  writer.uint(counter);
  stamps.actor(value.person);
  writer.text(value.name);
  writer.text(value.color);
  writer.byte(CHOICES.indexOf(value.choice));
}

export function readProfile(reader: ByteReader, stamps: StampReader): Counted<Profile> {
  const counter = reader.uint();
  const person = stamps.actor();
  const name = reader.text();
  const color = reader.text();
  if (name.length > MAX_PERSON_NAME_CHARACTERS) throw new DecodeError('a name that is too long');
  if (!COLOR.test(color)) throw new DecodeError('a colour that is not #rrggbb');
  return { counter, value: { person, name, color, choice: at(CHOICES, reader.byte()) } };
}

export function writeView(writer: ByteWriter, stamps: StampWriter, { counter, value }: Counted<View>): void {
  const { page, cursor } = value;
  const selection = value.selection.slice(0, MAX_PRESENCE_SELECTION);
  writer.uint(counter);
  writer.byte((page === null ? 0 : 1) | (cursor === null ? 0 : 2));
  if (page !== null) stamps.node(page);
  if (cursor !== null) {
    writer.int(tenths(cursor.x));
    writer.int(tenths(cursor.y));
  }
  writer.uint(selection.length);
  for (const id of selection) stamps.node(id);
}

export function readView(reader: ByteReader, stamps: StampReader): Counted<View> {
  const counter = reader.uint();
  const parts = reader.byte();
  const page = parts & 1 ? stamps.node() : null;
  const cursor = parts & 2 ? { x: reader.int() / 10, y: reader.int() / 10 } : null;
  const count = reader.count();
  if (count > MAX_PRESENCE_SELECTION) throw new DecodeError('a selection that is too long');
  return { counter, value: { page, cursor, selection: Array.from({ length: count }, () => stamps.node()) } };
}

const VIEWPORT = 1;
const FOLLOWING = 2;
const SPOTLIGHT = 4;
const CHAT = 8;

export function writeAttention(writer: ByteWriter, stamps: StampWriter, { counter, value }: Counted<Attention>): void {
  const { viewport, following, spotlight, chat } = value;
  writer.uint(counter);
  writer.byte(
    (viewport ? VIEWPORT : 0) | (following ? FOLLOWING : 0) | (spotlight ? SPOTLIGHT : 0) | (chat ? CHAT : 0),
  );
  if (viewport) {
    const { left, top, right, bottom } = viewport;
    for (const at of [left, top]) writer.int(thousandths(at));
    for (const length of [right - left, bottom - top]) writer.int(Math.max(1, thousandths(length)));
  }
  if (following) stamps.actor(following);
  if (chat) writer.text(chat);
}

export function readAttention(reader: ByteReader, stamps: StampReader): Counted<Attention> {
  const counter = reader.uint();
  const parts = reader.byte();
  if (parts > (VIEWPORT | FOLLOWING | SPOTLIGHT | CHAT)) throw new DecodeError('attention with unknown parts');
  const viewport = parts & VIEWPORT ? readViewport(reader) : null;
  const following = parts & FOLLOWING ? stamps.actor() : null;
  const chat = parts & CHAT ? reader.text() : '';
  if (chat.length > MAX_CHAT_CHARACTERS) throw new DecodeError('words that are too long');
  return { counter, value: { viewport, following, spotlight: (parts & SPOTLIGHT) > 0, chat } };
}

function readViewport(reader: ByteReader): Box {
  const [left, top, width, height] = [reader.int(), reader.int(), reader.int(), reader.int()];
  if (width <= 0 || height <= 0) throw new DecodeError('a viewport without size');
  if (Math.max(Math.abs(left), Math.abs(top), width, height) > MAX_EDGE)
    throw new DecodeError('a viewport too far out');
  return boxFromSize(left / 1000, top / 1000, width / 1000, height / 1000);
}

const thousandths = (px: number): number => Math.max(-MAX_EDGE, Math.min(MAX_EDGE, Math.round(px * 1000) || 0));

const tenths = (px: number): number => Math.max(-MAX_CURSOR, Math.min(MAX_CURSOR, Math.round(px * 10) || 0));

function at<T>(choices: readonly T[], index: number): T {
  const choice = choices[index];
  if (choice === undefined) throw new DecodeError('a choice of unknown number');
  return choice;
}
