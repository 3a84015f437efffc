import { type Document, type NewNode, type NodeId, type NodeType, ROOT, solid } from '@joinery/shared';
import { replica } from '@joinery/shared/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '../collaboration/people.ts';
import { CanvasDriver } from './testing/canvas-driver.ts';
import { FakePath2D } from './testing/recording-context.ts';

vi.stubGlobal('Path2D', FakePath2D);

let document: Document;
let page: NodeId;
let canvas: CanvasDriver;

const make = (type: NodeType, properties: NewNode, parent = page): NodeId => {
  let made = '';
  document.transact((tx) => (made = tx.create(type, parent, properties)));
  return made;
};

const rectangle = (x: number, y: number, extra: NewNode = {}): NodeId =>
  make('rectangle', { position: { x, y }, width: 50, height: 40, fills: [solid('#ff0000')], ...extra });

const person = (extra: Partial<Person>): Person => ({
  session: 'ada',
  person: 'person of ada',
  active: true,
  viewport: null,
  following: null,
  spotlight: false,
  chat: '',
  caret: null,
  name: 'Ada',
  color: '#e5484d',
  status: 'online',
  page,
  cursor: { x: 100, y: 100 },
  selection: [],
  self: false,
  ...extra,
});

beforeEach(() => {
  document = replica('me');
  document.transact((tx) => (page = tx.create('page', ROOT, { name: 'Page 1' })));
  canvas = new CanvasDriver(document);
});

describe('a change of the document', () => {
  test('V1 a change of one node repaints the content once, and only the pixels around where it was and is', () => {
    const [moved, far] = [rectangle(10, 10), rectangle(600, 500, { fills: [solid('#00ff00')] })];
    canvas.settle();
    canvas.clear();
    document.transact((tx) => {
      tx.setPosition(moved, { x: 30, y: 10 });
      tx.set(moved, 'width', 60);
      tx.set(moved, 'fills', [solid('#0000ff')]);
    });
    expect(canvas.settle().painted).toEqual(['content']);
    expect(canvas.paintedOn('rect').map((call) => call.arguments)).toEqual([[8, 8, 84, 44]]);
    expect(canvas.paintedOn('fillRect').map((call) => call.fillStyle)).toEqual(['#ececef', '#0000ff']);
    expect(document.isAlive(far)).toBe(true);
  });

  test('V1 many changes between two frames repaint once', () => {
    const node = rectangle(10, 10);
    canvas.settle();
    for (let x = 0; x < 20; x++) document.transact((tx) => tx.setPosition(node, { x, y: 10 }));
    expect(canvas.settle().painted).toEqual(['content']);
  });

  test('V5 a change outside the viewport asks for no frame', () => {
    const node = rectangle(5000, 5000);
    expect(canvas.settle().frames).toBe(0);
    document.transact((tx) => tx.set(node, 'fills', [solid('#0000ff')]));
    expect(canvas.settle().frames).toBe(0);
  });

  test('V5 only what lies in the viewport is painted', () => {
    for (let i = 0; i < 100; i++) rectangle(i * 300, 0);
    canvas.settle();
    canvas.clear();
    canvas.editor.setCamera({ x: 3000, y: 0, zoom: 1 });
    canvas.settle();
    // Four are in view; tiles reach beyond it, and some are made ready beside it, above and below.
    const shapes = canvas.paintedOn('fillRect').filter((call) => call.fillStyle === '#ff0000');
    expect(shapes.length).toBeGreaterThanOrEqual(4);
    expect(shapes.length).toBeLessThanOrEqual(16);
  });

  test('V6 an edit of what I have not chosen leaves my overlay alone', () => {
    const [mine, theirs] = [rectangle(10, 10), rectangle(200, 10)];
    canvas.editor.select([mine]);
    canvas.settle();
    document.transact((tx) => tx.setPosition(theirs, { x: 300, y: 10 }));
    expect(canvas.settle().painted).toEqual(['content']);
    document.transact((tx) => tx.setPosition(mine, { x: 20, y: 10 }));
    expect(canvas.settle().painted).toEqual(['content', 'overlay']);
  });

  test('V6 the outline of a chosen group follows what is in it', () => {
    const group = make('group', { position: { x: 0, y: 0 } });
    const member = make(
      'rectangle',
      { position: { x: 0, y: 0 }, width: 10, height: 10, fills: [solid('#ff0000')] },
      group,
    );
    canvas.editor.select([group]);
    canvas.settle();
    document.transact((tx) => tx.setPosition(member, { x: 100, y: 0 }));
    expect(canvas.settle().painted).toContain('overlay');
  });

  test('V6 a new name of a frame repaints its title', () => {
    const frame = make('frame', { position: { x: 10, y: 50 }, width: 300, height: 200, name: 'Old' });
    canvas.settle();
    canvas.clear();
    document.transact((tx) => tx.set(frame, 'name', 'New'));
    canvas.settle();
    expect(canvas.surfaces.overlay.recording.of('fillText').map((call) => call.arguments[0])).toEqual(['New']);
  });

  test('V6 among thousands a frame that becomes wide enough gets its title, and one that goes loses it', () => {
    document.transact((tx) => {
      for (let i = 0; i < 1100; i++) tx.create('rectangle', page, { width: 5, height: 5 });
    });
    const frame = make('frame', { position: { x: 10, y: 50 }, width: 20, height: 200, name: 'Wide' });
    canvas.settle();
    const titles = (): unknown[] => {
      canvas.clear();
      canvas.editor.session.setState({ hovered: canvas.editor.state.hovered === frame ? null : frame });
      canvas.settle();
      return canvas.surfaces.overlay.recording.of('fillText').map((call) => call.arguments[0]);
    };
    expect(titles()).toEqual([]);
    document.transact((tx) => tx.set(frame, 'width', 300));
    expect(titles()).toEqual(['Wide']);
    document.transact((tx) => tx.trash(frame));
    expect(titles()).toEqual([]);
  });

  test('a page that gets a colour is repainted whole', () => {
    canvas.settle();
    canvas.clear();
    document.transact((tx) => tx.set(page, 'fills', [solid('#123456')]));
    canvas.settle();
    const fills = canvas.surfaces.content.recording.of('fillRect').filter((call) => call.fillStyle === '#123456');
    const areas = fills.map(({ arguments: [, , width, height] }) => Number(width) * Number(height));
    expect(areas.reduce((sum, area) => sum + area, 0)).toBe(1000 * 800);
  });
});

