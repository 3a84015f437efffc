/**
 * Somebody who works in the demo by a script: goes to a shape with a visible pointer, and moves it, recolours it or writes in it, as
 * slowly as a person would. Then looks around for a while.
 */
import { type NodeId, solid, type Vector } from '@joinery/shared';
import type { HeadlessClient } from '../headless/headless-client.ts';
import { DEMO_COLORS, type Drawing, textSize } from './drawing.ts';

export interface DemoPersonOptions {
  readonly client: HeadlessClient;
  readonly drawing: Drawing;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

/** A step of a hand, in ms. */
const STEP_MS = 33;
const SENTENCES = ['Good mornings,\nmade by hand', 'Slow coffee,\nquick smiles', 'A table by\nthe window'];

export class DemoPerson {
  readonly #options: DemoPersonOptions;
  #at: Vector;

  constructor(options: DemoPersonOptions) {
    this.#options = options;
    this.#at = { x: 200 + options.random() * 700, y: 100 + options.random() * 400 };
  }

  /** Works until told to stop. */
  async work(signal: AbortSignal): Promise<void> {
    const tasks = [
      () => this.#moveNote(),
      () => this.#moveNote(),
      () => this.#recolor(),
      () => this.#write(),
      () => this.#resize(),
    ];
    while (!signal.aborted) {
      await pause(400 + this.#options.random() * 2600);
      await pickFrom(tasks, this.#options.random)();
    }
  }

  async #moveNote(): Promise<void> {
    const { client, drawing, random } = this.#options;
    const note = pickFrom(drawing.notes, random);
    if (!client.document.isAlive(note)) return;
    await this.#goTo(note);
    const from = client.document.position(note);
    const to = { x: 16 + random() * 368, y: 24 + random() * 250 };
    const start = this.#at;
    await glide((share) => {
      const by = { x: (to.x - from.x) * share, y: (to.y - from.y) * share };
      client.edit((tx) => tx.setPosition(note, { x: Math.round(from.x + by.x), y: Math.round(from.y + by.y) }));
      this.#point({ x: start.x + by.x, y: start.y + by.y }, [note]);
    }, 900);
  }

  async #recolor(): Promise<void> {
    const { client, drawing, random } = this.#options;
    const shape = pickFrom([...drawing.buttons, ...drawing.notes], random);
    if (!client.document.isAlive(shape)) return;
    await this.#goTo(shape);
    client.edit((tx) => tx.set(shape, 'fills', [solid(pickFrom(DEMO_COLORS, random))]));
  }

  async #resize(): Promise<void> {
    const { client, drawing, random } = this.#options;
    const [button] = drawing.buttons;
    if (button === undefined || !client.document.isAlive(button)) return;
    await this.#goTo(button);
    const [from, to] = [client.document.get(button, 'width'), 140 + random() * 120];
    await glide(
      (share) => void client.edit((tx) => tx.set(button, 'width', Math.round(from + (to - from) * share))),
      600,
    );
  }

  async #write(): Promise<void> {
    const { client, drawing, random } = this.#options;
    const [title] = drawing.texts;
    if (title === undefined || !client.document.isAlive(title)) return;
    await this.#goTo(title);
    const sentence = pickFrom(SENTENCES, random);
    for (let length = 1; length <= sentence.length; length += 1) {
      const characters = sentence.slice(0, length);
      const { width, height } = textSize(characters, client.document.get(title, 'fontSize'));
      client.edit((tx) => {
        tx.set(title, 'characters', characters);
        tx.set(title, 'width', width);
        tx.set(title, 'height', height);
      });
      await pause(60 + random() * 60);
    }
  }

  /** Moves the pointer over to a shape, and selects it. */
  async #goTo(id: NodeId): Promise<void> {
    const { client } = this.#options;
    const { e, f } = client.document.pageMatrix(id);
    const to = { x: e + client.document.get(id, 'width') * 0.4, y: f + 24 };
    const from = this.#at;
    await glide(
      (share) => this.#point({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }),
      700,
    );
    this.#point(to, [id]);
    await pause(250);
  }

  #point(at: Vector, selection: readonly NodeId[] = []): void {
    const { client, drawing } = this.#options;
    this.#at = at;
    client.presence.setView({ page: drawing.page, cursor: at, selection });
  }
}

/** Calls with 0 to 1 in small steps, slow at both ends. */
async function glide(step: (share: number) => void, durationMs: number): Promise<void> {
  const steps = Math.round(durationMs / STEP_MS);
  for (let at = 1; at <= steps; at += 1) {
    const share = at / steps;
    step(share * share * (3 - 2 * share));
    await pause(STEP_MS);
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));

/** @throws when there is nothing to pick from */
function pickFrom<T>(from: readonly T[], random: () => number): T {
  const picked = from[Math.floor(random() * from.length)];
  if (picked === undefined) throw new Error('expected something to pick from');
  return picked;
}
