import { Broken } from '@joinery/shared/testing';

const POLL_MS = 10;

/**
 * Waits for something to become true.
 * @param instead what is so instead, for the message
 * @throws Broken when it is not true after `limitMs`
 */
export async function until(
  what: string,
  reached: () => boolean | Promise<boolean>,
  limitMs: number,
  instead: () => string = () => '',
): Promise<void> {
  for (const limit = performance.now() + limitMs; !(await reached());) {
    if (performance.now() > limit) throw new Broken(`it took more than ${limitMs} ms until ${what}\n${instead()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
