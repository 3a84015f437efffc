/** Copying and pasting nodes as JSON. What comes in may have been made by anybody, so it is checked before it is believed. */
import {
  boxCenter,
  checkProperty,
  intersects,
  type Matrix,
  multiply,
  type NewNode,
  type NodeId,
  type NodeType,
  rotation,
  subtract,
  translation,
  unionAll,
  type Value,
  type Vector,
} from '@joinery/shared';
import { visibleBox } from './camera.ts';
import type { Editor } from './editor.ts';
import { placeIn } from './node-place.ts';
import { countNodes, createTree, MAX_TREE_DEPTH, MAX_TREE_NODES, movedTo, type NodeTree, treeOf } from './node-tree.ts';
import { picturesIn } from './pictures.ts';
import { inPaintOrder } from './selection.ts';

const FORMAT = 'joinery-nodes-1';

/** A copied node as it stood on its page. */
interface CopiedNode {
  readonly source: NodeId;
  readonly tree: NodeTree;
  /** Upright box on the page: left, top, right, bottom. */
  readonly box: readonly [number, number, number, number];
}

interface Copied {
  readonly format: typeof FORMAT;
  readonly nodes: readonly CopiedNode[];
  /** The file that keeps the pictures of what was copied; absent when there are none. */
  readonly file?: string;
}

/** Nodes as text: positions and rotations of the roots are those on the page. */
export function copyToJson({ document, scene, ports }: Editor, ids: readonly NodeId[]): string {
  const nodes = inPaintOrder(document, ids).map((id): CopiedNode => {
    const matrix = scene.pageMatrix(id);
    const { left, top, right, bottom } = scene.pageBox(id);
    const tree = movedTo(treeOf(document, id), {
      position: { x: matrix.e, y: matrix.f },
      rotation: placeIn(translation(0, 0), matrix).rotation,
    });
    return { source: id, tree, box: [left, top, right, bottom] };
  });
  const file = picturesIn(document, ids).length === 0 ? {} : { file: ports.pictures.file };
  return JSON.stringify({ format: FORMAT, nodes, ...file } satisfies Copied);
}

export interface PasteOptions {
  /** Where the middle of what is pasted comes to lie, on the page. Absent with `inPlace`. */
  readonly at?: Vector;
  /** Exactly where it was copied from. */
  readonly inPlace?: boolean;
}

/** Pastes into the selected frame, or beside what is selected, or on the page; selects it. @returns false for foreign JSON */
export function pasteJson(editor: Editor, json: string, { at, inPlace = false }: PasteOptions): boolean {
  const copied = parseCopied(json);
  if (copied === undefined || copied.nodes.length === 0) return false;
  const { nodes } = copied;
  const { parent, before } = pasteTarget(
    editor,
    nodes.map(({ source }) => source),
  );
  const around = unionAll(nodes.map(({ box: [left, top, right, bottom] }) => ({ left, top, right, bottom })));
  const middle = around === undefined ? { x: 0, y: 0 } : boxCenter(around);
  const by = inPlace ? { x: 0, y: 0 } : roundVector(subtract(at ?? pasteMiddle(editor, parent), middle));
  const space = editor.scene.pageMatrix(parent);
  const pasted: NodeId[] = [];
  editor.edit('Paste', (tx) => {
    for (const { tree } of nodes) {
      const matrix = multiply(translation(by.x, by.y), matrixOf(tree.properties));
      pasted.push(createTree(tx, movedTo(tree, placeIn(space, matrix)), parent, before));
    }
  });
  editor.select(pasted);
  return true;
}

/**
 * What was copied from another file brings its pictures along.
 * @throws (rejects) with a sentence for the person when they cannot be had
 */
export async function adoptPictures({ ports }: Editor, json: string): Promise<void> {
  const { nodes = [], file } = parseCopied(json) ?? {};
  if (file === undefined || file === ports.pictures.file) return;
  const found = new Set(nodes.flatMap(({ tree }) => picturesOf(tree)));
  await ports.pictures.adopt(file, [...found]);
}

