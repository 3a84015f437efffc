/** Counts for Prometheus (R9). What happens most is counted in plain numbers, and handed over when somebody asks. */
import type { GoodbyeCode, RejectCode } from '@joinery/shared';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ConsistencyLevel, Meter } from '../meter.ts';

/** What is the case just now, asked for at each scrape. */
export interface Standing {
  readonly rooms: number;
  readonly connections: number;
  /** Changes that are merged and not durable, in bytes. */
  readonly pendingBytes: number;
  /** What links have been handed and not sent: all together, and the fullest. */
  readonly unsentBytes: number;
  readonly fullestLinkBytes: number;
  /** Digests of replicas of the same version that were compared. */
  readonly compared: number;
  /** Of those, the ones that differed; rooms that differed from their journal; snapshots that did not lead to what they should. */
  readonly repaired: number;
  readonly reread: number;
  readonly misread: number;
  readonly storeFailing: boolean;
  readonly draining: boolean;
}

/** From a fraction of a tick to what nobody would wait for, in seconds. */
const LATENCIES = [0.001, 0.0025, 0.005, 0.01, 0.016, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const SIZES = [64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

export class PrometheusMeter implements Meter {
  readonly #registry = new Registry();
  readonly #counts = { changes: 0, assignments: 0, lost: 0, saved: 0, presence: 0, received: 0, sent: 0 };
  readonly #saveSeconds = this.#histogram(
    'operation_seconds',
    'From taking a change in to its being durable',
    LATENCIES,
  );
  readonly #convergenceSeconds = this.#histogram(
    'convergence_seconds',
    'From taking a change in to the receipt of a client that has it, sampled; the way back is in it',
    LATENCIES,
  );
  readonly #commitSeconds = this.#histogram('commit_seconds', 'Time of one transaction of the store', LATENCIES);
  readonly #commitBytes = this.#histogram('commit_bytes', 'Length of one transaction of the store', SIZES);
  readonly #commitRooms = this.#histogram('commit_rooms', 'Files in one transaction', [1, 2, 5, 10, 50, 100, 500]);
  readonly #httpSeconds: Histogram<'level'>;
  readonly #refused: Counter<'code'>;
  readonly #closed: Counter<'code'>;
  readonly #operations: Counter<'level' | 'outcome'>;
  readonly #commitFailures: Counter;

  /** @param standing read at each scrape */
  constructor(standing: () => Standing) {
    const registers = [this.#registry];
    this.#httpSeconds = new Histogram({
      name: 'joinery_http_seconds',
      help: 'Time of an answer over HTTP, by the consistency of what was asked',
      labelNames: ['level'],
      buckets: LATENCIES,
      registers,
    });
    const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> =>
      new Counter({ name: `joinery_${name}`, help, labelNames: [...labelNames], registers });
    this.#refused = counter('refused_total', 'Changes refused, by why', ['code']);
    this.#closed = counter('closed_total', 'Connections that the relay closed, by why', ['code']);
    this.#operations = counter('operations_total', 'Operations by consistency level and outcome (ok, refused, error)', [
      'level',
      'outcome',
    ]);
    this.#commitFailures = counter('commit_failures_total', 'Transactions that the store refused', []);
    this.#countPlainly();
    this.#gauge(standing);
    collectDefaultMetrics({ register: this.#registry });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** In Prometheus' text format. */
  async text(): Promise<string> {
    return await this.#registry.metrics();
  }

  admitted(assignments: number, lost: number): void {
    this.#counts.changes += 1;
    this.#counts.assignments += assignments;
    this.#counts.lost += lost;
  }

  refused(code: RejectCode): void {
    this.#refused.inc({ code });
    const ours = code === 'overload' || code === 'store';
    this.#operations.inc({ level: 'session', outcome: ours ? 'error' : 'refused' });
  }

  saved(changes: number, sinceMs: number): void {
    this.#counts.saved += changes;
    this.#saveSeconds.observe(sinceMs / 1000);
  }

  converged(ms: number): void {
    this.#convergenceSeconds.observe(ms / 1000);
  }

  committed(records: number, bytes: number, ms: number): void {
    this.#commitSeconds.observe(ms / 1000);
    this.#commitBytes.observe(bytes);
    this.#commitRooms.observe(records);
  }

  commitFailed(): void {
    this.#commitFailures.inc();
  }

  presence(): void {
    this.#counts.presence += 1;
  }

  received(bytes: number): void {
    this.#counts.received += bytes;
  }

  sent(bytes: number): void {
    this.#counts.sent += bytes;
  }

  closed(code: GoodbyeCode | 'dropped'): void {
    this.#closed.inc({ code });
  }

  answered(level: ConsistencyLevel, status: number, ms: number): void {
    this.#httpSeconds.observe({ level }, ms / 1000);
    this.#operations.inc({ level, outcome: status >= 500 ? 'error' : status >= 400 ? 'refused' : 'ok' });
  }

  #histogram(name: string, help: string, buckets: readonly number[]): Histogram {
    return new Histogram({ name: `joinery_${name}`, help, buckets: [...buckets], registers: [this.#registry] });
  }

  #countPlainly(): void {
    const plain = (name: string, help: string, read: () => number): void =>
      void new Counter({
        name: `joinery_${name}`,
        help,
        registers: [this.#registry],
        collect() {
          this.reset();
          this.inc(read());
        },
      });
    const counts = this.#counts;
    plain('changes_total', 'Changes taken in', () => counts.changes);
    plain('assignments_total', 'Registers set by changes that were taken in', () => counts.assignments);
    plain('conflicts_total', 'Of those, the ones that met a later write of the same register', () => counts.lost);
    plain('changes_saved_total', 'Changes that are durable', () => counts.saved);
    plain('presence_total', 'Messages of who is here and where', () => counts.presence);
    plain('received_bytes_total', 'Bytes from clients', () => counts.received);
    plain('sent_bytes_total', 'Bytes to clients', () => counts.sent);
  }

  #gauge(standing: () => Standing): void {
    const gauge = (name: string, help: string, read: (now: Standing) => number): void =>
      void new Gauge({
        name: `joinery_${name}`,
        help,
        registers: [this.#registry],
        collect() {
          this.set(read(standing()));
        },
      });
    gauge('rooms', 'Files that are open', ({ rooms }) => rooms);
    gauge('connections', 'Open connections', ({ connections }) => connections);
    gauge('pending_bytes', 'Changes that are merged and not durable yet', ({ pendingBytes }) => pendingBytes);
    gauge('unsent_bytes', 'Handed to links and not sent', ({ unsentBytes }) => unsentBytes);
    gauge('fullest_link_bytes', 'The same of the fullest link', ({ fullestLinkBytes }) => fullestLinkBytes);
    gauge('digests_compared', 'Replicas held against the relay since the start', ({ compared }) => compared);
    gauge(
      'consistency_violations',
      'Replicas, rooms and snapshots that were not what they should be, since the start; anything but 0 is a bug',
      ({ repaired, reread, misread }) => repaired + reread + misread,
    );
    gauge('store_failing', '1 while nothing can be saved', ({ storeFailing }) => Number(storeFailing));
    gauge('draining', '1 while the relay is being stopped', ({ draining }) => Number(draining));
  }
}
