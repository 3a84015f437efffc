// What the simulator drives: the relay without sockets, and nothing else.
export { type Config, DEFAULT_CONFIG } from './config.ts';
export { type Log, SILENT_LOG } from './log.ts';
export { Connection, type ConnectionOptions } from './relay/connection.ts';
export type { Link } from './relay/link.ts';
export { Rooms, type RoomsOptions } from './relay/rooms.ts';
export { MemoryStore } from './store/memory-store.ts';
export type { JournalRecord, Store } from './store/store.ts';
export type { RelayTimers } from './timers.ts';