const picturesOf = ({ properties: { fills = [], strokes = [] }, children }: NodeTree): readonly string[] => [
  ...[...(fills ?? []), ...(strokes ?? [])].flatMap((paint) => (paint.type === 'picture' ? [paint.picture] : [])),
  ...children.flatMap(picturesOf),
];

const matrixOf = ({ position = { x: 0, y: 0 }, rotation: turn = 0 }: NewNode): Matrix =>
  multiply(translation(position.x, position.y), rotation(turn));

function pasteTarget(
  { document, state }: Editor,
  sources: readonly NodeId[],
): { parent: NodeId; before: NodeId | null } {
  const front = inPaintOrder(document, state.selection).at(-1);
  if (front === undefined) return { parent: state.page, before: null };
  const [only] = state.selection;
  if (
    state.selection.length === 1 &&
    only !== undefined &&
    document.get(only, 'type') === 'frame' &&
    !sources.includes(only)
  ) {
    return { parent: only, before: null };
  }
  const parent = document.parent(front) ?? state.page;
  const siblings = document.children(parent);
  return { parent, before: siblings[siblings.indexOf(front) + 1] ?? null };
}

/** The middle of the frame that is pasted into where it is in view, else of what is seen of the page. */
function pasteMiddle({ document, scene, state }: Editor, parent: NodeId): Vector {
  const view = visibleBox(state.camera, state.viewport);
  if (document.get(parent, 'type') !== 'frame') return boxCenter(view);
  const frame = scene.pageBox(parent);
  if (!intersects(frame, view)) return boxCenter(frame);
  const left = Math.max(frame.left, view.left);
  const top = Math.max(frame.top, view.top);
  return boxCenter({
    left,
    top,
    right: Math.min(frame.right, view.right),
    bottom: Math.min(frame.bottom, view.bottom),
  });
}

const roundVector = ({ x, y }: Vector): Vector => ({ x: Math.round(x), y: Math.round(y) });

/**
 * @returns undefined when this is not ours, or not sound
 * @throws when it is ours and too large
 */
function parseCopied(json: string): Pick<Copied, 'nodes' | 'file'> | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!isRecord(parsed) || parsed['format'] !== FORMAT || !Array.isArray(parsed['nodes'])) return undefined;
  const nodes: CopiedNode[] = [];
  for (const node of parsed['nodes'] as readonly unknown[]) {
    if (!isRecord(node) || typeof node['source'] !== 'string' || !isBox(node['box'])) return undefined;
    const tree = parseTree(node['tree'], 0);
    if (tree === undefined || tree.type === 'page') return undefined;
    nodes.push({ source: node['source'], tree, box: node['box'] });
  }
  if (nodes.reduce((sum, { tree }) => sum + countNodes(tree), 0) > MAX_TREE_NODES) {
    throw new Error(`The clipboard holds more than ${MAX_TREE_NODES} layers`);
  }
  const { file } = parsed;
  return { nodes, ...(typeof file === 'string' && /^[\w-]{1,64}$/.test(file) && { file }) };
}

function parseTree(value: unknown, depth: number): NodeTree | undefined {
  if (depth > MAX_TREE_DEPTH || !isRecord(value) || !isRecord(value['properties']) || !Array.isArray(value['children']))
    return undefined;
  const { type, properties } = value;
  if (typeof type !== 'string' || checkProperty('type', type) !== undefined || (type === 'page' && depth > 0))
    return undefined;
  const { position, ...rest } = properties;
  if (!isRecord(position) || !isNumbers([position['x'], position['y']], 2)) return undefined;
  for (const [name, property] of Object.entries(rest)) {
    if (name === 'type' || name === 'placement' || checkProperty(name, property as Value) !== undefined)
      return undefined;
  }
  const children = (value['children'] as readonly unknown[]).map((child) => parseTree(child, depth + 1));
  if (!children.every((child) => child !== undefined)) return undefined;
  return {
    // Kinds that only newer versions know are copied like any other (D13).
    type: type as NodeType,
    properties: { ...rest, position: { x: Number(position['x']), y: Number(position['y']) } },
    children,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNumbers = (value: unknown, count: number): boolean =>
  Array.isArray(value) && value.length === count && value.every((item) => Number.isFinite(item));

const isBox = (value: unknown): value is CopiedNode['box'] => isNumbers(value, 4);
