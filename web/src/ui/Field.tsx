import { type FocusEvent, type ReactNode, useId, useState } from 'react';
import type { TypedProblem } from '../lib/use-typed-problem.ts';
import { Icon } from './Icon.tsx';

interface ControlProps {
  id: string;
  className: 'input';
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FieldProps {
  label: string;
  hint?: ReactNode;
  /** The problem with the input, shown below the control and tied to it. */
  problem?: string | undefined;
  /** What is wrong with what is being typed: goes before the problem, and stays unsaid until the field is left if more may put it right. */
  typed?: TypedProblem | undefined;
  children: (control: ControlProps) => ReactNode;
}

/** A labelled control with its hint and its problem. */
export function Field({ label, hint, typed, children, ...props }: FieldProps) {
  const id = useId();
  const [wasLeft, setWasLeft] = useState(false);
  const problem = typed && (typed.isAtOnce || wasLeft) ? typed.text : props.problem;
  const hintId = hint ? `${id}-hint` : undefined;
  const problemId = problem ? `${id}-problem` : undefined;
  return (
    <div
      className="field"
      role="presentation"
      onBlur={(event) => afterLeaving(event, () => setWasLeft(true))}
      onKeyDown={({ key }) => key === 'Enter' && setWasLeft(true)}
    >
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        className: 'input',
        'aria-invalid': Boolean(problem),
        'aria-describedby': [hintId, problemId].filter(Boolean).join(' ') || undefined,
      })}
      {hint && (
        <div className="field-hint" id={hintId}>
          {hint}
        </div>
      )}
      {problem && (
        <p className="field-problem" id={problemId}>
          <Icon name="warning" />
          {problem}
        </p>
      )}
    </div>
  );
}

/**
 * Waits for a control to be left with something in it. What is said then moves the page on: a button that is being pressed gets its click
 * before.
 */
function afterLeaving({ target, relatedTarget }: FocusEvent<HTMLElement>, tell: () => void): void {
  if (!('value' in target) || target.value === '') return;
  if (relatedTarget?.closest('button, a')) document.addEventListener('click', tell, { once: true });
  else tell();
}
