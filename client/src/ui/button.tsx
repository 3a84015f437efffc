import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';

type Look = 'primary' | 'secondary' | 'ghost' | 'danger';

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: Look;
  readonly size?: 'normal' | 'large';
}

export function Button({ look = 'secondary', size = 'normal', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(styles.button, styles[look], styles[size], className)} {...rest} />;
}
