/** What the demo's people work on: a page for a café, and a board of notes beside it. */
import { type NewNode, type NodeId, ROOT, solid, type Transaction, type Vector } from '@joinery/shared';

export interface Drawing {
  readonly page: NodeId;
  /** Shapes that are fun to move, all children of the board. */
  readonly notes: readonly NodeId[];
  readonly board: NodeId;
  readonly texts: readonly NodeId[];
  readonly buttons: readonly NodeId[];
}

const INK = '#1f2430';
const NOTE_COLORS = ['#ffd977', '#ffb4a2', '#b8e0d2', '#c8b6ff', '#a9d6ff'];
const NOTES = ['Menu first?', 'Warmer photos', 'Opening hours', 'Map at the end', 'Larger prices', 'Less text'];
const DISHES = ['Flat white', 'Cardamom bun', 'Sourdough toast'];

/** Draws it all on a page, which is the document's first. */
export function drawDemo(tx: Transaction, page: NodeId): Drawing {
  tx.set(page, 'name', 'Landing page');
  const draw = (type: 'frame' | 'rectangle' | 'ellipse', parent: NodeId, color: string, properties: NewNode): NodeId =>
    tx.create(type, parent, { fills: [solid(color)], ...properties });
  const write = (parent: NodeId, characters: string, fontSize: number, at: Vector, more: NewNode = {}): NodeId => {
    const size = textSize(characters, fontSize);
    return tx.create('text', parent, { characters, fontSize, position: at, fills: [solid(INK)], ...size, ...more });
  };
  const site = draw('frame', page, '#fffaf3', {
    name: 'Café Linden',
    position: { x: 0, y: 0 },
    width: 560,
    height: 720,
  });
  draw('ellipse', site, '#e76f51', { name: 'Logo', position: { x: 32, y: 28 }, width: 36, height: 36 });
  const title = write(
    site,
    'Good mornings,\nmade by hand',
    44,
    { x: 32, y: 104 },
    { fontWeight: 700, lineHeight: 1.1 },
  );
  const lead = write(site, 'Coffee, bread and a table by the window.', 18, { x: 32, y: 220 });
  const button = draw('rectangle', site, '#e76f51', {
    name: 'Button',
    position: { x: 32, y: 268 },
    width: 168,
    height: 48,
    cornerRadius: 24,
  });
  const cards = DISHES.map((dish, index) => {
    const position = { x: 32 + index * 168, y: 368 };
    const card = draw('frame', site, '#ffffff', { name: dish, position, width: 152, height: 200, cornerRadius: 16 });
    draw('rectangle', card, NOTE_COLORS[index + 1] ?? INK, {
      name: 'Photo',
      position: { x: 0, y: 0 },
      width: 152,
      height: 120,
    });
    return { card, label: write(card, dish, 15, { x: 14, y: 138 }, { fontWeight: 600 }) };
  });
  const board = draw('frame', page, '#ffffff', { name: 'Notes', position: { x: 640, y: 0 }, width: 520, height: 420 });
  const notes = NOTES.map((note, index) => {
    const [column, line] = [index % 3, Math.floor(index / 3)];
    const at = { x: 32 + column * 158, y: 40 + line * 184 };
    const group = draw('frame', board, NOTE_COLORS[index % NOTE_COLORS.length] ?? INK, {
      name: note,
      position: at,
      width: 136,
      height: 136,
      cornerRadius: 4,
    });
    write(group, note, 15, { x: 14, y: 14 }, { fontWeight: 500 });
    return group;
  });
  return {
    page,
    board,
    notes,
    texts: [title, lead, ...cards.map(({ label }) => label)],
    buttons: [button, ...cards.map(({ card }) => card)],
  };
}

/** The page that every new file begins with. */
export const firstPage = (children: (id: NodeId) => readonly NodeId[]): NodeId | undefined => children(ROOT)[0];

/** Dark letters read on all of them. */
export const DEMO_COLORS: readonly string[] = ['#ffd977', '#ffb4a2', '#b8e0d2', '#c8b6ff', '#a9d6ff', '#f4a58a'];

/** About as large as a text is: nobody here can measure letters. */
export function textSize(characters: string, fontSize: number): { readonly width: number; readonly height: number } {
  const lines = characters.split('\n');
  const longest = Math.max(...lines.map(({ length }) => length));
  return {
    width: Math.max(1, Math.round(longest * fontSize * 0.6)),
    height: Math.round(lines.length * fontSize * 1.2),
  };
}