describe('the camera', () => {
  test('V2 panning repaints each layer once a frame, and no outline twice', () => {
    const chosen = rectangle(10, 10);
    canvas.editor.select([chosen]);
    canvas.settle();
    canvas.clear();
    for (let x = 1; x <= 5; x++) canvas.editor.setCamera({ x, y: 0, zoom: 1 });
    expect(canvas.settle()).toEqual({ frames: 1, painted: ['content', 'overlay'] });
    expect(canvas.surfaces.overlay.recording.of('strokeRect')).toHaveLength(1);
  });

  test('V2 panning among few shapes looks at what is in view, however many frames the page has', () => {
    document.transact((tx) => {
      for (let i = 0; i < 3000; i++)
        tx.create('frame', page, { position: { x: 400 * i, y: 50 }, width: 300, height: 200, name: `Frame ${i}` });
    });
    canvas.frame();
    canvas.editor.setCamera({ x: 100, y: 0, zoom: 1 });
    canvas.frame();
    const looked = vi.spyOn(canvas.editor.scene, 'pageMatrix');
    canvas.editor.setCamera({ x: 200, y: 0, zoom: 1 });
    canvas.frame();
    expect(canvas.surfaces.overlay.recording.of('fillText').map((call) => call.arguments[0])).toContain('Frame 1');
    expect(looked.mock.calls.length).toBeLessThan(100);
  });

  test('panning by less than a device pixel paints no content', () => {
    rectangle(10, 10);
    canvas.settle();
    canvas.clear();
    canvas.editor.setCamera({ x: 0.2, y: 0.2, zoom: 1 });
    canvas.settle();
    expect(canvas.surfaces.content.recording.calls).toEqual([]);
  });
});

