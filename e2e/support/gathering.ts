import { type Browser, expect } from '@playwright/test';
import { FaultProxy } from './fault-proxy.ts';
import { Person } from './person.ts';
import { Relay, type RelayOptions } from './relay.ts';

const COLORS = ['#b4236b', '#0f766e', '#4361ee'];

/** A relay and everybody who came to it. */
export class Gathering {
  readonly relay: Relay;
  readonly #browser: Browser;
  readonly #tabs: Person[] = [];
  readonly #networks: FaultProxy[] = [];
  readonly #ownsRelay: boolean;
  readonly #errorsBefore: number;
  #file: string | undefined;
  #relayWasDown = false;

  private constructor(browser: Browser, relay: Relay, ownsRelay: boolean) {
    this.#browser = browser;
    this.relay = relay;
    this.#ownsRelay = ownsRelay;
    this.#errorsBefore = relay.errors.length;
  }

  /** At a relay of its own. */
  static async begin(browser: Browser, options: RelayOptions): Promise<Gathering> {
    return new Gathering(browser, await Relay.start(options), true);
  }

  /** At a relay that others will go on using. */
  static beginAt(browser: Browser, relay: Relay): Gathering {
    return new Gathering(browser, relay, false);
  }

  /** The file that the story is about. */
  async file(): Promise<string> {
    this.#file ??= (await this.relay.createFile('Story')).id;
    return this.#file;
  }

  /** Somebody with a browser and a network of their own. @param file opened at once, if given */
  async arrives(name: string, file?: string): Promise<Person> {
    const network = await FaultProxy.open(this.relay.port);
    this.#networks.push(network);
    const color = COLORS[this.#tabs.length % COLORS.length] ?? '#000000';
    const relayWasDown = (): boolean => this.#relayWasDown;
    const person = await Person.sitsDown(this.#browser, { name, color, network, relayWasDown });
    this.#tabs.push(person);
    if (file !== undefined) await person.opens(file);
    return person;
  }

  /** A further tab of somebody's browser, with a file open. */
  async newTabOf(person: Person, file: string): Promise<Person> {
    const tab = await person.newTab();
    this.#tabs.push(tab);
    await tab.opens(file);
    return tab;
  }

  /** Kills the relay as a power cut would. */
  async killRelay(): Promise<void> {
    if (!this.#ownsRelay) throw new Error('others use this relay: story.use({ ownRelay: {} })');
    this.#relayWasDown = true;
    await this.relay.kill();
  }

  /** Waits until all who are online have the same document as the relay, then looks for complaints. */
  async agrees(): Promise<void> {
    for (const [file, people] of await this.#online()) {
      for (const person of people) await person.hasEverythingSaved();
      await this.#agreeOn(file, people);
    }
    const complaints = [...new Set(this.#tabs.map((tab) => tab.complaints))].flatMap(({ list }) => list);
    expect.soft(complaints, 'complaints of the browsers').toEqual([]);
    expect.soft(this.relay.errors.slice(this.#errorsBefore), 'errors of the relay').toEqual([]);
  }

  async ends(): Promise<void> {
    for (const tab of this.#tabs) await tab.leaves();
    for (const network of this.#networks) await network.close();
    if (this.#ownsRelay) await this.relay.stop();
  }

  /** Who has which file open, and a network. */
  async #online(): Promise<Map<string, Person[]>> {
    const online = new Map<string, Person[]>();
    for (const tab of this.#tabs) {
      const file = tab.network.passing ? await tab.openFile() : undefined;
      if (file !== undefined) online.set(file, [...(online.get(file) ?? []), tab]);
    }
    return online;
  }

  async #agreeOn(file: string, online: readonly Person[]): Promise<void> {
    const all = () => Promise.all([this.relay.document(file), ...online.map((person) => person.json())]);
    try {
      await expect.poll(async () => new Set(await all()).size, { intervals: [20, 50, 100] }).toBe(1);
    } catch {
      const [atRelay, ...others] = await all();
      for (const [index, json] of others.entries()) {
        const who = online[index]?.name;
        expect(JSON.parse(json), `${who} has the same document as the relay`).toEqual(JSON.parse(atRelay));
        expect(json, `${who} has the same bytes as the relay`).toBe(atRelay);
      }
    }
  }
}
