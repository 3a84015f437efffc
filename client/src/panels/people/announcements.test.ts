import { must } from '@joinery/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { PeopleStore, Person } from '../../collaboration/people.ts';
import type { Editor } from '../../editor/editor.ts';
import { TestWorld } from '../../editor/testing/test-editor.ts';
import { listenToChats, watchCompany } from './announcements.tsx';

let editor: Editor;
let people: PeopleStore;
let said: string[];
const say = (text: string): void => void said.push(text);

const person = (name: string, extra: Partial<Person> = {}): Person => ({
  session: name.toLowerCase(),
  person: `person of ${name}`,
  name,
  color: '#b4236b',
  status: 'online',
  active: true,
  page: editor.state.page,
  cursor: null,
  selection: [],
  viewport: null,
  following: null,
  spotlight: false,
  chat: '',
  caret: null,
  self: name === 'Me',
  ...extra,
});
const show = (...others: readonly Person[]): void => people.setState({ people: [person('Me'), ...others] });

beforeEach(() => {
  vi.useFakeTimers();
  ({ editor } = must(new TestWorld(1).people[0], 'a person'));
  people = createStore<{ readonly people: readonly Person[] }>(() => ({ people: [] }));
  said = [];
});
afterEach(() => void vi.useRealTimers());

describe('what is read out', () => {
  test('what somebody says at their cursor is said once, by name, when they pause', () => {
    const end = listenToChats(editor, people, say);
    for (const chat of ['L', 'Lo', 'Loo', 'Look']) {
      show(person('Ada', { chat }));
      vi.advanceTimersByTime(200);
    }
    expect(said).toEqual([]);
    vi.advanceTimersByTime(1000);
    show(person('Ada', { chat: 'Look', cursor: { x: 1, y: 1 } }));
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['Ada: Look']);
    show(person('Ada', { chat: '' }));
    show(person('Ada', { chat: 'Look' }));
    vi.advanceTimersByTime(1000);
    expect(said).toEqual(['Ada: Look', 'Ada: Look']);
    end();
  });

  test('not what is said on another page', () => {
    const end = listenToChats(editor, people, say);
    show(person('Ada', { chat: 'Psst', page: null }));
    vi.advanceTimersByTime(2000);
    expect(said).toEqual([]);
    end();
  });

  test('whom I follow in the end, that I do not any more, and who asks me to', () => {
    const end = watchCompany(editor, people, say);
    show(person('Ada'), person('Ben', { following: 'ada' }));
    editor.session.setState({ following: { session: 'ben', asked: false } });
    show(person('Ada'), person('Ben'));
    editor.session.setState({ following: null });
    show(person('Ada', { spotlight: true }), person('Ben'));
    show(person('Ada', { spotlight: true }), person('Ben', { cursor: { x: 1, y: 1 } }));
    expect(said).toEqual([
      'You follow Ada now',
      'You follow Ben now',
      'You follow nobody now',
      'Ada asks everybody to follow',
    ]);
    end();
  });
});
