import { useEffect, useMemo, useRef } from 'react';
import type { NumberEdit } from '../../ui/number-edit.ts';

interface AmountEditOptions {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly writer: { begin(): void; end(): void };
  readonly change: (value: number) => void;
}

/** A single number inside a larger value, for a number field. */
export function useAmountEdit(options: AmountEditOptions): NumberEdit {
  const latest = useRef(options);
  const from = useRef(0);
  useEffect(() => {
    latest.current = options;
  });
  return useMemo(() => {
    const put = (value: number): void => {
      const { min, max, change } = latest.current;
      change(Math.min(max, Math.max(min, value)));
    };
    return {
      set: put,
      begin: () => {
        from.current = latest.current.value;
        latest.current.writer.begin();
      },
      shift: (by) => put(from.current + by),
      end: () => latest.current.writer.end(),
      cancel: () => {
        put(from.current);
        latest.current.writer.end();
      },
    };
  }, []);
}
