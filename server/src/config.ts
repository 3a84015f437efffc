/**
 * Every knob of the relay: what it is called, its unit, its default and what it is for. `--help`, the environment, the
 * flags and the checks all read this one table.
 */

interface NumberOption {
  readonly kind: 'number';
  readonly default: number;
  readonly least: number;
  readonly most: number;
}

interface TextOption {
  readonly kind: 'text';
  readonly default: string;
  /** The only values that will do, where there are few. */
  readonly choices?: readonly string[];
}

type Countable =
  | 'changes'
  | 'nodes'
  | 'files'
  | 'connections'
  | 'messages'
  | 'links'
  | 'levels'
  | 'properties'
  | 'requests'
  | 'pixels'
  | 'days';

type Unit = 'ms' | 'bytes' | Countable;

type Option = (NumberOption | TextOption) & {
  readonly env: string;
  readonly about: string;
  readonly unit?: Unit;
};

const KIB = 1024;
const MIB = 1024 * KIB;
const MOST_MS = 86_400_000;

const OPTIONS = {
  port: {
    env: 'PORT',
    kind: 'number',
    default: 4870,
    least: 0,
    most: 65_535,
    about: 'port to listen on; 0 takes any free one',
  },
  host: {
    env: 'HOST',
    kind: 'text',
    default: '127.0.0.1',
    about: 'address to listen on; 0.0.0.0 lets other machines in',
  },
  dataDir: {
    env: 'DATA_DIR',
    kind: 'text',
    default: './data',
    about: 'folder that everything is kept in; created when missing',
  },
  access: {
    env: 'ACCESS',
    kind: 'text',
    default: 'auto',
    choices: ['auto', 'open', 'links'],
    about:
      'who gets in: links, only those who have a link; open, everybody, as the owner of everything; auto, open where HOST lets only this machine in and ALLOWED_ORIGINS names nobody, else links',
  },
  metricsToken: {
    env: 'METRICS_TOKEN',
    kind: 'text',
    default: '',
    about:
      'what a Prometheus shows as Authorization: Bearer to read /metrics; without one only whoever owns everything reads them',
  },
  newOwnerLink: {
    env: 'NEW_OWNER_LINK',
    kind: 'text',
    default: 'no',
    choices: ['no', 'yes'],
    about: 'yes prints a new link to everything, and ends those before it: for when the first one got lost',
  },
  logLevel: {
    env: 'LOG_LEVEL',
    kind: 'text',
    default: 'info',
    choices: ['debug', 'info', 'warn', 'error', 'silent'],
    about: 'the least important log lines that are written (to stderr, as JSON)',
  },
  allowedOrigins: {
    env: 'ALLOWED_ORIGINS',
    kind: 'text',
    default: '',
    about: 'further origins that may connect, as https://a.example,https://b.example; the own one always may',
  },

  trustProxy: {
    env: 'TRUST_PROXY',
    kind: 'number',
    default: 0,
    least: 0,
    most: 10,
    about:
      'proxies in front whose X-Forwarded-For is believed: limits per address then count whom the first of them heard from',
  },

  maxFrameBytes: bytes(
    'MAX_FRAME_BYTES',
    32 * MIB,
    'longest message taken from a client; a longer one costs it its connection',
  ),
  maxChangeBytes: bytes(
    'MAX_CHANGE_BYTES',
    24 * MIB,
    'longest single change; a longer one is refused, and taken back by its author',
  ),
  maxHelloBytes: bytes('MAX_HELLO_BYTES', MIB, 'most that a connection may send before it was let in'),
  maxBodyBytes: bytes('MAX_BODY_BYTES', 64 * KIB, 'longest JSON body of an HTTP request'),
  maxThumbnailBytes: bytes('MAX_THUMBNAIL_BYTES', 256 * KIB, 'largest picture of a file'),
  maxPictureBytes: bytes('MAX_PICTURE_BYTES', 20 * MIB, 'longest uploaded picture'),
  maxPicturePixels: count('MAX_PICTURE_PIXELS', 'pixels', 100_000_000, 'pixels of an uploaded picture'),
  maxPicturesBytes: bytes('MAX_PICTURES_BYTES', 512 * MIB, 'all pictures of one file together'),
  maxThumbnailPixels: count('MAX_THUMBNAIL_PIXELS', 'pixels', 4_000_000, 'pixels of the picture of a file'),
  maxPendingBytes: bytes(
    'MAX_PENDING_BYTES',
    64 * MIB,
    'changes of one room that wait for the journal; past it they are refused for now',
  ),
  maxConnections: count('MAX_CONNECTIONS', 'connections', 10_000, 'connections of the whole relay'),
  maxConnectionsPerRoom: count('MAX_CONNECTIONS_PER_ROOM', 'connections', 1000, 'connections of one file'),
  maxNodesPerFile: count('MAX_NODES_PER_FILE', 'nodes', 500_000, 'nodes of one file, those in its trash included'),
  maxLinksPerFile: count('MAX_LINKS_PER_FILE', 'links', 200, 'links to one file that are not revoked'),
  maxFileBytes: bytes('MAX_FILE_BYTES', 256 * MIB, 'longest snapshot of one file with what was journalled since'),
  maxDepth: count('MAX_DEPTH', 'levels', 500, 'how deep nodes lie in each other'),
  maxPropertiesPerNode: count(
    'MAX_PROPERTIES_PER_NODE',
    'properties',
    10_000,
    'properties of one node, those of newer clients and votes included',
  ),
  maxFiles: count('MAX_FILES', 'files', 100_000, 'files kept, those in the trash included'),

  tickMs: ms(
    'TICK_MS',
    16,
    'a busy room sends each client one message in this time, one of fewer than 50 in less; a quiet one sends at once',
  ),
  maxTickMs: ms('MAX_TICK_MS', 250, 'longest that a tick stretches to under load'),
  sendLimitBytes: bytes(
    'SEND_LIMIT_BYTES',
    MIB,
    'unsent bytes of a slow reader past which it is left out, and caught up later',
  ),
  sendCloseBytes: bytes(
    'SEND_CLOSE_BYTES',
    32 * MIB,
    'unsent bytes of a slow reader past which its connection is closed',
  ),
  catchUpMs: ms(
    'CATCH_UP_MS',
    100,
    'how often a reader that was left out is looked after; least time between two deltas to it',
  ),
  maxMessagesPerSecond: count(
    'MAX_MESSAGES_PER_SECOND',
    'messages',
    1000,
    'messages taken from one client, averaged over 10 s; more cost it its connection',
  ),
  maxBytesPerSecond: bytes(
    'MAX_BYTES_PER_SECOND',
    8 * MIB,
    'bytes taken from one client, averaged over 10 s; more cost it its connection',
  ),
  maxConnectionsPerAddress: count(
    'MAX_CONNECTIONS_PER_ADDRESS',
    'connections',
    500,
    'connections from one address; like all limits per address not for this machine itself',
  ),
  maxJoinsPerMinute: count('MAX_JOINS_PER_MINUTE', 'connections', 600, 'new connections from one address in a minute'),
  maxRequestsPerSecond: count(
    'MAX_REQUESTS_PER_SECOND',
    'requests',
    100,
    'HTTP requests from one address, averaged over 10 s',
  ),
  maxFilesPerHour: count('MAX_FILES_PER_HOUR', 'files', 500, 'files made from one address in an hour'),
  maxBytesPerSecondPerAddress: bytes(
    'MAX_BYTES_PER_SECOND_PER_ADDRESS',
    64 * MIB,
    'bytes taken from all clients of one address, averaged over 10 s',
  ),
  clockLimitMs: ms('CLOCK_LIMIT_MS', 60_000, 'how far ahead of the relay a change may be stamped'),
  helloMs: ms('HELLO_MS', 5000, 'time in which a new connection must say hello'),
  heartbeatMs: ms('HEARTBEAT_MS', 10_000, 'how often a client is asked to ping'),
  silenceMs: ms('SILENCE_MS', 30_000, 'a connection that was silent for so long is closed'),
  checkEveryMs: ms(
    'CHECK_EVERY_MS',
    10_000,
    'least time between two comparisons of what one client holds with what the relay holds',
  ),
  leaseMs: ms('LEASE_MS', 5000, 'how long somebody whose connection broke is still shown'),

  snapshotAfterChanges: count(
    'SNAPSHOT_AFTER_CHANGES',
    'changes',
    50_000,
    'journalled changes after which a snapshot is written',
  ),
  snapshotAfterBytes: bytes('SNAPSHOT_AFTER_BYTES', 4 * MIB, 'journalled bytes after which a snapshot is written'),
  idleRoomMs: ms('IDLE_ROOM_MS', 30_000, 'a room that was empty for so long writes a snapshot and is let go'),
  editedEveryMs: ms('EDITED_EVERY_MS', 1000, 'least time between two updates of "last edited" of one file'),
  storeRetryMs: ms('STORE_RETRY_MS', 1000, 'how often a store that takes nothing (a full disk) is tried again'),
  retentionDays: count(
    'RETENTION_DAYS',
    'days',
    30,
    'what lies in the trash of a file for so long is deleted for good; who was away for longer starts over from the whole file',
  ),
  collectEveryMs: ms('COLLECT_EVERY_MS', 600_000, 'how often an open file is looked through for what is to be deleted'),
  drainMs: ms('DRAIN_MS', 3000, 'time given to running work when the relay is asked to stop'),
} as const satisfies Readonly<Record<string, Option>>;

