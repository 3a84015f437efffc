import type { NodeType } from '@joinery/shared';
import Circle from 'lucide-react/icons/circle';
import File from 'lucide-react/icons/file';
import Frame from 'lucide-react/icons/frame';
import Group from 'lucide-react/icons/group';
import Slash from 'lucide-react/icons/slash';
import Spline from 'lucide-react/icons/spline';
import Square from 'lucide-react/icons/square';
import Type from 'lucide-react/icons/type';
import { SMALL_ICON } from '../../ui/icon.ts';

const ICONS: Readonly<Record<NodeType, typeof Square>> = {
  page: File,
  frame: Frame,
  group: Group,
  rectangle: Square,
  ellipse: Circle,
  line: Slash,
  path: Spline,
  text: Type,
};

export function LayerIcon({ type }: { readonly type: NodeType }) {
  // A type that only newer clients know looks like a plain shape.
  const Icon = ICONS[type] ?? Square;
  return <Icon {...SMALL_ICON} />;
}