describe('the hand', () => {
  test('V3 hovering, brushing and selecting never repaint content', () => {
    const node = rectangle(10, 10);
    canvas.settle();
    canvas.editor.session.setState({ hovered: node });
    expect(canvas.settle().painted).toEqual(['overlay']);
    canvas.editor.session.setState({ marquee: { left: 0, top: 0, right: 5, bottom: 5 } });
    expect(canvas.settle().painted).toEqual(['overlay']);
    canvas.editor.select([node]);
    expect(canvas.settle().painted).toEqual(['overlay']);
  });

  test('V4 a state of the tool that looks the same asks for no frame', () => {
    canvas.editor.select([rectangle(10, 10)]);
    canvas.settle();
    canvas.editor.session.setState({ toolState: 'select.pointing-node', panelsVisible: false, notice: null });
    expect(canvas.settle().frames).toBe(0);
  });

  test('V3 the colours of authors stand on the overlay, and follow every edit that is seen while they are shown', () => {
    rectangle(10, 10);
    const other = rectangle(60, 10);
    canvas.settle();
    canvas.editor.session.setState({ heat: 'author' });
    expect(canvas.settle().painted).toEqual(['overlay']);
    canvas.clear();
    canvas.editor.session.setState({ hovered: other });
    canvas.settle();
    expect(canvas.surfaces.overlay.recording.of('fill')).toHaveLength(2);
    expect(canvas.surfaces.content.recording.of('fill')).toHaveLength(0);
  });

  test('outline mode shows shapes as lines, from tiles as ever, and one repaint brings the paints back', () => {
    rectangle(10, 10, { opacity: 0 });
    canvas.settle();
    canvas.clear();
    canvas.editor.run('toggle-outlines');
    expect(new Set(canvas.settle().painted)).toEqual(new Set(['content']));
    expect(canvas.paintedOn('strokeRect').map((call) => call.arguments)).toEqual([[10.5, 10.5, 50, 40]]);
    expect(canvas.paintedOn('fillRect').some((call) => call.fillStyle === '#ff0000')).toBe(false);
    canvas.clear();
    canvas.editor.setCamera({ x: 5, y: 0, zoom: 1 });
    canvas.settle();
    expect(canvas.paintedOn('strokeRect')).toEqual([]);
    canvas.editor.run('toggle-outlines');
    canvas.settle();
    expect(canvas.paintedOn('strokeRect')).toEqual([]);
    expect(canvas.settle().frames).toBe(0);
  });

  test('V7 the letters of the text that is typed over are not painted, and come back', () => {
    const text = make('text', {
      characters: 'Hello',
      position: { x: 10, y: 10 },
      width: 60,
      height: 20,
      fills: [solid('#000000')],
    });
    canvas.settle();
    canvas.clear();
    const letters = () => canvas.paintedOn('fillText').length;
    canvas.editor.session.setState({ editingText: text });
    canvas.settle();
    expect(letters()).toBe(0);
    canvas.editor.session.setState({ editingText: null });
    canvas.settle();
    expect(letters()).toBe(1);
  });
});

