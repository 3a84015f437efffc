/**
 * A network namespace of the kernel's with a relay in it, and cables to it that can be pulled: packets are lost as they are on a real
 * line, and TCP on both sides finds out by itself. Linux only, for whoever may (root).
 */
import { spawnSync } from 'node:child_process';
import { Broken } from '@joinery/shared/testing';

/** Addresses that are used nowhere, hopefully: 10.231.n.1 here, 10.231.n.2 there. */
const NET = '10.231';
/** A machine that is not on the line: what is sent to it is lost. */
const NOBODY = '02:00:00:00:00:01';

export class Namespace {
  readonly name: string;
  readonly #cables: number;

  private constructor(name: string, cables: number) {
    this.name = name;
    this.#cables = cables;
  }

  /** @returns undefined where it is not permitted */
  static create(name: string, cables: number): Namespace | undefined {
    if (spawnSync('ip', ['netns', 'add', name]).status !== 0) return undefined;
    const space = new Namespace(name, cables);
    try {
      space.#inside('link', 'set', 'lo', 'up');
      for (let cable = 0; cable < cables; cable++) space.#lay(cable);
      return space;
    } catch (error) {
      space.remove();
      throw error;
    }
  }

  /** Where what is in it is found, over a cable. */
  host(cable: number): string {
    return `${NET}.${cable}.2`;
  }

  /** What a command is run through, to run in it. */
  get through(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  /** Pulls the plug: nothing arrives, and nobody is told. */
  pull(cable: number): void {
    ip('link', 'set', this.#near(cable), 'down');
  }

  /** What is sent into it is lost; what it sends arrives. */
  loseIn(cable: number): void {
    ip('neigh', 'replace', this.host(cable), 'lladdr', NOBODY, 'nud', 'permanent', 'dev', this.#near(cable));
  }

  /** What it sends is lost; what is sent into it arrives. */
  loseOut(cable: number): void {
    this.#inside('neigh', 'replace', `${NET}.${cable}.1`, 'lladdr', NOBODY, 'nud', 'permanent', 'dev', `far${cable}`);
  }

  heal(cable: number): void {
    ip('link', 'set', this.#near(cable), 'up');
    ip('neigh', 'flush', 'dev', this.#near(cable), 'nud', 'permanent');
    this.#inside('neigh', 'flush', 'dev', `far${cable}`, 'nud', 'permanent');
  }

  /** With its cables. */
  remove(): void {
    for (let cable = 0; cable < this.#cables; cable++) spawnSync('ip', ['link', 'del', this.#near(cable)]);
    spawnSync('ip', ['netns', 'del', this.name]);
  }

  #near(cable: number): string {
    return `${this.name}${cable}`;
  }

  #lay(cable: number): void {
    const [near, far] = [this.#near(cable), `far${cable}`];
    ip('link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', this.name);
    ip('addr', 'add', `${NET}.${cable}.1/30`, 'dev', near);
    this.#inside('addr', 'add', `${this.host(cable)}/30`, 'dev', far);
    ip('link', 'set', near, 'up');
    this.#inside('link', 'set', far, 'up');
  }

  #inside(...args: readonly string[]): void {
    ip('-n', this.name, ...args);
  }
}

function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Broken(`ip ${args.join(' ')}: ${stderr}`);
}
