/** A point or a distance in the plane, in px; y grows downwards. */
export interface Vector {
  readonly x: number;
  readonly y: number;
}

export const ZERO: Vector = { x: 0, y: 0 };
export const vector = (x: number, y: number): Vector => ({ x, y });
export const add = (a: Vector, b: Vector): Vector => ({ x: a.x + b.x, y: a.y + b.y });
export const subtract = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y });
export const scale = (a: Vector, factor: number): Vector => ({ x: a.x * factor, y: a.y * factor });
export const distance = (a: Vector, b: Vector): number => Math.hypot(a.x - b.x, a.y - b.y);
export const lerp = (a: Vector, b: Vector, t: number): Vector => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});