type Options = typeof OPTIONS;

/** The values of all knobs; lengths and times in the unit that the name ends in. */
export type Config = { readonly [K in keyof Options]: Options[K]['default'] extends string ? string : number };

export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'help'; readonly text: string }
  /** One line for each thing that is wrong. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const entries = Object.entries(OPTIONS) as [keyof Config, Option][];

/** Every knob at its default: what tests start from. */
export const DEFAULT_CONFIG = Object.fromEntries(entries.map(([name, option]) => [name, option.default])) as Config;

/**
 * Reads flags (`--tick-ms 20` or `--tick-ms=20`) over environment over defaults.
 * @param args what follows the program's name
 */
export function readConfig(args: readonly string[], env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const { flags, problems, help } = readFlags(args);
  if (help) return { kind: 'help', text: helpText() };
  const config: Record<string, string | number> = {};
  for (const [name, option] of entries) {
    const [source, text] = flags.has(name) ? [flagOf(option), flags.get(name)] : [option.env, env[option.env]];
    const value =
      text === undefined || (text === '' && option.kind === 'number') ? option.default : parse(option, text);
    if (value === undefined) problems.push(`${source} must be ${expected(option)}, not "${text}"`);
    else config[name] = value;
  }
  if (problems.length === 0) problems.push(...contradictions(config as Config));
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'config', config: config as Config };
}

