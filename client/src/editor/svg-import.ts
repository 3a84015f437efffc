/** What reading an SVG file gives: a tree of nodes to create. Positions are in the coordinates of the parent. */
import type { NewNode, NodeType } from '@joinery/shared';

export interface SvgNode {
  readonly type: NodeType;
  readonly properties: NewNode;
  /** Back to front. */
  readonly children: readonly SvgNode[];
}

export interface SvgImport {
  readonly nodes: readonly SvgNode[];
  /** Of the picture, in px. */
  readonly width: number;
  readonly height: number;
  /** Features that were met and cannot be shown, by name, each once. */
  readonly unsupported: readonly string[];
}
