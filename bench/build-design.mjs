/** @import { Id, Replica } from './adapters/library.mjs' */
/** @import { DesignNode } from './design.mjs' */

/**
 * Builds a design, one transaction a node. A page comes first.
 * @param {Replica} replica
 * @param {readonly DesignNode[]} nodes
 * @param {import('./clock.mjs').Clock} clock
 * @returns {Id[]} the page's id, then the nodes' in the design's order
 */
export function buildDesign(replica, nodes, clock) {
  const ids = [replica.createPage()];
  for (const { parent, order, cells } of nodes) {
    clock.advance(2000);
    ids.push(replica.create({ parent: /** @type {Id} */ (ids[parent + 1]), order, cells }));
  }
  return ids;
}
