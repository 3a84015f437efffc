/** The value, or an error that says what was expected: for facts that our own code guarantees. */
export function must<T>(value: T | undefined | null, expected: string): T {
  if (value === undefined || value === null) throw new Error(`expected ${expected}`);
  return value;
}
