import { vi } from 'vitest';

/** Waits until `check` passes; long enough for a machine that is busy with other things. */
export const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 20_000, interval: 20 });