function readFlags(args: readonly string[]): { flags: Map<keyof Config, string>; problems: string[]; help: boolean } {
  const flags = new Map<keyof Config, string>();
  const problems: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--help' || arg === '-h') return { flags, problems, help: true };
    const [flag = '', inline] = arg.split(/=(.*)/s, 2);
    const name = entries.find(([, option]) => flagOf(option) === flag)?.[0];
    if (name === undefined) problems.push(`${flag} is not an option; --help lists them`);
    const value = inline ?? (name === undefined ? '' : rest.shift());
    if (value === undefined) problems.push(`${flag} needs a value`);
    else if (name !== undefined) flags.set(name, value);
  }
  return { flags, problems, help: false };
}

/** Values that are fine alone and make no sense together. */
function contradictions(config: Config): string[] {
  const problems: string[] = [];
  if (config.sendCloseBytes < config.sendLimitBytes)
    problems.push('SEND_CLOSE_BYTES must not be less than SEND_LIMIT_BYTES');
  if (config.maxFrameBytes <= config.maxChangeBytes)
    problems.push('MAX_FRAME_BYTES must be more than MAX_CHANGE_BYTES');
  if (config.silenceMs <= config.heartbeatMs) problems.push('SILENCE_MS must be more than HEARTBEAT_MS');
  if (config.maxTickMs < config.tickMs) problems.push('MAX_TICK_MS must not be less than TICK_MS');
  return problems;
}

function parse(option: Option, text: string): string | number | undefined {
  if (option.kind === 'text') return option.choices === undefined || option.choices.includes(text) ? text : undefined;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= option.least && value <= option.most ? value : undefined;
}

function expected(option: Option): string {
  if (option.kind === 'text') return `one of ${(option.choices ?? []).join(', ')}`;
  return `a whole number from ${option.least} to ${option.most}${option.unit === undefined ? '' : ` (${option.unit})`}`;
}

const flagOf = (option: Option): string => `--${option.env.toLowerCase().replaceAll('_', '-')}`;

function helpText(): string {
  const lines = entries.flatMap(([, option]) => [
    `  ${flagOf(option)} <${option.unit ?? option.kind}>`.padEnd(46) +
      `${option.env}, ${JSON.stringify(option.default)} by default`,
    `      ${option.about}`,
  ]);
  return [
    'Usage: npm start -- [options]',
    '',
    'Each option is a flag or an environment variable; the flag wins.',
    '',
    ...lines,
  ].join('\n');
}

/** The table as rows of Markdown: docs/configuration.md is made of them. */
export const configurationRows = (): string[] =>
  entries.map(([, option]) => {
    const what = option.kind === 'text' ? (option.choices?.join(', ') ?? 'text') : (option.unit ?? 'number');
    const initial = option.default === '' ? '' : `\`${option.default}\``;
    return `| \`${option.env}\` | ${what} | ${initial} | ${option.about} |`;
  });

function ms<const D extends number>(env: string, initial: D, about: string) {
  return { env, kind: 'number', default: initial as number, least: 1, most: MOST_MS, unit: 'ms', about } as const;
}

function bytes(env: string, initial: number, about: string) {
  return { env, kind: 'number', default: initial, least: 1024, most: 1024 * MIB, unit: 'bytes', about } as const;
}

function count(env: string, unit: Countable, initial: number, about: string) {
  return { env, kind: 'number', default: initial, least: 1, most: 1e9, unit, about } as const;
}
