/** How the client's process ends, and its words for whoever started it. */

export const EXIT = {
  /** All was done and acknowledged. */
  done: 0,
  /** A command failed, or a change was refused or is not acknowledged. */
  incomplete: 1,
  /** The options, or the state file, cannot be used. */
  misused: 2,
  /** The relay will not have this client, or was not reached. */
  refused: 3,
  /** The state file could not be written: what it does not hold was not sent. */
  diskFailed: 4,
} as const;

/** Says on stderr what is wrong. @returns the code, to end with */
export function complain(problem: string, code: number = EXIT.done): number {
  console.error(`joinery: ${problem}`);
  return code;
}
