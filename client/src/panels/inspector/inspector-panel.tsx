/** How the link fares, live, and switches that make this tab's network as bad as one wants to see it. */
import { useEffect, useState } from 'react';
import type { InspectorReading } from '../../collaboration/sync-inspector.ts';
import { GOOD_CONDITIONS, type NetworkConditions } from '../../platform/tab-network.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { type Choice, SelectField } from '../../ui/select-field.tsx';
import { nameOf } from '../../collaboration/people.ts';
import { facesOf, usePeople } from '../people/use-faces.ts';
import { SidePanel } from '../side/side-panel.tsx';
import { Ago } from '../who/ago.tsx';
import { Who } from '../who/who.tsx';
import { useWorkspace } from '../workspace.ts';
import styles from './inspector-panel.module.css';
import { bytesWords, msWords } from './number-words.ts';

/** How often the numbers are read again, in ms. */
const EVERY_MS = 500;
/** More replicas and frames than this are only counted. */
const MOST_REPLICAS = 12;
const MOST_FRAMES = 16;

const LINKS: readonly Choice<'on' | 'off'>[] = [
  { value: 'on', label: 'Online' },
  { value: 'off', label: 'Offline' },
];
const LATENCIES = [0, 100, 500, 2000].map((ms) => ({ value: String(ms), label: ms === 0 ? 'None' : msWords(ms) }));
const LOSSES = [0, 0.02, 0.1, 0.3].map((share) => ({
  value: String(share),
  label: share === 0 ? 'None' : `${share * 100} %`,
}));

function useReading(): InspectorReading {
  const { inspector } = useWorkspace().collaboration;
  const [reading, setReading] = useState(() => inspector.read());
  useEffect(() => {
    const read = (): void => setReading(inspector.read());
    const timer = setInterval(read, EVERY_MS);
    const end = inspector.network.store.subscribe((now, before) => now.conditions !== before.conditions && read());
    return () => {
      clearInterval(timer);
      end();
    };
  }, [inspector]);
  return reading;
}

export function InspectorPanel() {
  const reading = useReading();
  return (
    <SidePanel title="Sync inspector">
      <NetworkSwitches conditions={reading.network} />
      <Numbers reading={reading} />
      <Replicas reading={reading} />
      <Frames reading={reading} />
    </SidePanel>
  );
}

function NetworkSwitches({ conditions }: { readonly conditions: NetworkConditions }) {
  const { inspector } = useWorkspace().collaboration;
  const changed = JSON.stringify(conditions) !== JSON.stringify(GOOD_CONDITIONS);
  return (
    <section className={styles.section} aria-label="Network of this tab">
      <header className={styles.head}>
        <h3 className={styles.title}>Network of this tab</h3>
        {changed && (
          <button type="button" className={styles.reset} onClick={() => inspector.setNetwork(GOOD_CONDITIONS)}>
            As it is
          </button>
        )}
      </header>
      <dl className={styles.switches}>
        <dt>Link</dt>
        <dd>
          <Segmented
            label="Link"
            choices={LINKS}
            value={conditions.offline ? 'off' : 'on'}
            onChange={(value) => inspector.setNetwork({ offline: value === 'off' })}
          />
        </dd>
        <dt>Delay</dt>
        <dd>
          <Segmented
            label="Delay each way"
            choices={LATENCIES}
            value={String(conditions.latencyMs)}
            onChange={(value) => inspector.setNetwork({ latencyMs: Number(value) })}
          />
        </dd>
        <dt>Loss</dt>
        <dd>
          <Segmented
            label="Share of frames that is lost"
            choices={LOSSES}
            value={String(conditions.loss)}
            onChange={(value) => inspector.setNetwork({ loss: Number(value) })}
          />
        </dd>
        <dt>Cut from</dt>
        <dd>
          <ApartFrom person={conditions.apartFrom} />
        </dd>
      </dl>
    </section>
  );
}

const NOBODY = '';

/** One person whose edits do not come, as if only the way between us were cut. */
function ApartFrom({ person }: { readonly person: string | null }) {
  const { inspector } = useWorkspace().collaboration;
  const choices: readonly Choice<string>[] = [
    { value: NOBODY, label: 'Nobody' },
    ...facesOf(usePeople()).map((other) => ({ value: other.person, label: nameOf(other) })),
  ];
  const known = choices.some(({ value }) => value === (person ?? NOBODY));
  return (
    <SelectField
      label="Cut from"
      choices={known ? choices : [...choices, { value: person ?? NOBODY, label: 'Somebody who left' }]}
      value={person ?? NOBODY}
      onChange={(value) => inspector.setNetwork({ apartFrom: value === NOBODY ? null : value })}
    />
  );
}

function Numbers({ reading }: { readonly reading: InspectorReading }) {
  const { savedAfter, roundTripMs } = reading;
  const rows: readonly (readonly [label: string, value: string, title?: string])[] = [
    ['State', reading.state],
    ['Changes waiting', String(reading.pendingChanges)],
    [
      'Saved after',
      savedAfter.count === 0 ? '–' : `${msWords(savedAfter.medianMs)}, 95 %: ${msWords(savedAfter.p95Ms)}`,
    ],
    ['Round trip', msWords(roundTripMs)],
    ['Sent, received', `${bytesWords(reading.sentBytes)}, ${bytesWords(reading.receivedBytes)}`],
    ['Conflicts', String(reading.conflicts)],
    ['Rejected', String(reading.rejectedChanges)],
    ['Digest', reading.digest, 'The same for everybody who has the same version'],
    ['Differences mended', String(reading.repairs), 'Anything but 0 is a bug'],
  ];
  return (
    <section className={styles.section} aria-label="Numbers">
      <dl className={styles.numbers}>
        {rows.map(([label, value, title]) => [
          <dt key={label} title={title}>
            {label}
          </dt>,
          <dd key={`${label} value`}>{value}</dd>,
        ])}
      </dl>
    </section>
  );
}

/** The version vector: whose changes are here up to when. */
function Replicas({ reading: { version } }: { readonly reading: InspectorReading }) {
  return (
    <section className={styles.section} aria-label="Version">
      <header className={styles.head}>
        <h3 className={styles.title}>Version: {version.length} replicas</h3>
      </header>
      <ul>
        {version.slice(0, MOST_REPLICAS).map(({ actor, time }) => (
          <li key={actor} className={styles.replica}>
            <Who actor={actor} />
            <code className={styles.code}>{actor}</code>
            <span className={styles.when}>
              <Ago time={time} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Frames({ reading: { frames } }: { readonly reading: InspectorReading }) {
  return (
    <section className={styles.section} aria-label="Frames">
      <header className={styles.head}>
        <h3 className={styles.title}>Last frames</h3>
      </header>
      <ul>
        {frames
          .slice(-MOST_FRAMES)
          .toReversed()
          .map(({ number, way, type, bytes, lost }) => (
            <li key={number} className={lost ? styles.lost : styles.frame}>
              <span className={styles.way} aria-label={way}>
                {way === 'sent' ? '↑' : '↓'}
              </span>
              <code className={styles.type}>{type}</code>
              <span className={styles.bytes}>{lost ? 'lost' : bytesWords(bytes)}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
