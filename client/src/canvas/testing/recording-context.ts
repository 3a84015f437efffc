/** A 2D context that paints nothing and remembers what it was told: tests count and read its calls. */
import type { Bitmap, Context2D } from '../painters/context.ts';

export interface Call {
  readonly method: string;
  readonly arguments: readonly unknown[];
  /** Of the fill or stroke style, the opacity and the transform when the call was made. */
  readonly fillStyle: unknown;
  readonly strokeStyle: unknown;
  readonly lineWidth: unknown;
  readonly alpha: unknown;
  readonly blend: unknown;
  readonly filter: unknown;
  /** Colour, blur and offset of the shadow. */
  readonly shadow: readonly unknown[];
  readonly transform: readonly number[];
}

export interface Recording {
  readonly context: Context2D;
  /** In order. */
  readonly calls: Call[];
  /** Calls of any of these methods. */
  of(...methods: readonly string[]): readonly Call[];
  clear(): void;
}

interface State {
  readonly properties: Record<string, unknown>;
  readonly transform: readonly number[];
}

const initialProperties = (): Record<string, unknown> => ({
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  globalAlpha: 1,
  globalCompositeOperation: 'source-over',
  filter: 'none',
  shadowColor: 'rgba(0, 0, 0, 0)',
  shadowBlur: 0,
  shadowOffsetX: 0,
  shadowOffsetY: 0,
  font: '10px sans-serif',
  letterSpacing: '0px',
  textRendering: 'auto',
});

/** Letters are half as wide as the font is high. */
const widthOf = (text: string, font: unknown): number =>
  text.length * 0.5 * Number(/([\d.]+)px/.exec(String(font))?.[1] ?? 10);

export function recordingContext(): Recording {
  const calls: Call[] = [];
  let state: State = { properties: initialProperties(), transform: [1, 0, 0, 1, 0, 0] };
  const saved: State[] = [];
  const effects: Record<string, (...values: never[]) => unknown> = {
    save: () => void saved.push({ properties: { ...state.properties }, transform: state.transform }),
    restore: () => void (state = saved.pop() ?? state),
    setTransform: (...transform) => void (state = { ...state, transform }),
    createLinearGradient: (...values) => gradient('linear', values),
    createRadialGradient: (...values) => gradient('radial', values),
    createPattern: (image: unknown, repetition: unknown) => pattern(image, repetition),
    createConicGradient: (...values) => gradient('conic', values),
  };
  const call = (method: string, values: readonly unknown[]): unknown => {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha: alpha, filter } = state.properties;
    const { globalCompositeOperation: blend, shadowColor, shadowBlur, shadowOffsetX, shadowOffsetY } = state.properties;
    const shadow = [shadowColor, shadowBlur, shadowOffsetX, shadowOffsetY];
    const style = { fillStyle, strokeStyle, lineWidth, alpha, blend, filter, shadow };
    calls.push({ method, arguments: values, ...style, transform: state.transform });
    if (method === 'measureText') return { width: widthOf(String(values[0]), state.properties['font']) };
    return effects[method]?.(...(values as never[]));
  };
  const context = new Proxy(
    {},
    {
      has: () => true,
      get: (_, name) =>
        String(name) in state.properties
          ? state.properties[String(name)]
          : (...values: unknown[]) => call(String(name), values),
      set: (_, name, value) => {
        state.properties[String(name)] = value;
        return true;
      },
    },
  ) as unknown as Context2D;
  return {
    context,
    calls,
    of: (...methods) => calls.filter(({ method }) => methods.includes(method)),
    clear: () => void calls.splice(0),
  };
}

function pattern(image: unknown, repetition: unknown): unknown {
  const made = {
    image,
    repetition,
    matrix: undefined as unknown,
    setTransform: (matrix: unknown) => void (made.matrix = matrix),
  };
  return made;
}

function gradient(kind: string, values: readonly number[]): unknown {
  const stops: unknown[] = [];
  return { kind, values, stops, addColorStop: (offset: number, color: string) => void stops.push([offset, color]) };
}

/** A bitmap of a recording; `resized` counts allocations. */
export function recordingBitmap(): Bitmap & { readonly recording: Recording; resized: number } {
  const recording = recordingContext();
  return {
    recording,
    context: recording.context,
    image: recording as unknown as CanvasImageSource,
    resized: 0,
    resize() {
      this.resized += 1;
    },
  };
}

/** Node has no Path2D: this one keeps what it was made of. */
export class FakePath2D {
  readonly parts: unknown[];

  constructor(data?: string) {
    this.parts = data === undefined ? [] : [data];
  }

  addPath(path: FakePath2D, transform?: unknown): void {
    this.parts.push({ path: path.parts, transform });
  }

  rect(...values: readonly number[]): void {
    this.parts.push(values);
  }
}
