/** By the name they are asked for. @import { Workload } from './workload.mjs' */
import { build, buildHundredThousand, buildMillion, buildTenThousand } from './build.mjs';
import { drag, dragStreamed, remoteHeard, remoteUnheard } from './drag.mjs';
import { moves } from './moves.mjs';
import { offline } from './offline.mjs';
import { reconnect } from './reconnect.mjs';
import { samePlace } from './same-place.mjs';
import { openCold, snapshot, snapshotMovedMuch } from './snapshot.mjs';

/** @type {Record<string, Workload>} */
export const WORKLOADS = {
  W1: build,
  W1s: buildTenThousand,
  W1x: buildHundredThousand,
  W1m: buildMillion,
  W2: drag,
  W2s: dragStreamed,
  W3: remoteHeard,
  W3q: remoteUnheard,
  W4: offline,
  W5: moves,
  W6: snapshot,
  W6c: openCold,
  W7: samePlace,
  W8: reconnect,
  W9: snapshotMovedMuch,
};
