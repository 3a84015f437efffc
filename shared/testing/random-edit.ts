/** What people might do next: edits from a seed. Few nodes and few values, because collisions are the point. */
import { ROOT } from '../src/document/node-id.ts';
import type { NodeType } from '../src/schema/properties.ts';
import type { Value } from '../src/schema/value.ts';
import type { Edit, Label } from './edits.ts';
import type { Random } from './random.ts';

/** The labels that edits choose from: few, because collisions are the point. */
const LABELS: readonly Label[] = Array.from({ length: 9 }, (_, i) => `n${i}`);

/** Those that are there from the beginning are the likeliest. */
const randomLabel = (random: Random): Label => random.pick(random.chance(0.5) ? ['n0', 'n1', 'n2', 'n4'] : LABELS);

/** `n0` is the page that {@link OPENING} makes; frames are even, shapes odd. */
const typeOf = (label: Label): NodeType =>
  label === 'n8' ? 'page' : Number(label.slice(1)) % 2 === 0 ? 'frame' : 'rectangle';

/** What every run starts with: a page with two frames, one with a rectangle in it. */
export const OPENING: readonly Edit[] = [
  { do: 'create', node: 'n0', type: 'page', parent: ROOT, x: 0 },
  { do: 'create', node: 'n2', type: 'frame', parent: 'n0', x: 10 },
  { do: 'create', node: 'n4', type: 'frame', parent: 'n0', x: 20 },
  { do: 'create', node: 'n1', type: 'rectangle', parent: 'n2', x: 30 },
];

const PROPERTIES: Readonly<Record<string, readonly Value[]>> = {
  width: [1, 2, 3, null],
  name: ['a', 'b', 'Grüße', null],
  rotation: [0, 30, 90, -45],
  'votes/x': [0, 1, { by: ['ann'] }],
};

/** Moves collide best; what needs the trash or a gesture to have happened is rarer. */
const WEIGHTS = {
  create: 10,
  set: 20,
  move: 26,
  gather: 4,
  fail: 2,
  place: 12,
  trash: 5,
  restore: 4,
  drag: 8,
  drop: 3,
  cancel: 2,
  undo: 6,
  redo: 4,
  identity: 1,
};

/** An edit that some person might make now. */
export function randomEdit(random: Random): Edit {
  const node = randomLabel(random);
  const parent = randomLabel(random);
  const coordinate = (): number => random.below(20) * 10;
  const kind = random.weighted(WEIGHTS);
  switch (kind) {
    case 'create':
      return {
        do: 'create',
        node,
        type: typeOf(node),
        parent: typeOf(node) === 'page' ? ROOT : parent,
        x: coordinate(),
      };
    case 'set': {
      const property = random.pick(Object.keys(PROPERTIES));
      return { do: 'set', node, property, value: random.pick(PROPERTIES[property] ?? [null]) };
    }
    case 'move':
      return {
        do: 'move',
        node,
        parent: typeOf(node) === 'page' ? ROOT : parent,
        before: random.chance(0.5) ? null : randomLabel(random),
      };
    case 'gather':
    case 'fail':
      return { do: kind, nodes: Array.from({ length: random.between(1, 3) }, () => randomLabel(random)), parent };
    case 'place':
      return { do: 'place', node, x: coordinate(), y: coordinate() };
    case 'drag':
      return { do: 'drag', node, x: coordinate(), y: coordinate() };
    case 'trash':
      return { do: 'trash', node };
    case 'restore':
      return { do: 'restore', node };
    case 'drop':
      return { do: 'drop' };
    case 'cancel':
      return { do: 'cancel' };
    case 'undo':
      return { do: 'undo' };
    case 'redo':
      return { do: 'redo' };
    default:
      return { do: 'undo-redo', steps: random.between(1, 5) };
  }
}
