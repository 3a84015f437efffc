/** One movement of the hand: a drag, a typing burst, a slider. An identity; the label names its undo step. */
export interface Gesture {
  readonly label: string;
}
