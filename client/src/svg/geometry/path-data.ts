/**
 * SVG path data as absolute segments of six kinds, which is all that transforms, bounds and painters need: H, V, S, T and
 * relative commands are resolved while reading. Like browsers, reading keeps what stands before the first mistake.
 * Written here because svgpath's reader takes quadratic time: 12 s for 1 MB.
 */
import { formatNumber } from './number-text.ts';

export type Segment =
  | readonly ['M' | 'L', x: number, y: number]
  | readonly ['Q', x1: number, y1: number, x: number, y: number]
  | readonly ['C', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | readonly ['A', rx: number, ry: number, degrees: number, large: 0 | 1, sweep: 0 | 1, x: number, y: number]
  | readonly ['Z'];

/** Parameters of each command, `n` a number and `f` a flag, which may stand without a separator (`a1 1 0 01.5 2`). */
const PARAMETERS: Readonly<Record<string, string>> = {
  M: 'nn',
  L: 'nn',
  H: 'n',
  V: 'n',
  C: 'nnnnnn',
  S: 'nnnn',
  Q: 'nnnn',
  T: 'nn',
  A: 'nnnffnn',
  Z: '',
};

const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SEPARATOR = /[\s,]*/y;
const FLAG = /[01]/y;

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What the sticky pattern finds at the cursor, which moves past it. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  /** One set of parameters, shorter than asked for where the text breaks off. */
  parameters(kinds: string): number[] {
    const values: number[] = [];
    for (const kind of kinds) {
      this.take(SEPARATOR);
      const value = Number(this.take(kind === 'f' ? FLAG : NUMBER) ?? Number.NaN);
      if (!Number.isFinite(value)) break;
      values.push(value);
    }
    return values;
  }
}

/** Resolves commands against the pen: where it is, where its subpath began, and the last control point for S and T. */
class Pen {
  readonly segments: Segment[] = [];
  #x = 0;
  #y = 0;
  #startX = 0;
  #startY = 0;
  #control: { readonly of: 'C' | 'Q'; readonly x: number; readonly y: number } | undefined;

  draw(command: string, values: readonly number[]): void {
    const kind = command.toUpperCase();
    const [dx, dy] = command === kind ? [0, 0] : [this.#x, this.#y];
    const v = (index: number): number => values[index] ?? 0;
    switch (kind) {
      case 'M':
        return this.#move(v(0) + dx, v(1) + dy);
      case 'L':
        return this.#line(v(0) + dx, v(1) + dy);
      case 'H':
        return this.#line(v(0) + dx, this.#y);
      case 'V':
        return this.#line(this.#x, v(0) + dy);
      case 'C':
        return this.#cubic([v(0) + dx, v(1) + dy, v(2) + dx, v(3) + dy, v(4) + dx, v(5) + dy]);
      case 'S':
        return this.#cubic([...this.#reflected('C'), v(0) + dx, v(1) + dy, v(2) + dx, v(3) + dy]);
      case 'Q':
        return this.#quadratic(v(0) + dx, v(1) + dy, v(2) + dx, v(3) + dy);
      case 'T':
        return this.#quadratic(...this.#reflected('Q'), v(0) + dx, v(1) + dy);
      case 'A':
        return this.#arc(values, v(5) + dx, v(6) + dy);
      default:
        return this.#close();
    }
  }

  #move(x: number, y: number): void {
    this.segments.push(['M', x, y]);
    [this.#startX, this.#startY] = [x, y];
    this.#to(x, y);
  }

  #line(x: number, y: number): void {
    this.segments.push(['L', x, y]);
    this.#to(x, y);
  }

  #cubic([x1, y1, x2, y2, x, y]: readonly [number, number, number, number, number, number]): void {
    this.segments.push(['C', x1, y1, x2, y2, x, y]);
    this.#to(x, y);
    this.#control = { of: 'C', x: x2, y: y2 };
  }

  #quadratic(x1: number, y1: number, x: number, y: number): void {
    this.segments.push(['Q', x1, y1, x, y]);
    this.#to(x, y);
    this.#control = { of: 'Q', x: x1, y: y1 };
  }

  #arc([rx = 0, ry = 0, degrees = 0, large, sweep]: readonly number[], x: number, y: number): void {
    // As the specification says: no arc without radii, and none between equal points.
    if (x === this.#x && y === this.#y) return;
    if (rx === 0 || ry === 0) return this.#line(x, y);
    this.segments.push(['A', Math.abs(rx), Math.abs(ry), degrees, large === 1 ? 1 : 0, sweep === 1 ? 1 : 0, x, y]);
    this.#to(x, y);
  }

  #close(): void {
    this.segments.push(['Z']);
    this.#to(this.#startX, this.#startY);
  }

  #reflected(of: 'C' | 'Q'): [number, number] {
    const control = this.#control;
    if (control?.of !== of) return [this.#x, this.#y];
    return [2 * this.#x - control.x, 2 * this.#y - control.y];
  }

  #to(x: number, y: number): void {
    [this.#x, this.#y] = [x, y];
    this.#control = undefined;
  }
}

/** Reads path data up to its first mistake; empty when it does not begin with a move. */
export function parsePath(text: string): Segment[] {
  const scanner = new Scanner(text);
  const pen = new Pen();
  for (let first = true; ; first = false) {
    scanner.take(SEPARATOR);
    const command = scanner.take(first ? /[Mm]/y : /[MmLlHhVvCcSsQqTtAaZz]/y);
    if (command === undefined || !drawAll(scanner, pen, command)) return closedOnce(pen.segments);
  }
}

/** Draws a command with all its sets of parameters. @returns false after a mistake */
function drawAll(scanner: Scanner, pen: Pen, command: string): boolean {
  const kinds = PARAMETERS[command.toUpperCase()] ?? '';
  for (let repeated = false; ; repeated = true) {
    const values = scanner.parameters(kinds);
    // A set that does not even begin ends the command; one that breaks off ends the path.
    if (values.length < kinds.length) return repeated && values.length === 0;
    // More pairs after a move are lines.
    pen.draw(repeated && command === 'M' ? 'L' : repeated && command === 'm' ? 'l' : command, values);
    if (kinds === '') return true;
  }
}

/** Without the lone move that editors leave at the end: it paints nothing and would widen the bounds. */
function closedOnce(segments: Segment[]): Segment[] {
  while (segments.at(-1)?.[0] === 'M') segments.pop();
  return segments;
}

/** Path data with numbers cut to some decimals. */
export function formatPath(segments: readonly Segment[], decimals: number): string {
  let text = '';
  let last = '';
  for (const [command, ...values] of segments) {
    text += command === last && command !== 'M' ? ' ' : command;
    text += values.map((value) => formatNumber(value, decimals)).join(' ');
    last = command;
  }
  return text;
}
