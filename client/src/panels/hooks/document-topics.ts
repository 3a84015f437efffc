/**
 * Who wants to hear of which node. One subscription to the document serves all panels, and a change costs as much as it
 * touched, however many rows are on screen.
 */
import type { Document, DocumentEvent, NodeId } from '@joinery/shared';

type NodeListener = (properties: ReadonlySet<string>) => void;

export class DocumentTopics {
  readonly #nodes = new Map<NodeId, Set<NodeListener>>();
  readonly #all = new Set<(event: DocumentEvent) => void>();
  readonly #unsubscribe: () => void;

  constructor(document: Document) {
    this.#unsubscribe = document.subscribe((event) => this.#tell(event));
  }

  /** @returns a function that ends the subscription */
  onNode(id: NodeId, listener: NodeListener): () => void {
    const listeners = this.#nodes.get(id) ?? new Set();
    this.#nodes.set(id, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#nodes.get(id) === listeners) this.#nodes.delete(id);
    };
  }

  /** Told of every change. @returns a function that ends the subscription */
  onChange(listener: (event: DocumentEvent) => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #tell(event: DocumentEvent): void {
    for (const listener of this.#all) listener(event);
    for (const [id, properties] of event.touched) {
      for (const listener of this.#nodes.get(id) ?? []) listener(properties);
    }
  }
}
