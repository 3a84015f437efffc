/** How new nodes look before anybody styled them. */
import { type NewNode, type NodeType, solid } from '@joinery/shared';

/** Width and height of a shape that was clicked, not drawn, in px. */
export const DEFAULT_SIZE = 100;

const SHAPE: NewNode = { fills: [solid('#d9d9d9')] };

const LOOKS: Readonly<Partial<Record<NodeType, NewNode>>> = {
  frame: { fills: [solid('#ffffff')] },
  rectangle: SHAPE,
  ellipse: SHAPE,
  line: { strokes: [solid('#000000')], strokeWeight: 1, height: 0 },
  text: { fills: [solid('#000000')], characters: '', textSizing: 'width' },
};

export const defaultLook = (type: NodeType): NewNode => LOOKS[type] ?? {};
