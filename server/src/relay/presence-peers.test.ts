import {
  type Choice,
  type Counted,
  must,
  PresenceMap,
  type Profile,
  type SessionId,
  type Status,
} from '@joinery/shared';
import { actorNamed, Random } from '@joinery/shared/testing';
import { expect, test } from 'vitest';
import type { PresencePeers } from './presence-peers.ts';
import { RoomPresence } from './room-presence.ts';

const LEASE_MS = 5000;
/** How long a relay takes to find out that a connection is dead. */
const HALF_OPEN_MS = 3000;
const SLOWEST_MS = 1500;
const CHOICES: readonly Choice[] = ['automatic', 'away', 'dnd', 'invisible'];

/** How long a session may be shown after it has gone, whatever happens to messages. */
const GHOST_MS = HALF_OPEN_MS + 2 * LEASE_MS + SLOWEST_MS;

/** Simulated time: what is due runs when the world moves on. */
class Time {
  now = 1_800_000_000_000;
  #due: { readonly at: number; readonly run: () => void }[] = [];

  after(ms: number, run: () => void): () => void {
    const due = { at: this.now + ms, run };
    this.#due.push(due);
    return () => void (this.#due = this.#due.filter((other) => other !== due));
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((other) => other !== next);
      this.now = next.at;
      next.run();
    }
    this.now = end;
  }
}

/** A relay process, and somebody connected to it who keeps what is told of the others as clients do. */
interface Relay {
  readonly presence: RoomPresence;
  readonly seen: PresenceMap;
  end(): void;
}

/** One page of somebody. */
interface Tab {
  readonly session: SessionId;
  /** The relay that it is connected to; null when it is gone. */
  at: Relay | null;
  goneAt: number;
  profile: Counted<Profile>;
  views: number;
  status: Status;
}