describe('people', () => {
  const show = (...people: readonly Person[]): void =>
    canvas.people.setState({ people: [person({ session: 'me', self: true }), ...people] });

  test("V3 a person's cursor never repaints content or overlay", () => {
    rectangle(10, 10);
    canvas.settle();
    for (let x = 0; x < 10; x++) {
      show(person({ cursor: { x, y: 50 } }));
      expect(canvas.settle().painted.every((layer) => layer === 'people')).toBe(true);
    }
  });

  test('V4 a cursor glides for at most 100 ms; then the canvas asks for no frame', () => {
    show(person({}));
    canvas.settle();
    canvas.nowMs += 40;
    show(person({ cursor: { x: 300, y: 100 } }));
    const { frames } = canvas.settle();
    expect(frames).toBeGreaterThan(1);
    expect(frames * 16).toBeLessThanOrEqual(100);
    expect(canvas.settle().frames).toBe(0);
    expect(canvas.surfaces.people.recording.of('moveTo').at(-1)?.arguments).toEqual([300, 100]);
  });

  test('V4 for who wants no motion a cursor jumps, in one frame', () => {
    canvas.still = true;
    show(person({}));
    canvas.settle();
    canvas.nowMs += 40;
    show(person({ cursor: { x: 300, y: 100 } }));
    expect(canvas.settle().frames).toBe(1);
    expect(canvas.surfaces.people.recording.of('moveTo').at(-1)?.arguments).toEqual([300, 100]);
  });

  test('V4 people who do nothing new ask for no frame', () => {
    show(person({}));
    canvas.settle();
    show(person({ status: 'away' }));
    expect(canvas.settle().frames).toBe(0);
  });

  test('V3, V4 a hundred cursors that move repaint neither content nor overlay, and their own layer once a frame', () => {
    rectangle(10, 10);
    const crowd = (x: number): Person[] =>
      Array.from({ length: 100 }, (_, at) => person({ session: `p${at}`, cursor: { x: x + at, y: 5 * at } }));
    show(...crowd(0));
    canvas.settle();
    const before = canvas.surfaces.people.painted;
    for (let step = 1; step <= 30; step++) {
      show(...crowd(step));
      expect(canvas.frame()).toEqual(['people']);
    }
    expect(canvas.surfaces.people.painted - before).toBe(30);
  });

  test('P5 the cursor of who does nothing goes, and comes back', () => {
    show(person({}));
    canvas.settle();
    canvas.clear();
    show(person({ active: false }));
    canvas.settle();
    expect(canvas.surfaces.people.recording.of('fillText')).toEqual([]);
    show(person({}));
    canvas.settle();
    expect(canvas.surfaces.people.recording.of('fillText').map((call) => call.arguments[0])).toEqual(['Ada']);
  });

  test('what somebody says stands at their cursor, letter by letter', () => {
    show(person({ chat: 'Loo' }));
    canvas.settle();
    canvas.clear();
    show(person({ chat: 'Look' }));
    canvas.settle();
    expect(canvas.surfaces.people.recording.of('fillText').map((call) => call.arguments[0])).toEqual(['Ada', 'Look']);
  });

  test('where somebody writes their caret stands in the text, in their colour, with what they have chosen', () => {
    const text = make('text', { position: { x: 10, y: 10 }, characters: 'Hello', fontSize: 20 });
    const recording = canvas.surfaces.people.recording;
    const filled = () => recording.of('fillRect').map(({ fillStyle, alpha }) => [fillStyle, alpha]);
    show(person({ selection: [text], caret: { anchor: 2, focus: 2 } }));
    canvas.settle();
    canvas.clear();
    show(person({ selection: [text], caret: { anchor: 1, focus: 4 } }));
    expect(canvas.settle().painted).toEqual(['people']);
    expect(filled()).toEqual([
      ['#e5484d', 0.28],
      ['#e5484d', 1],
    ]);
    // Their pointer rests: the name is at the caret.
    expect(recording.of('fillText').map((call) => call.arguments[0])).toEqual(['Ada']);
    canvas.clear();
    show(person({ selection: [text], caret: null }));
    canvas.settle();
    expect(filled()).toEqual([]);
  });

  test('people on another page are not shown', () => {
    show(person({ page: 'elsewhere' }));
    expect(canvas.settle().frames).toBe(0);
  });

  test('what others have selected is outlined in their colour, where it is now', () => {
    const node = rectangle(10, 10);
    show(person({ cursor: null, selection: [node] }));
    canvas.settle();
    canvas.clear();
    document.transact((tx) => tx.setPosition(node, { x: 100, y: 100 }));
    expect(canvas.settle().painted).toEqual(['content', 'people']);
    expect(canvas.surfaces.people.recording.of('strokeRect')[0]?.strokeStyle).toBe('#e5484d');
  });
});

test('V4 a hidden tab, which gets no frames, paints nothing, whatever changes; the next frame paints it all once', () => {
  const nodes = Array.from({ length: 40 }, (_, i) => rectangle(20 * i, 10));
  canvas.settle();
  canvas.clear();
  const { content, overlay, people } = canvas.surfaces;
  const before = content.painted;
  for (let i = 0; i < 500; i++) {
    document.transact((tx) => tx.setPosition(nodes[i % 40] ?? '', { x: 20 * (i % 40), y: i }));
    canvas.people.setState({ people: [person({ self: true }), person({ cursor: { x: i, y: i } })] });
  }
  expect(canvas.paintedOn('fillRect', 'drawImage')).toEqual([]);
  expect([overlay, people].flatMap(({ recording }) => recording.calls)).toEqual([]);
  canvas.frame();
  expect(content.painted - before).toBe(1);
  const shapes = canvas.paintedOn('fillRect').filter(({ fillStyle }) => fillStyle === '#ff0000');
  expect(shapes.length).toBeLessThanOrEqual(3 * nodes.length);
});

test('V4 an idle canvas requests no frame', () => {
  rectangle(10, 10);
  canvas.editor.select([rectangle(100, 10)]);
  canvas.people.setState({ people: [person({ self: true }), person({})] });
  canvas.settle();
  canvas.nowMs += 60_000;
  expect(canvas.settle()).toEqual({ frames: 0, painted: [] });
});
