/**
 * Somebody at a browser of their own: what they do goes through real pointer and key events, what they see is read from the open file
 * or from the screen. Conditions are waited for, never times.
 */
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { type NewNode, type NodeId, type NodeType, solid, type Vector } from '@joinery/shared';
import type { CommandId } from '../../client/src/editor/commands/command-id.ts';
import type { CommandArguments } from '../../client/src/editor/editor.ts';
import type { Joinery } from '../../client/src/scripting/window-joinery.ts';
import { Complaints } from './complaints.ts';
import type { FaultProxy } from './fault-proxy.ts';
import { Hand } from './hand.ts';
import { colorOfPixel } from './pixel.ts';
import { type SeenNode, seenNode } from './seen-node.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What can be said of something that is waited for. */
export interface Expectation<T> {
  readonly not: Expectation<T>;
  toBe(expected: T): Promise<void>;
  toEqual(expected: unknown): Promise<void>;
  toMatchObject(expected: object): Promise<void>;
  toContain(expected: unknown): Promise<void>;
  toBeGreaterThan(expected: number): Promise<void>;
  toBeLessThan(expected: number): Promise<void>;
}

/** How often a condition is looked at, in ms: often at first, since most are true at once. */
const INTERVALS = [20, 50, 100, 100, 200];
const TOOL_KEYS = { frame: 'f', rectangle: 'r', ellipse: 'o', line: 'l' } as const;
/** Where the page's origin is put on the canvas when a file opens, so that everybody's shapes are in view. */
const ORIGIN_ON_CANVAS = { x: 60, y: 60 };

export interface PersonOptions {
  readonly name: string;
  readonly color: string;
  /** The network between this person and the relay. */
  readonly network: FaultProxy;
  /** The relay itself was down: not this person's network, but the browser says the same. */
  readonly relayWasDown: () => boolean;
}

export class Person {
  readonly name: string;
  readonly page: Page;
  readonly network: FaultProxy;
  readonly complaints: Complaints;
  readonly hand: Hand;
  readonly #context: BrowserContext;
  readonly #options: PersonOptions;

  private constructor(context: BrowserContext, page: Page, options: PersonOptions, complaints: Complaints) {
    this.name = options.name;
    this.network = options.network;
    this.page = page;
    this.complaints = complaints;
    this.hand = new Hand(page);
    this.#context = context;
    this.#options = options;
    complaints.watch(page, () => options.network.everBroken || options.relayWasDown());
  }

