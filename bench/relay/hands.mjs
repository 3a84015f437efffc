/** Does something for each of some people, so often a second, evenly spread: hands are not in step. */
export class Hands {
  done = 0;
  #started = performance.now();

  /** @param {readonly number[]} who @param {number} perSecond @param {(number: number) => void} act */
  constructor(who, perSecond, act) {
    this.who = who;
    this.perMs = (who.length * perSecond) / 1000;
    this.act = act;
  }

  /** What is due by now. */
  work() {
    for (const due = Math.floor((performance.now() - this.#started) * this.perMs); this.done < due; this.done++)
      this.act(/** @type {number} */ (this.who[this.done % this.who.length]));
  }
}

/** @param {readonly Hands[]} hands @param {number} forMs */
export async function workFor(hands, forMs) {
  for (const end = performance.now() + forMs; performance.now() < end;) {
    for (const hand of hands) hand.work();
    await new Promise((done) => setTimeout(done, 1));
  }
}
