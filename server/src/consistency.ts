/**
 * Which operation is how consistent (R8): the one table. Answers over HTTP say their level, metrics count by it, and
 * docs/consistency.md is made of it.
 */
import type { ConsistencyLevel } from './meter.ts';

interface Operation {
  readonly name: string;
  readonly level: ConsistencyLevel;
  /** Of requests: method and path. Absent: over the WebSocket. */
  readonly http?: readonly [methods: string, path: RegExp];
  /** What it guarantees on one relay, and what it does not. */
  readonly about: string;
}

/** What each level means; in the order of their strength. */
export const LEVELS: Readonly<Record<ConsistencyLevel, string>> = {
  eventual: 'it comes to everybody sometime soon, in no order with anything else, and may be lost',
  session:
    'who wrote it reads it from then on, over reconnects and restarts, and never sees time run backwards; others see it when it is durable',
  bounded:
    'what is read may be old, by no more than the answer says; who asks may say how old it may be (`max-lag-ms`), and is refused rather than told something older',
  strong:
    'one transaction of the store: once it is answered, everybody who asks later sees it, and a crash does not take it back',
};

const FILE = '/api/files/[^/]+';

export const OPERATIONS: readonly Operation[] = [
  { name: 'presence', level: 'eventual', about: 'cursors, selections, who is here: never kept' },
  { name: 'edit', level: 'session', about: 'acknowledged and shown to others when it is on disk, never before' },
  { name: 'open', level: 'session', about: 'the welcome holds all that this replica was told, and its own edits' },
  {
    name: 'read a document',
    level: 'bounded',
    http: ['GET', new RegExp(`^${FILE}/document$`)],
    about: 'only what is durable; on one relay the lag is 0',
  },
  {
    name: 'read a thumbnail',
    level: 'bounded',
    http: ['GET', new RegExp(`^${FILE}/thumbnail$`)],
    about: 'made by those who edit, seconds later; the lag is how long the latest edit came after it',
  },
  {
    name: 'save a thumbnail',
    level: 'eventual',
    http: ['PUT', new RegExp(`^${FILE}/thumbnail$`)],
    about: 'the latest that came stays',
  },
  {
    name: 'share',
    level: 'strong',
    http: ['GET|POST|DELETE', new RegExp(`^(${FILE}/links(/[^/]+)?|/api/keys)$`)],
    about: 'when a revocation is answered, nobody is connected by the link',
  },
  {
    name: 'pictures',
    level: 'strong',
    http: ['GET|POST', new RegExp(`^${FILE}/pictures(/[^/]+)?$`)],
    about: 'one that was uploaded is there for everybody, and never changes',
  },
  {
    name: 'files',
    level: 'strong',
    http: ['GET|POST|PATCH|DELETE', new RegExp(`^/api/files(/[^/]+(/(duplicate|trash|restore|authors))?)?$`)],
    about:
      'names, trash, copies, deletion, whose edits are whose. Who is in a file, and when it was edited last, is eventual',
  },
];

/** What a request is about; undefined for what is none of ours, such as the client's code. */
export function operationOf(method: string, path: string): Operation | undefined {
  const known = method === 'HEAD' ? 'GET' : method;
  return OPERATIONS.find(({ http }) => http !== undefined && http[0].split('|').includes(known) && http[1].test(path));
}
