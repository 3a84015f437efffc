/**
 * The rows of the report: which figure of which workload, in what unit, and what we want of it. A goal is a ratio against the best peer
 * (Yjs with either codec, Loro, Automerge) in the same run, unless it says otherwise.
 *
 * @typedef {object} Row
 * @property {string} workload
 * @property {string} figure
 * @property {string} label
 * @property {string} unit
 * @property {'more' | 'less'} better
 * @property {number} [goal] ratio to the best peer: at least where more is better, at most where less is
 * @property {number} [absolute] at most this, whatever the peers do
 * @property {string} [note]
 */

/** By people who edit. @type {Record<number, Partial<Row>>} */
const P99_GOALS = { 10: { goal: 3 }, 500: { absolute: 50 }, 1000: { absolute: 100 } };

/** @type {{ id: string, title: string, about: string, rows: Row[] }[]} */
export const SECTIONS = [
  {
    id: 'W1',
    title: 'W1: draw 10,000 nodes',
    about: 'One transaction a node, each encoded as the message that would be sent.',
    rows: [
      row('W1', 'perSecond', 'nodes', '1/s', 'more', { goal: 7 }),
      row('W1', 'bytesPerNode', 'message, a node', 'B', 'less', { goal: 0.3 }),
    ],
  },
  {
    id: 'W1x',
    title: 'W1x: draw 100,000 and 1,000,000',
    about: 'The same in a fresh process. Time and memory a node should not grow with the design (at most 1.3 ×).',
    rows: [
      row('W1s', 'microsecondsPerNode', '10,000: time a node', 'µs', 'less'),
      row('W1s', 'residentPerNode', '10,000: memory a node', 'B', 'less'),
      row('W1x', 'seconds', '100,000', 's', 'less'),
      row('W1x', 'microsecondsPerNode', '100,000: time a node', 'µs', 'less'),
      row('W1x', 'residentPerNode', '100,000: memory a node', 'B', 'less'),
      row('W1m', 'microsecondsPerNode', '1,000,000: time a node', 'µs', 'less'),
      row('W1m', 'residentPerNode', '1,000,000: memory a node', 'B', 'less'),
    ],
  },
  {
    id: 'W2',
    title: 'W2: drag',
    about:
      'About 60,000 updates of x and y as 3,350 frames of 1 to 20 siblings, 70 % whole pixels, 30 % full mantissa; one message a frame.',
    rows: [
      row('W2', 'perSecond', 'updates', '1/s', 'more', { goal: 7 }),
      row('W2', 'frameP50', 'a frame, p50', 'µs', 'less'),
      row('W2', 'frameP99', 'a frame, p99', 'µs', 'less', { goal: 0.2 }),
      row('W2', 'bytesPerFrame', 'message, a frame', 'B', 'less', { goal: 0.75 }),
      row('W2s', 'bytesPerFrame', 'message as a stream, a frame', 'B', 'less', {
        goal: 0.15,
        note: 'against messages that stand by themselves',
      }),
      row('W2s', 'encodeMicroseconds', 'stream: encode a frame', 'µs', 'less'),
      row('W2s', 'decodeMicroseconds', 'stream: decode a frame', 'µs', 'less'),
    ],
  },
  {
    id: 'W3',
    title: 'W3: somebody else drags',
    about: 'The messages of W2 arrive one by one.',
    rows: [
      row('W3', 'perSecond', 'updates, a listener told', '1/s', 'more', {
        goal: 8,
        note: 'and at least the map with JSON',
      }),
      row('W3q', 'perSecond', 'updates, nobody listening', '1/s', 'more'),
    ],
  },
  {
    id: 'W4',
    title: 'W4: ten people meet after working offline',
    about: '2,000 edits each on 10,000 nodes (70 % set, 12 % move, 13 % insert, 5 % delete), exchanged through a hub.',
    rows: [
      row('W4', 'ms', 'exchange', 'ms', 'less', { goal: 0.07 }),
      row('W4', 'bytesUp', 'sent up', 'B', 'less'),
      row('W4', 'bytesDown', 'sent down', 'B', 'less', { goal: 0.5 }),
    ],
  },
  {
    id: 'W5',
    title: 'W5: two people move frames into each other',
    about: '10,000 reparents on 1,000 frames. Lost are frames that end in a cycle and are on no page any more.',
    rows: [
      row('W5', 'localMicroseconds', 'own move', 'µs', 'less', { goal: 0.1 }),
      row('W5', 'remoteMicroseconds', "the other's move", 'µs', 'less', { goal: 0.1 }),
      row('W5', 'lost', 'frames lost', '', 'less', { absolute: 0 }),
    ],
  },
  {
    id: 'W6',
    title: 'W6: the file at rest, and opening it',
    about: 'The design of W1 after the drags of W2.',
    rows: [
      row('W6', 'bytes', 'snapshot', 'B', 'less', { goal: 0.65 }),
      row('W6', 'gzipBytes', 'gzip -6', 'B', 'less', { goal: 0.55 }),
      row('W6', 'encodeMs', 'encode', 'ms', 'less'),
      row('W6', 'loadMs', 'load', 'ms', 'less'),
      row('W6', 'loadAndReadMs', 'load and read every cell', 'ms', 'less', { goal: 0.07 }),
      row('W6c', 'ms', 'the same in a new process', 'ms', 'less', { goal: 0.125 }),
      row('W6c', 'residentMegabytes', 'memory for that', 'MB', 'less', { goal: 0.35 }),
    ],
  },
  {
    id: 'W7',
    title: 'W7: one place',
    about: '10,000 inserts behind the first of one list, one transaction each; then two people, a run of 100 each.',
    rows: [
      row('W7', 'ms', 'time', 'ms', 'less', { goal: 0.35, note: 'against Y.Array' }),
      row('W7', 'bytesPerInsert', 'message, an insert', 'B', 'less'),
      row('W7', 'longestKey', 'longest key', 'characters', 'less', { absolute: 16 }),
      row('W7', 'switches', 'switches between the two runs', '', 'less', { absolute: 2 }),
      row('W7', 'lastTwoMs', 'always between the last two', 'ms', 'less'),
      row('W7', 'lastTwoLongestKey', 'longest key there', 'characters', 'less', { absolute: 48 }),
    ],
  },
  {
    id: 'W8',
    title: 'W8: back after missing the last 1 %',
    about: 'From the version that is sent to the delta applied.',
    rows: [
      row('W8', 'bytes', 'delta', 'B', 'less', { goal: 0.35 }),
      row('W8', 'ms', 'total', 'ms', 'less', { goal: 0.125 }),
    ],
  },
  {
    id: 'W9',
    title: 'W9: the file after ten times the edits',
    about: 'W6 after 600,000 updates.',
    rows: [
      row('W9', 'bytes', 'snapshot', 'B', 'less'),
      row('W9', 'gzipBytes', 'gzip -6', 'B', 'less'),
      row('W9', 'growth', 'growth since W6', '×', 'less', { absolute: 1.15 }),
      row('W9', 'loadAndReadMs', 'load and read every cell', 'ms', 'less'),
    ],
  },
  {
    id: 'relay',
    title: 'Relays: everybody edits',
    about:
      'Everybody drags a shape of their own, 30 times a second. From the sending to the receipt by each of the others; each server has one processor, the people another. Ours commits to SQLite before anybody is told; Hocuspocus saves to SQLite seconds later, by its database extension; y-websocket keeps everything in memory. No compression. Where a peer is left out it loses messages already with fewer people. The load is what the people themselves take of their processor: near 100 % it is they who are slow.',
    rows: [
      ...[2, 10, 50, 100, 200, 500, 1000].flatMap((people) => [
        row(`R${people}`, 'p50', `${people} people: p50`, 'ms', 'less'),
        row(`R${people}`, 'p99', `${people} people: p99`, 'ms', 'less', P99_GOALS[people] ?? {}),
        row(
          `R${people}`,
          'relayPercent',
          `${people} people: processor`,
          '%',
          'less',
          people === 50 ? { goal: 0.6 } : {},
        ),
        row(`R${people}`, 'loadPercent', `${people} people: load`, '%', 'less'),
      ]),
      row('R50', 'bytesPerDelivery', 'bytes, an edit delivered', 'B', 'less', { goal: 0.5 }),
      row('Rmost', 'people', 'largest room with p99 < 100 ms', 'people', 'more', { goal: 2.5 }),
    ],
  },
  {
    id: 'relay-others',
    title: 'Relays: cursors, watchers, many rooms',
    about:
      'Cursors move 30 times a second, and nobody edits; one in ten edits 30 times a second; 500 rooms of two who edit 10 times a second.',
    rows: [
      row('Rcursors50', 'p99', 'cursors of 50: p99', 'ms', 'less'),
      row('Rcursors50', 'bytesPerDelivery', 'bytes, a cursor delivered', 'B', 'less', { goal: 0.2 }),
      row('Rcursors1000', 'p99', 'cursors of 1,000: p99', 'ms', 'less', { absolute: 60 }),
      row('Rcursors1000', 'relayPercent', 'cursors of 1,000: processor', '%', 'less'),
      row('Rcursors1000', 'loadPercent', 'cursors of 1,000: load', '%', 'less'),
      row('Rwatch100', 'p99', '10 edit, 90 watch: p99', 'ms', 'less'),
      row('Rwatch1500', 'p99', '150 edit, 1,350 watch: p99', 'ms', 'less', { absolute: 100 }),
      row('Rwatch1500', 'relayPercent', '150 edit, 1,350 watch: processor', '%', 'less'),
      row('Rwatch1500', 'loadPercent', '150 edit, 1,350 watch: load', '%', 'less'),
      row('Rrooms', 'p99', '500 rooms: p99', 'ms', 'less', { absolute: 10 }),
      row('Rrooms', 'relayPercent', '500 rooms: processor', '%', 'less', { goal: 0.8 }),
      row('Rrooms', 'megabytes', '500 rooms: memory', 'MB', 'less', { goal: 0.7 }),
      row('Rstall', 'growth', 'one of 50 reads nothing: p99 of the others, against all reading', '×', 'less', {
        absolute: 1.2,
      }),
      row('Rjournal', 'p99Growth', '50 edit: p99 with the journal, against without', '×', 'less', { absolute: 1.3 }),
      row('Rjournal', 'relayGrowth', '50 edit: processor with the journal, against without', '×', 'less', {
        absolute: 1.5,
      }),
    ],
  },
  {
    id: 'relay-files',
    title: 'Relays: opening a large file, and memory',
    about:
      'A file of 10,000 nodes (the design of W1), in which nobody edits: a relay encodes it once and keeps that until somebody does. One person, from opening the socket until a document can be read; fifty at once, from opening all sockets until all have all bytes. Memory is resident memory of the server, at rest after its garbage was collected: 3,000 people who do nothing in 100 files; a relay that was just started and has one such file open, before and after four others are opened; three minutes in which 60 people are there at any time, in ten files, work for about five seconds, leave, and others come: the last minute against the one before.',
    rows: [
      row('Rjoin', 'ms', 'one joins', 'ms', 'less', { goal: 0.3 }),
      row('Rjoin', 'bytes', 'bytes for that', 'B', 'less', { goal: 0.2 }),
      row('Rjoin', 'relayMs', 'processor time of the server for that', 'ms', 'less', { goal: 0.2 }),
      row('Rjoin50', 'ms', 'fifty join at once', 'ms', 'less', { goal: 0.2 }),
      row('Rjoin50', 'relayMs', 'processor time of the server, each', 'ms', 'less'),
      row('Rmemory', 'kilobytesPerConnection', 'memory, an idle connection', 'kB', 'less', { absolute: 100 }),
      row('Rmemory', 'roomMegabytes', 'memory, the file of 10,000 nodes open', 'MB', 'less', { absolute: 30 }),
      row('Rsoak', 'came', 'people who came and went', '', 'more'),
      row('Rsoak', 'megabytes', 'memory after that', 'MB', 'less'),
      row('Rsoak', 'growth', 'growth in the last minute', '×', 'less', { absolute: 1.05 }),
    ],
  },
];

/** @param {string} workload @param {string} figure @param {string} label @param {string} unit @param {'more' | 'less'} better @param {Partial<Row>} [extra] @returns {Row} */
function row(workload, figure, label, unit, better, extra = {}) {
  return { workload, figure, label, unit, better, ...extra };
}
