import { compareStamps, type DocumentReader, type NodeId, type Stamp } from '@joinery/shared';

/** The latest of a node's registers: who changed it last, and when. */
export function lastStamp(document: DocumentReader, id: NodeId): Stamp | undefined {
  let latest: Stamp | undefined;
  for (const register of document.row(id)?.values() ?? [])
    if (latest === undefined || compareStamps(register, latest) > 0) latest = register;
  return latest;
}
