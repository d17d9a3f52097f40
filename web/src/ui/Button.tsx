import type { ComponentProps } from 'react';
import { Spinner } from './Spinner.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'main' | 'danger' | 'main-danger' | 'quiet';
  /** True while the action is under way: the button stays focusable, shows it, and ignores further presses. */
  pending?: boolean;
}

const CLASSES = {
  plain: 'button',
  main: 'button button-main',
  danger: 'button button-danger',
  'main-danger': 'button button-main button-danger',
  quiet: 'button button-quiet',
};

export function Button({ look = 'plain', pending = false, onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={CLASSES[look]}
      aria-disabled={pending || undefined}
      data-pending={pending || undefined}
      onClick={(event) => {
        // A double click on a form is one intent; the second click comes before the first shows as pending.
        const isRepeated = rest.type === 'submit' && event.detail > 1;
        if (pending || isRepeated) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {pending && <Spinner />}
      {children}
    </button>
  );
}