  /** A browser profile of its own, known to others by name and colour. */
  static async sitsDown(browser: Browser, options: PersonOptions): Promise<Person> {
    const { name, color, network } = options;
    const me = JSON.stringify({ name, color });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
      storageState: {
        cookies: [],
        origins: [{ origin: network.origin, localStorage: [{ name: 'joinery.me', value: me }] }],
      },
    });
    return new Person(context, await context.newPage(), options, new Complaints());
  }

  /** Another tab of the same browser. */
  async newTab(): Promise<Person> {
    return new Person(this.#context, await this.#context.newPage(), this.#options, this.complaints);
  }

  /** Closes this tab without asking it. */
  async closesTab(): Promise<void> {
    await this.page.close();
  }

  /** The process of this tab dies: nothing of it can say goodbye. */
  async crashes(): Promise<void> {
    this.complaints.expect(/^the page crashed$/);
    const session = await this.#context.newCDPSession(this.page);
    const crash = this.page.waitForEvent('crash');
    // Nobody is left to answer.
    session.send('Page.crash').catch(() => undefined);
    await crash;
    await this.page.close();
  }

  async leaves(): Promise<void> {
    await this.#context.close();
  }

  get here(): boolean {
    return !this.page.isClosed();
  }

  /** The id of the file that this tab shows. */
  async openFile(): Promise<string | undefined> {
    return this.here ? this.page.evaluate(() => window.joinery?.fileId) : undefined;
  }

  async opens(file: string): Promise<void> {
    await this.page.goto(`${this.network.origin}/file/${file}`);
    await this.seesAFile();
    await this.sees(statusKind).toBe('saved');
  }

  /** Opens a link that somebody else copied, over the own network. */
  async follows(link: string): Promise<void> {
    const { pathname, hash } = new URL(link);
    await this.page.goto(this.network.origin + pathname + hash);
  }

  async reloads(): Promise<void> {
    await this.page.reload();
    await this.seesAFile();
  }

  /** Waits until a file is open in this tab, whatever way it was opened. */
  async seesAFile(): Promise<void> {
    await expect(this.canvas).toBeVisible();
    await this.page.waitForFunction(() => window.joinery !== undefined);
    await this.page.evaluate(({ x, y }) => window.joinery?.setCamera({ x: -x, y: -y, zoom: 1 }), ORIGIN_ON_CANVAS);
  }

  get canvas(): Locator {
    return this.page.locator('canvas').first();
  }

  /** Reads from the open file, now. `read` runs in the page and knows only its arguments. */
  async asks<T, A = undefined>(read: (joinery: Joinery, argument: A) => T | Promise<T>, argument?: A): Promise<T> {
    const joinery = await this.page.evaluateHandle(() => {
      if (window.joinery === undefined) throw new Error('no file is open in this tab');
      return window.joinery;
    });
    const answer = await joinery.evaluate(read as (joinery: Joinery, argument: unknown) => T, argument);
    await joinery.dispose();
    return answer;
  }

  /** Waits until what is read from the open file is as expected: `await ben.sees(selection).toEqual([id])`. */
  sees<T, A = undefined>(read: (joinery: Joinery, argument: A) => T | Promise<T>, argument?: A): Expectation<T> {
    return expect.poll(() => this.asks(read, argument), { message: `${this.name} sees`, intervals: INTERVALS });
  }

  /** Waits until a node looks as expected: `await ben.seesNode(id).toMatchObject({ alive: true })`. */
  seesNode(id: NodeId): Expectation<SeenNode | null> {
    return this.sees(seenNode, id);
  }

  async node(id: NodeId): Promise<SeenNode> {
    const node = await this.asks(seenNode, id);
    if (node === null) throw new Error(`${this.name} has no node ${id}`);
    return node;
  }

  /** Waits until everything this person did is acknowledged. */
  async hasEverythingSaved(): Promise<void> {
    await this.sees(({ sync }) => [sync.status().kind, sync.pending()]).toEqual(['saved', 0]);
  }

  /** Waits until this person is told that they are offline. */
  async isOffline(): Promise<void> {
    await this.sees(statusKind).toBe('offline');
  }

  /** Loses the network, and is told so. */
  async goesOffline(): Promise<void> {
    await this.network.cut();
    await this.isOffline();
  }

  /** Has the network again and everything sent. */
  async comesBack(): Promise<void> {
    await this.network.heal();
    await this.asks(({ sync }) => sync.retry());
    await this.hasEverythingSaved();
  }

  /** Waits until this browser could open the file without a network: page, code and document are kept. */
  async canOpenOffline(): Promise<void> {
    await expect.poll(() => this.page.evaluate(keptForOffline), { message: 'kept for offline' }).toEqual([]);
  }

  async json(): Promise<string> {
    return this.asks((joinery) => joinery.json());
  }

  /** Where a point of the page is in the window. */
  async inWindow({ x, y }: Vector): Promise<Vector> {
    const box = await this.canvas.boundingBox();
    if (box === null) throw new Error('the canvas is not on the screen');
    const camera = await this.asks((joinery) => joinery.camera());
    return { x: box.x + (x - camera.x) * camera.zoom, y: box.y + (y - camera.y) * camera.zoom };
  }

  /** Draws a shape with the mouse. @returns its id */
  async draws(tool: keyof typeof TOOL_KEYS, { x, y, width, height }: Area): Promise<NodeId> {
    const before = await this.asks((joinery) => [...joinery.editor.document.nodes()]);
    await this.presses(TOOL_KEYS[tool]);
    await this.hand.drags(await this.inWindow({ x, y }), await this.inWindow({ x: x + width, y: y + height }));
    await this.sees((joinery, known) => joinery.selection().filter((id) => !known.includes(id)).length, before).toBe(1);
    const [drawn = ''] = await this.asks((joinery) => joinery.selection());
    return drawn;
  }

  /** Presses the mouse on the middle of a node, and holds it. */
  async grabs(id: NodeId): Promise<Vector> {
    const at = await this.#middleOf(id);
    await this.hand.presses(at);
    return at;
  }

  /** Drags a node by its middle. */
  async drags(id: NodeId, by: Vector): Promise<void> {
    const from = await this.grabs(id);
    await this.hand.movesTo({ x: from.x + by.x, y: from.y + by.y });
    await this.hand.letsGo();
  }

  async clicks(id: NodeId): Promise<void> {
    await this.hand.clicks(await this.#middleOf(id));
  }

  /** Where the middle of a node is in the window: as the mouse takes it. */
  async middleOf(id: NodeId): Promise<[x: number, y: number]> {
    const { x, y } = await this.#middleOf(id);
    return [x, y];
  }

  async #middleOf(id: NodeId): Promise<Vector> {
    return this.asks((joinery, node) => joinery.clientPoint(node), id);
  }

  async selects(...ids: readonly NodeId[]): Promise<void> {
    await this.asks((joinery, chosen) => joinery.select(chosen), ids);
  }

  /** Presses keys one after the other, each as Playwright names it: `Control+z`. */
  async presses(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Makes a node without the mouse, where the story is not about drawing; filled, so that hands find it. @returns its id */
  async makes(type: NodeType, properties: NewNode = {}, parent?: NodeId): Promise<NodeId> {
    return this.asks((joinery, node) => joinery.create(node.type, node.properties, node.parent), {
      type,
      properties: { fills: [solid('#d9d9d9')], ...properties },
      parent,
    });
  }

  async sets(id: NodeId, properties: NewNode): Promise<void> {
    const values = properties as Parameters<Joinery['set']>[1];
    await this.asks((joinery, set) => joinery.set(set.id, set.values), { id, values });
  }

  async runs(id: CommandId, args: CommandArguments = {}): Promise<boolean> {
    return this.asks((joinery, command) => joinery.run(command.id, command.args), { id, args });
  }

  /** Drops a file from outside the browser on the canvas. */
  async dropsFile(file: DroppedFile, at: Vector): Promise<void> {
    const point = await this.inWindow(at);
    await this.page.evaluate(dropFile, { ...file, ...point });
  }

  /** A message on the screen. */
  notice(text: string | RegExp): Locator {
    return this.page.locator('[data-sonner-toast]').filter({ hasText: text });
  }

  /** The colour on the screen at a point of the page, `#rrggbb`. */
  async colorAt(point: Vector): Promise<string> {
    const { x, y } = await this.inWindow(point);
    return colorOfPixel(await this.page.screenshot({ clip: { x, y, width: 1, height: 1 } }));
  }

  /** Waits until a colour is on the screen at a point of the page. */
  seesColorAt(point: Vector): Expectation<string> {
    return expect.poll(() => this.colorAt(point), { message: `${this.name} sees the colour`, intervals: INTERVALS });
  }
}

/** Runs in the page. */
const statusKind = ({ sync }: Joinery): string => sync.status().kind;

/** Runs in the page. @returns what is still missing */
async function keptForOffline(): Promise<string[]> {
  const kept = new Set<string>();
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) kept.add(url);
  }
  const assets = performance.getEntriesByType('resource').map(({ name }) => name);
  const needed = [`${location.origin}/`, ...assets.filter((url) => url.startsWith(`${location.origin}/assets/`))];
  const missing = needed.filter((url) => !kept.has(url));
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('joinery');
    opening.addEventListener('success', () => resolve(opening.result));
    opening.addEventListener('error', () => reject(opening.error ?? new Error('no database')));
  });
  const snapshots = await new Promise<number>((resolve) => {
    const counting = database.transaction('snapshots').objectStore('snapshots').count();
    counting.addEventListener('success', () => resolve(counting.result));
  });
  database.close();
  return snapshots > 0 ? missing : [...missing, 'the document'];
}

/** What somebody drops. */
export type DroppedFile = { readonly name: string; readonly type: string } & (
  | { readonly text: string }
  | { readonly base64: string }
);

/** Runs in the page: the events of a real drop, on whatever lies under the pointer. */
function dropFile(file: DroppedFile & { readonly x: number; readonly y: number }): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(
    new File(['text' in file ? file.text : Uint8Array.from(atob(file.base64), (c) => c.charCodeAt(0))], file.name, {
      type: file.type,
    }),
  );
  const target = document.elementFromPoint(file.x, file.y);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const at = { clientX: file.x, clientY: file.y };
    target?.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...at }));
  }
}
