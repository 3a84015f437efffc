/** How a field changes what it shows. Between `begin` and `end` everything is one undo step. */
export interface NumberEdit {
  /** Gives everything the same value: one undo step. */
  set(value: number): void;
  begin(): void;
  /** Moves each value by this much from where it was at `begin`. */
  shift(by: number): void;
  end(): void;
  /** Takes back what happened since `begin`. */
  cancel(): void;
}