class World {
  readonly time = new Time();
  readonly #random: Random;
  readonly relays: Relay[] = [];
  readonly #ears = new Map<Relay, (news: Parameters<PresencePeers['send']>[0]) => void>();
  readonly tabs: Tab[];
  #rude = true;
  #processes = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.tabs = Array.from({ length: 6 }, (_, at) => ({
      session: actorNamed(`tab${at}`),
      at: null,
      goneAt: 0,
      profile: {
        counter: 1,
        value: { person: actorNamed(`p${at % 4}`), name: `n${at}`, color: '#123456', choice: 'automatic' },
      },
      views: 0,
      status: 'online',
    }));
    for (let i = 0; i < 3; i++) this.relays.push(this.#relay());
  }

  step(): void {
    const random = this.#random;
    const tab = random.pick(this.tabs);
    const what = random.weighted({ visit: 30, look: 30, idle: 10, choose: 8, leave: 8, vanish: 8, crash: 3 });
    if (what === 'visit') this.#visit(tab, random.pick(this.relays), random.chance(0.3));
    else if (what === 'crash') this.#crash(random.below(3));
    else if (tab.at === null) return;
    else if (what === 'look') this.#look(tab, tab.at);
    else if (what === 'idle') this.#idle(tab, tab.at);
    else if (what === 'choose') this.#choose(tab, tab.at, random.pick(CHOICES));
    else {
      if (what === 'leave') tab.at.presence.leave(tab.session);
      else this.#cut(tab, tab.at);
      tab.at = null;
      tab.goneAt = this.time.now;
    }
  }

  pass(ms: number): void {
    this.time.pass(ms);
    for (const { presence, seen } of this.relays) for (const update of presence.takeNews()) this.#tell(seen, update);
  }

  /** Sessions that have been gone for long and are still shown somewhere. */
  ghosts(): SessionId[] {
    const gone = this.tabs.filter(({ at, goneAt }) => at === null && this.time.now - goneAt > GHOST_MS);
    return gone.flatMap((tab) =>
      this.relays.some(({ seen }) => shownIn(seen, tab).status !== 'offline') ? [tab.session] : [],
    );
  }

  /** Sessions that are here, and that not even their own relay shows. */
  missing(): SessionId[] {
    const isShown = (tab: Tab): boolean => tab.at === null || shownIn(tab.at.seen, tab).status !== 'offline';
    return this.tabs.filter((tab) => !isHidden(tab) && !isShown(tab)).map(({ session }) => session);
  }

  /** From now on messages arrive, once and soon. */
  settle(): void {
    this.#rude = false;
    this.pass(GHOST_MS + LEASE_MS);
  }

  #tell(seen: PresenceMap, update: Parameters<PresenceMap['merge']>[0]): void {
    seen.merge(update);
    if (seen.get(update.session)?.status === 'offline') seen.remove(update.session);
  }

  /** A hello, from a page that was loaded anew or one that reconnects. */
  #visit(tab: Tab, relay: Relay, reload: boolean): void {
    if (tab.at !== null && tab.at !== relay) this.#cut(tab, tab.at);
    if (reload || tab.at === null) {
      tab.views = 0;
      tab.profile = { ...tab.profile, counter: 1 };
    }
    tab.at = relay;
    tab.status = 'online';
    relay.presence.join(tab.session, tab.profile);
    this.#look(tab, relay);
  }

  /** The relay notices some time later, if the session has not come back to it. */
  #cut(tab: Tab, relay: Relay): void {
    this.time.after(this.#random.below(HALF_OPEN_MS), () => {
      if (tab.at !== relay) relay.presence.lose(tab.session);
    });
  }

  #look(tab: Tab, relay: Relay): void {
    tab.views += 1;
    const view = { counter: tab.views, value: { page: null, cursor: { x: tab.views, y: 0 }, selection: [] } };
    relay.presence.update(tab.session, { type: 'presence', view });
  }

  #idle(tab: Tab, relay: Relay): void {
    tab.status = tab.status === 'online' ? 'away' : 'online';
    relay.presence.update(tab.session, { type: 'presence', activity: tab.status === 'online' ? 'active' : 'idle' });
  }

  #choose(tab: Tab, relay: Relay, choice: Choice): void {
    const { counter, value } = tab.profile;
    tab.profile = { counter: counter + 1, value: { ...value, choice } };
    relay.presence.update(tab.session, { type: 'presence', profile: tab.profile });
  }

  #crash(index: number): void {
    const relay = this.relays[index] as Relay;
    relay.end();
    this.#ears.delete(relay);
    const next = this.#relay();
    this.relays[index] = next;
    for (const tab of this.tabs) {
      if (tab.at !== relay) continue;
      tab.at = null;
      tab.goneAt = this.time.now;
      // Whoever is cut off comes back, somewhere.
      if (this.#random.chance(0.7)) this.time.after(this.#random.below(2000), () => this.#comeBack(tab));
    }
  }

  #comeBack(tab: Tab): void {
    if (tab.at === null) this.#visit(tab, this.#random.pick(this.relays), false);
  }

  #relay(): Relay {
    const skew = this.#random.pick([-3_600_000, 0, 3_600_000]);
    const { time } = this;
    let alive = true;
    this.#processes += 1;
    const relay: Relay = {
      seen: new PresenceMap(),
      presence: new RoomPresence({
        writer: actorNamed(`relay${this.#processes}`),
        timers: {
          now: () => time.now + skew,
          random: () => this.#random.next(),
          after: (ms, run) => time.after(ms, () => alive && run()),
        },
        leaseMs: LEASE_MS,
        peers: {
          send: (news) => alive && this.#carry(() => relay, news),
          receive: (listener) => this.#listen(() => relay, listener),
        },
        onNews: () => {},
        onEmpty: () => {},
      }),
      end: () => {
        alive = false;
        relay.presence.dispose();
      },
    };
    this.#ears.set(relay, this.#heard);
    return relay;
  }

  #heard: (news: Parameters<PresencePeers['send']>[0]) => void = () => {};

  #listen(_: () => Relay, listener: (news: Parameters<PresencePeers['send']>[0]) => void): () => void {
    this.#heard = listener;
    return () => {};
  }

  #carry(from: () => Relay, news: Parameters<PresencePeers['send']>[0]): void {
    const random = this.#random;
    // Asked late: the first news go out while the relay is being made.
    this.time.after(0, () => {
      for (const [relay, ear] of this.#ears) {
        if (relay === from() || (this.#rude && random.chance(0.25))) continue;
        for (let copies = this.#rude && random.chance(0.2) ? 2 : 1; copies > 0; copies--)
          this.time.after(random.below(this.#rude ? SLOWEST_MS : 100), () => this.#ears.has(relay) && ear(news));
      }
    });
  }
}

interface Shown {
  readonly status: Status;
  readonly cursor?: number | undefined;
  readonly name?: string | undefined;
}

function shownIn(map: PresenceMap, { session }: Tab): Shown {
  const { status = 'offline', view, profile } = map.get(session) ?? {};
  return status === 'offline' ? { status } : { status, cursor: view?.value.cursor?.x, name: profile?.value.name };
}

const isHidden = ({ profile }: Tab): boolean => profile.value.choice === 'invisible';

const meant = (tab: Tab): Shown =>
  tab.at === null || isHidden(tab)
    ? { status: 'offline' }
    : { status: tab.status, cursor: tab.views, name: tab.profile.value.name };

/** Each person as everybody is to see them (P2). */
const peopleIn = (map: PresenceMap, tabs: readonly Tab[]): readonly Status[] =>
  tabs.map(({ profile }) => map.personStatus(profile.value.person));

const SEED = Math.floor(Date.now() / 86_400_000);
const RUNS = Number(process.env['RUNS'] ?? 60);

test(`P1, P4 relays that share a room agree on who is there once the network does, and nobody stays as a ghost, and nobody who is here is missed (seed ${SEED})`, () => {
  for (let run = 0; run < RUNS; run++) {
    const world = new World(SEED * 1000 + run);
    for (let i = 0; i < 60; i++) {
      world.step();
      world.pass(50 + ((i * 7919) % 700));
      expect({ run, ghosts: world.ghosts(), missing: world.missing() }).toEqual({ run, ghosts: [], missing: [] });
    }
    world.settle();
    const people = peopleIn(must(world.relays[0], 'a relay').seen, world.tabs);
    for (const { seen, presence } of world.relays) {
      expect({ run, people: peopleIn(seen, world.tabs) }).toEqual({ run, people });
      const joining = new PresenceMap();
      for (const update of presence.present()) joining.merge(update);
      for (const map of [seen, joining])
        expect({ run, seen: world.tabs.map((tab) => shownIn(map, tab)) }).toEqual({ run, seen: world.tabs.map(meant) });
    }
    for (const relay of world.relays) relay.end();
  }
});
