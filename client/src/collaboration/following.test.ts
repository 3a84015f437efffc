import { box, type Document, EMPTY_VERSION, ROOT } from '@joinery/shared';
import { replica } from '@joinery/shared/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Editor } from '../editor/editor.ts';
import { TestWorld } from '../editor/testing/test-editor.ts';
import { followersOf, leaderOf } from './follow-chain.ts';
import { follow, startFollowing } from './following.ts';
import type { PeopleStore, Person } from './people.ts';

let editor: Editor;
let document: Document;
let people: PeopleStore;
let frames: (() => void)[];
let still: boolean;
let nowMs: number;

const person = (session: string, extra: Partial<Person> = {}): Person => ({
  session,
  person: `person of ${session}`,
  name: session,
  color: '#b4236b',
  status: 'online',
  active: true,
  page: editor.state.page,
  cursor: null,
  selection: [],
  viewport: box(0, 0, 1000, 800),
  following: null,
  spotlight: false,
  chat: '',
  caret: null,
  self: session === 'me',
  ...extra,
});

const show = (...others: readonly Person[]): void => people.setState({ people: [person('me'), ...others] });
const following = (): string | undefined => editor.state.following?.session;
const followAda = (): void => follow({ editor, people }, 'ada');

function runFrames(): number {
  let count = 0;
  for (; frames.length > 0 && count < 200; count++) {
    nowMs += 16;
    for (const run of frames.splice(0)) run();
  }
  return count;
}

beforeEach(() => {
  const [first] = new TestWorld(1, (tx, page) => void tx.create('rectangle', page, { name: 'Card' })).people;
  if (first === undefined) throw new Error('nobody is there');
  ({ editor } = first);
  ({ document } = editor);
  people = createStore<{ readonly people: readonly Person[] }>(() => ({ people: [] }));
  [frames, still, nowMs] = [[], false, 0];
  startFollowing({
    editor,
    people,
    now: () => nowMs,
    nextFrame: (run) => {
      frames.push(run);
      return () => void (frames = frames.filter((other) => other !== run));
    },
    still: () => still,
  });
  editor.session.setState({ viewport: { width: 1000, height: 800 } });
});

describe('following somebody', () => {
  test('glides until their part of the page fills my view, and then asks for no frame', () => {
    show(person('ada', { viewport: box(2000, 1000, 2500, 1500) }));
    followAda();
    expect(runFrames()).toBeGreaterThan(3);
    expect(editor.state.camera).toEqual({ x: 1937.5, y: 1000, zoom: 1.6 });
    expect(following()).toBe('ada');
    expect(frames).toEqual([]);
  });

  test('jumps where no movement is wanted', () => {
    still = true;
    show(person('ada', { viewport: box(100, 0, 1100, 800) }));
    followAda();
    expect(editor.state.camera).toEqual({ x: 100, y: 0, zoom: 1 });
  });

  test('goes along to another page', () => {
    show(person('ada'));
    followAda();
    const here = editor.state.page;
    editor.session.setState({ following: null });
    editor.run('page-add');
    const other = document.children(ROOT).find((page) => page !== here);
    editor.setPage(here);
    followAda();
    show(person('ada', { page: other ?? null, viewport: box(50, 0, 1050, 800) }));
    expect(editor.state.page).toBe(other);
    expect(editor.state.camera).toEqual({ x: 50, y: 0, zoom: 1 });
    expect(following()).toBe('ada');
  });

  test('waits for a page that is told before it is here', () => {
    show(person('ada'));
    followAda();
    const theirs = replica('ada');
    theirs.merge(document.since(EMPTY_VERSION), 'load');
    let page = '';
    const change = theirs.transact((tx) => (page = tx.create('page', ROOT, { name: 'New' })));
    const here = editor.state.page;
    show(person('ada', { page }));
    expect(editor.state.page).toBe(here);
    if (change !== undefined) document.apply(change);
    expect(editor.state.page).toBe(page);
    expect(following()).toBe('ada');
  });

  test('ends with an own movement, choice or edit, and with Esc', () => {
    show(person('ada'));
    const [card = ''] = document.children(editor.state.page);
    const ends: readonly (() => void)[] = [
      () => editor.setCamera({ x: 3, y: 3, zoom: 1 }),
      () => editor.run('zoom-in'),
      () => editor.select([card]),
      () => void editor.edit('Fade', (tx) => tx.set(card, 'opacity', 0.5)),
      () => editor.undo(),
      () => editor.run('stop-following'),
    ];
    for (const end of ends) {
      followAda();
      runFrames();
      expect(following()).toBe('ada');
      end();
      expect(following()).toBeUndefined();
    }
  });

  test('ends with a message when they leave, and with none before', () => {
    show(person('ada'));
    followAda();
    expect(editor.state.notice).toBeNull();
    show();
    expect(following()).toBeUndefined();
    expect(editor.state.notice?.text).toBe('ada left');
  });

  test('because they asked for it ends when they ask no more', () => {
    show(person('ada', { spotlight: true }));
    follow({ editor, people }, 'ada', true);
    show(person('ada'));
    expect(following()).toBeUndefined();
    expect(editor.state.notice?.text).toBe('ada ended the spotlight');
  });

  test('who follows me is refused, through others too', () => {
    show(person('ada', { following: 'ben' }), person('ben', { following: 'me' }));
    followAda();
    expect(following()).toBeUndefined();
    expect(editor.state.notice?.text).toBe('ada follows you already');
  });

  test('who follows somebody shows what that one sees', () => {
    still = true;
    show(person('ada', { following: 'ben' }), person('ben', { viewport: box(70, 0, 1070, 800) }));
    followAda();
    expect(editor.state.camera.x).toBe(70);
  });

  test('of two who chose each other at once, the one with the lesser session leads', () => {
    show(person('ada'), person('zoe'));
    followAda();
    show(person('ada', { following: 'me' }), person('zoe'));
    expect(following()).toBe('ada');
    follow({ editor, people }, 'zoe');
    show(person('ada'), person('zoe', { following: 'me' }));
    expect(following()).toBeUndefined();
  });
});

describe('chains', () => {
  const of = (links: Record<string, string | null>) =>
    Object.entries(links).map(([session, leader]) => ({ session, following: leader }));

  test('lead to their end; who is gone ends them', () => {
    const people = of({ a: 'b', b: 'c', c: null, d: 'gone' });
    expect(leaderOf(people, 'a')?.session).toBe('c');
    expect(leaderOf(people, 'd')?.session).toBe('d');
    expect(leaderOf(people, 'gone')).toBeUndefined();
    expect(followersOf(people, 'c').map(({ session }) => session)).toEqual(['a', 'b']);
  });

  test('that are rings have the same leader for everybody', () => {
    const people = of({ x: 'c', a: 'b', b: 'c', c: 'a' });
    for (const { session } of people) expect(leaderOf(people, session)?.session).toBe('a');
  });
});
