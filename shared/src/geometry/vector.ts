/** A point or a distance in the plane, in px; y grows downwards. */
export interface Vector {
  readonly x: number;
  readonly y: number;
}

/** The origin. */
export const ZERO: Vector = { x: 0, y: 0 };
/** A point or distance by its parts, in px. */
export const vector = (x: number, y: number): Vector => ({ x, y });
/** The sum, part by part. */
export const add = (a: Vector, b: Vector): Vector => ({ x: a.x + b.x, y: a.y + b.y });
/** The way from `b` to `a`. */
export const subtract = (a: Vector, b: Vector): Vector => ({ x: a.x - b.x, y: a.y - b.y });
/** `factor` times as long. */
export const scale = (a: Vector, factor: number): Vector => ({ x: a.x * factor, y: a.y * factor });
/** From `a` to `b`, in px. */
export const distance = (a: Vector, b: Vector): number => Math.hypot(a.x - b.x, a.y - b.y);
/** The point at a share `t` of the way from `a` to `b`: `a` at 0, `b` at 1. */
export const lerp = (a: Vector, b: Vector, t: number): Vector => ({
  x: a.x + (b.x - a.x) * t,
  y: a.y + (b.y - a.y) * t,
});
