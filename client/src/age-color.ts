/** How long ago something was changed, as a colour: the newer, the hotter. */

export interface AgeStep {
  readonly label: string;
  /** Changed no longer ago than this, in ms. */
  readonly upToMs: number;
  /** `#rrggbb`. */
  readonly color: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** From the newest on; each next one is cooler and darker or lighter, so that they are told apart without colours too. */
export const AGE_STEPS: readonly AgeStep[] = [
  { label: 'Last 10 minutes', upToMs: HOUR / 6, color: '#d7263d' },
  { label: 'Last hour', upToMs: HOUR, color: '#f26b38' },
  { label: 'Last day', upToMs: DAY, color: '#f2b134' },
  { label: 'Last week', upToMs: 7 * DAY, color: '#7fb685' },
  { label: 'Last month', upToMs: 30 * DAY, color: '#4f86a6' },
  { label: 'Older', upToMs: Infinity, color: '#59617d' },
];

/** @param agoMs below 0 where clocks are apart: just now */
export const ageStep = (agoMs: number): AgeStep =>
  AGE_STEPS.find(({ upToMs }) => agoMs <= upToMs) ?? (AGE_STEPS.at(-1) as AgeStep);
