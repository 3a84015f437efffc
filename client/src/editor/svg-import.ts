/** What reading an SVG file gives: trees of nodes to create. Positions are in the coordinates of the parent. */
import type { NodeTree } from './node-tree.ts';

export type SvgNode = NodeTree;

export interface SvgImport {
  readonly nodes: readonly SvgNode[];
  /** Of the picture, in px. */
  readonly width: number;
  readonly height: number;
  /** Features that were met and cannot be shown, by name, each once. */
  readonly unsupported: readonly string[];
}
