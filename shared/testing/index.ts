// What tests of every workspace share: seeded randomness, replicas, and the simulator's parts.
export { Random } from './random.ts';
export { actorNamed, exchange, jsonOf, recordChanges, replica, TEST_START_MS } from './replicas.ts';
