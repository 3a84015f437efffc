/**
 * `Path2D`s of path nodes, stretched to the node's size: parsing path data is what costs. Kept until the node's outline
 * or size changes; whoever hears of changes calls {@link PathCache.forget}.
 */
import type { DocumentReader, NodeId } from '@joinery/shared';

export interface KeptPath {
  readonly path: Path2D;
  /** Whether each subpath ends where it began. */
  readonly closed: boolean;
}

/** Entries kept at most; when there are more, all are dropped and what is in view comes back. */
const MAX_KEPT = 20_000;

/** A change of these changes the path. */
export const PATH_PROPERTIES: readonly string[] = ['path', 'width', 'height'];

export class PathCache {
  readonly #kept = new Map<NodeId, KeptPath>();

  of(reader: DocumentReader, id: NodeId): KeptPath {
    let kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    kept = readPath(reader, id);
    if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
    this.#kept.set(id, kept);
    return kept;
  }

  forget(id: NodeId): void {
    this.#kept.delete(id);
  }
}

function readPath(reader: DocumentReader, id: NodeId): KeptPath {
  const { data, width, height } = reader.get(id, 'path');
  const natural = new Path2D(data);
  const closed = hasOnlyClosedSubpaths(data);
  const across = stretch(reader.get(id, 'width'), width);
  const down = stretch(reader.get(id, 'height'), height);
  if (across === 1 && down === 1) return { path: natural, closed };
  const path = new Path2D();
  path.addPath(natural, { a: across, b: 0, c: 0, d: down, e: 0, f: 0 });
  return { path, closed };
}

/** An outline without extent in a direction, a straight line, cannot be stretched in it. */
const stretch = (size: number, natural: number): number => (natural > 0 ? size / natural : 1);

const hasOnlyClosedSubpaths = (data: string): boolean =>
  (data.match(/m/gi)?.length ?? 0) === (data.match(/z/gi)?.length ?? 0) && data !== '';
