import { NumberField } from '../../ui/number-field.tsx';
import { useAmountEdit } from '../paint/use-amount-edit.ts';

interface AmountFieldProps {
  readonly label: string;
  readonly prefix: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly writer: { begin(): void; end(): void };
  readonly change: (value: number) => void;
}

/** A number inside a larger value. */
export function AmountField({ label, prefix, ...options }: AmountFieldProps) {
  const { value, min, max } = options;
  const edit = useAmountEdit(options);
  return <NumberField label={label} prefix={prefix} value={value} edit={edit} min={min} max={max} />;
}
