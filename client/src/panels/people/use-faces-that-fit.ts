import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** A face; those after the first lie over the one before by a little. In CSS px. */
const FACE_PX = 24;
const STEP_PX = 21;
/** What opens the list of all: a count, or an arrow where all are shown. */
const MORE_PX = 30;
/** Where the bar is as wide as what is in it, so many are shown. */
const UNBOUNDED = 4;

/** Of so many, how many have room in a bar of this width beside my own face and what opens the list. */
export function facesThatFit(width: number, count: number): number {
  const room = Math.floor((width - FACE_PX - MORE_PX) / STEP_PX);
  return Math.max(0, Math.min(count, room));
}

/** The bar, and how many of the others' faces it has room for: it is measured anew whenever its width changes. */
export function useFacesThatFit(count: number): readonly [RefObject<HTMLUListElement | null>, number] {
  const bar = useRef<HTMLUListElement>(null);
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null || getComputedStyle(element).flexGrow === '0') return undefined;
    const measure = (): void => setWidth(element.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return [bar, width === undefined ? Math.min(count, UNBOUNDED) : facesThatFit(width, count)];
}
