import type { Page } from '@playwright/test';
import type { Vector } from '@joinery/shared';

/** Movements in which a hand comes from one point to another: fewer look like a jump, which no hand makes. */
const STEPS = 5;

/**
 * The mouse of one page, in CSS px of the window. While it drags, Control is held: snapping would make where a thing ends depend on
 * whatever lies beside it.
 */
export class Hand {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async movesTo({ x, y }: Vector): Promise<void> {
    await this.#page.mouse.move(x, y, { steps: STEPS });
  }

  async presses(at: Vector): Promise<void> {
    await this.#page.mouse.move(at.x, at.y);
    await this.#page.mouse.down();
    await this.#page.keyboard.down('Control');
  }

  async letsGo(): Promise<void> {
    await this.#page.mouse.up();
    await this.#page.keyboard.up('Control');
  }

  async clicks({ x, y }: Vector): Promise<void> {
    await this.#page.mouse.click(x, y);
  }

  async drags(from: Vector, to: Vector): Promise<void> {
    await this.presses(from);
    await this.movesTo(to);
    await this.letsGo();
  }
}
