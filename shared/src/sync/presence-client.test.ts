import { describe, expect, test } from 'vitest';
import { actorNamed } from '../../testing/index.ts';
import type { ClientMessage } from '../codec/message.ts';
import type { PresenceUpdate } from '../presence/presence-map.ts';
import { EMPTY_REGISTER, type Status, writeStatus } from '../presence/presence-register.ts';
import { PRESENCE_INTERVAL_MS, PresenceClient } from './presence-client.ts';

/** Ann’s presence with a live link, and time that the test moves. */
function desk() {
  let now = 1000;
  let due: { at: number; run: () => void } | undefined;
  const sent: ClientMessage[] = [];
  const presence = new PresenceClient(actorNamed('s1'), {
    person: actorNamed('Ann'),
    name: 'Ann',
    color: '#000000',
    choice: 'automatic',
  });
  presence.connect((message) => sent.push(message) > 0, {
    now: () => now,
    random: () => 0,
    after: (ms, run) => {
      due = { at: now + ms, run };
      return () => void (due = undefined);
    },
  });
  const advance = (ms: number): void => {
    now += ms;
    if (due === undefined || due.at > now) return;
    const { run } = due;
    due = undefined;
    run();
  };
  return { presence, sent, advance };
}

const news = (session: string, status: Status): PresenceUpdate => ({
  session: actorNamed(session),
  status: writeStatus(EMPTY_REGISTER, { writer: actorNamed('w1'), status, at: 1 }),
  profile: { counter: 1, value: { person: actorNamed(session), name: session, color: '#111111', choice: 'automatic' } },
});
const at = (x: number): Parameters<PresenceClient['setView']>[0] => ({
  page: null,
  cursor: { x, y: 0 },
  selection: [],
});

describe('P3 what a session tells of itself', () => {
  test('P3 a cursor is sent at most 30 times a second, the newest place only', () => {
    const { presence, sent, advance } = desk();
    presence.merge([news('s2', 'online')]);
    for (let i = 0; i < 200; i++) {
      presence.setView(at(i));
      advance(5);
    }
    advance(PRESENCE_INTERVAL_MS);
    expect(sent.length).toBeGreaterThan(20);
    expect(sent.length).toBeLessThanOrEqual(31);
    expect(sent.at(-1)).toMatchObject({ view: { value: { cursor: { x: 199 } } } });
  });

  test('P3 while nobody else is there no cursor is sent; whoever comes gets it', () => {
    const { presence, sent, advance } = desk();
    presence.setView(at(1));
    advance(1000);
    expect(sent).toEqual([]);
    presence.merge([news('s2', 'online')]);
    advance(1000);
    expect(sent).toMatchObject([{ view: { value: { cursor: { x: 1 } } } }]);
    presence.merge([
      {
        ...news('s2', 'offline'),
        status: writeStatus(news('s2', 'online').status!, { writer: actorNamed('w1'), status: 'offline', at: 2 }),
      },
    ]);
    presence.setView(at(2));
    advance(1000);
    expect(sent).toHaveLength(1);
  });

  test('P3 only the parts that changed are sent, each with a greater count than before', () => {
    const { presence, sent, advance } = desk();
    presence.merge([news('s2', 'online')]);
    presence.setProfile({ name: 'Ada' });
    advance(1000);
    presence.setView(at(3));
    advance(1000);
    presence.setActivity('idle');
    presence.setActivity('idle');
    advance(1000);
    expect(sent).toMatchObject([
      { profile: { counter: 2, value: { name: 'Ada' } } },
      { view: { counter: 1 } },
      { activity: 'idle' },
    ]);
    expect(sent.map((message) => Object.keys(message).length)).toEqual([2, 2, 2]);
  });

  test('P3 whom a session follows and what it says is sent apart from its cursor, and to nobody while it is alone', () => {
    const { presence, sent, advance } = desk();
    const attention = { viewport: null, following: actorNamed('s2'), spotlight: false, chat: 'Here' };
    presence.setAttention(attention);
    advance(1000);
    expect(sent).toEqual([]);
    presence.merge([news('s2', 'online')]);
    advance(1000);
    presence.setView(at(1));
    advance(1000);
    expect(sent).toMatchObject([{ attention: { counter: 1, value: attention } }, { view: { counter: 1 } }]);
    expect(sent[1]).not.toHaveProperty('attention');
  });

  test('P3 a welcome says who is here, from scratch; those who are offline are not', () => {
    const { presence } = desk();
    presence.merge([news('s2', 'online'), news('s1', 'online')]);
    expect(presence.others().map(({ session }) => session)).toEqual([actorNamed('s2')]);
    presence.reset([news('s3', 'away'), news('s4', 'offline')]);
    expect(presence.others().map(({ session }) => session)).toEqual([actorNamed('s3')]);
  });

  test('P3 subscribers hear of others and of a change of the own profile', () => {
    const { presence } = desk();
    let heard = 0;
    const end = presence.subscribe(() => void (heard += 1));
    presence.merge([news('s2', 'online')]);
    presence.setProfile({ choice: 'dnd' });
    end();
    presence.setProfile({ choice: 'away' });
    expect(heard).toBe(2);
  });
});
