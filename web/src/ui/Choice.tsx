import type { ComponentProps } from 'react';

interface ChoiceProps extends ComponentProps<'input'> {
  type: 'checkbox' | 'radio';
  /** True when it has a frame of its own, as one of several. */
  framed?: boolean;
}

/** A checkbox or a radio button with its words, all of it one touch target. */
export function Choice({ framed = false, children, ...input }: ChoiceProps) {
  return (
    <label className={framed ? 'choice choice-card' : 'choice'}>
      <input {...input} />
      <span className="choice-text">{children}</span>
    </label>
  );
}
