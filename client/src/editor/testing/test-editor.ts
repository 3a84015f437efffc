/**
 * A person without a screen: presses, drags, types, runs commands, and sees nothing but the document and the session.
 * Several can work on one file: {@link TestWorld} carries their changes to each other when the test says so.
 */
import {
  type Change,
  Document,
  EPOCH_MS,
  type NewNode,
  type NodeId,
  type NodeType,
  ROOT,
  type Transaction,
  type Vector,
} from '@joinery/shared';
import { createEditor } from '../../tools/create-editor.ts';
import { pageToScreen } from '../camera.ts';
import type { CommandId } from '../commands/command-id.ts';
import type { CommandArguments, Editor } from '../editor.ts';
import { NO_PICTURES, type ClipboardItems, type SavedFile } from '../ports.ts';
import type { SvgImport } from '../svg-import.ts';
import type { PointerToolEvent, PointerType } from '../tool-event.ts';

export interface PressOptions {
  readonly shift?: boolean;
  readonly alt?: boolean;
  readonly mod?: boolean;
  readonly button?: number;
  readonly pointerType?: PointerType;
}

/** What the test's world does in the place of a browser. */
export interface TestFiles {
  readonly saved: { readonly name: string; readonly file: SavedFile }[];
  svg: SvgImport;
}

export class TestEditor {
  readonly editor: Editor;
  /** Changes made here, oldest first. */
  readonly changes: Change[] = [];
  readonly clipboard: { items: ClipboardItems };
  readonly files: TestFiles = { saved: [], svg: { nodes: [], width: 0, height: 0, unsupported: [] } };
  readonly #clock: { now: number };
  #held: PressOptions = {};
  #at: Vector = { x: 0, y: 0 };

  constructor(document: Document, clock: { now: number }) {
    this.#clock = clock;
    this.clipboard = { items: {} };
    this.editor = createEditor({
      document,
      now: () => clock.now,
      // Every character is half as wide as the font is high.
      measureText: (text, { fontSize }) => text.length * fontSize * 0.5,
      clipboard: {
        write: (items) => {
          this.clipboard.items = items;
          return Promise.resolve();
        },
        read: () => Promise.resolve(this.clipboard.items),
      },
      pictures: NO_PICTURES,
      files: {
        save: (name, file) => void this.files.saved.push({ name, file }),
        rasterise: (ids, { scale }) => Promise.resolve(new Uint8Array([ids.length, scale])),
        toSvg: (ids) => Promise.resolve(`<svg>${ids.join(' ')}</svg>`),
        parseSvg: () => Promise.resolve(this.files.svg),
      },
    });
    document.subscribe(({ origin, change }) => {
      if (change !== undefined && (origin === 'local' || origin === 'undo')) this.changes.push(change);
    });
  }

  get document(): Document {
    return this.editor.document;
  }

  get page(): NodeId {
    return this.editor.state.page;
  }

  get selection(): readonly NodeId[] {
    return this.editor.state.selection;
  }

  /** The one selected node. */
  get selected(): NodeId {
    const [only] = this.selection;
    if (this.selection.length !== 1 || only === undefined)
      throw new Error(`expected one selected node, saw ${this.selection.length}`);
    return only;
  }

  /** A node made beside all tools, for what a story begins with. */
  make(type: NodeType, properties: NewNode = {}, parent: NodeId = this.page): NodeId {
    let id: NodeId = parent;
    const filled: NewNode = type === 'rectangle' || type === 'ellipse' ? { fills: GREY, ...properties } : properties;
    this.document.transact((tx) => {
      id = tx.create(type, parent, filled);
    });
    return id;
  }

  run(id: CommandId, args?: CommandArguments): this {
    if (!this.editor.run(id, args)) throw new Error(`${id} is disabled`);
    return this;
  }

  async runAndWait(id: CommandId, args?: CommandArguments): Promise<void> {
    this.run(id, args);
    await this.editor.settled();
  }

  /** Points are on the page; the camera says where that is on the screen. */
  down(at: Vector, options: PressOptions = this.#held): this {
    return this.#point('pointerdown', at, options);
  }

