// What tests of every workspace share: seeded randomness, replicas, and the simulator's parts.
export { Random } from './random.ts';
export { actorNamed, exchange, jsonOf, recordChanges, replica, TEST_START_MS } from './replicas.ts';
export {
  SAMPLE_CHANGES,
  SAMPLE_CLIENT_MESSAGES,
  SAMPLE_DELTA,
  SAMPLE_RELAY_MESSAGES,
  SAMPLE_VALUES,
} from './samples.ts';
