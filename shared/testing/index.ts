// What tests of every workspace share: seeded randomness, replicas, and the simulator's parts.
export { type Campaign, rare, type Regression, runCampaign } from './campaign.ts';
export { backAndForth, desks, pagesOf, type UndoDesk, type UndoDesks } from './desks.ts';
export { type Desk, type Edit, type Label, type Names, type Outcome, perform } from './edits.ts';
export { Gossip, type Hearing, type Write } from './gossip.ts';
export { flip, type FlipKind } from './flips.ts';
export { freshDigest } from './fresh-digest.ts';
export { NaiveDocument, roundedJson } from './naive-document.ts';
export { Random } from './random.ts';
export { OPENING, randomEdit } from './random-edit.ts';
export { simplerEdits, simplerSteps, stepsFor } from './replica-steps.ts';
export { Broken, ReplicaWorld, type Step, type Tally } from './replica-world.ts';
export { actorNamed, exchange, jsonOf, recordChanges, replica, TEST_START_MS } from './replicas.ts';
export {
  SAMPLE_CHANGES,
  SAMPLE_CLIENT_MESSAGES,
  SAMPLE_DELTA,
  SAMPLE_RELAY_MESSAGES,
  SAMPLE_STREAM,
  SAMPLE_VALUES,
} from './samples.ts';
export { shrink } from './shrink.ts';
export { StreamLink } from './stream-link.ts';