  move(to: Vector, options: PressOptions = this.#held): this {
    return this.#point('pointermove', to, options);
  }

  up(at: Vector = this.#at, options: PressOptions = this.#held): this {
    return this.#point('pointerup', at, options);
  }

  click(at: Vector, options?: PressOptions): this {
    return this.down(at, options).up(at, options);
  }

  doubleClick(at: Vector): this {
    return this.click(at).click(at).#point('doubleclick', at, {});
  }

  /** Presses, moves in a few steps, lets go. */
  drag(from: Vector, to: Vector, options?: PressOptions): this {
    return this.hold(from, to, options).up(to, options);
  }

  /** Like {@link drag}, without letting go. */
  hold(from: Vector, to: Vector, options?: PressOptions): this {
    this.move(from, options).down(from, options);
    for (const share of [0.3, 0.7, 1])
      this.move({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }, options);
    return this;
  }

  /** Holds modifiers down, or lets them go, where the pointer is. */
  keys(held: PressOptions): this {
    this.#held = held;
    const { shift = false, alt = false, mod = false } = held;
    this.editor.dispatch({ type: 'keydown', key: 'Shift', shift, alt, mod });
    return this;
  }

  escape(): this {
    this.editor.dispatch({ type: 'cancel' });
    return this;
  }

  type(text: string): this {
    const id = this.editor.state.editingText;
    if (id === null) throw new Error('expected a text that is being edited');
    for (const character of text) {
      this.wait(50);
      this.editor.setText(id, this.document.get(id, 'characters') + character);
    }
    return this;
  }

  wait(ms: number): this {
    this.#clock.now += ms;
    return this;
  }

  /** Position and size, rounded to thousandths, in the parent's coordinates. */
  rect(id: NodeId): readonly [x: number, y: number, width: number, height: number] {
    const { x, y } = this.document.position(id);
    return [x, y, this.document.get(id, 'width'), this.document.get(id, 'height')].map(thousandths) as [
      number,
      number,
      number,
      number,
    ];
  }

  /** The upright box on the page: left, top, right, bottom, rounded to thousandths. */
  box(id: NodeId): readonly [number, number, number, number] {
    const { left, top, right, bottom } = this.editor.scene.pageBox(id);
    return [left, top, right, bottom].map(thousandths) as [number, number, number, number];
  }

  #point(type: PointerToolEvent['type'], at: Vector, options: PressOptions): this {
    const { shift = false, alt = false, mod = false, button = 0, pointerType = 'mouse' } = options;
    this.#at = at;
    const point = pageToScreen(this.editor.state.camera, at);
    this.editor.dispatch({ type, point, button, pointerType, shift, alt, mod });
    return this;
  }
}

const GREY = [{ type: 'solid', color: '#d9d9d9', opacity: 1, visible: true }] as const;

const thousandths = (value: number): number => Math.round(value * 1000) / 1000 + 0;

/** A file open by several people; nobody hears of the others before {@link TestWorld.sync}. */
export class TestWorld {
  readonly clock = { now: EPOCH_MS + 1_000_000 };
  readonly people: TestEditor[] = [];

  /** @param count at most 9 @param prepare what the file holds before anybody opens it, so that nobody can undo it */
  constructor(count = 1, prepare?: (tx: Transaction, page: NodeId) => void) {
    const first = this.#document(0);
    first.transact((tx) => {
      const page = tx.create('page', ROOT, { name: 'Page 1' });
      prepare?.(tx, page);
    });
    for (let i = 0; i < count; i++) {
      const document = i === 0 ? first : this.#document(i);
      if (i > 0) document.merge(first.since(new Map()), 'load');
      this.people.push(new TestEditor(document, this.clock));
    }
  }

  /** Everybody hears of everything. */
  sync(): void {
    this.clock.now += 1;
    for (const { document: to } of this.people) {
      for (const { changes } of this.people) for (const change of changes) to.apply(change);
    }
  }

  #document(index: number): Document {
    return new Document({ actor: `tester0${index}`, wall: () => this.clock.now });
  }
}

/** One person on a new file. */
export function testEditor(): TestEditor {
  const [person] = new TestWorld().people;
  if (person === undefined) throw new Error('expected a person');
  return person;
}
