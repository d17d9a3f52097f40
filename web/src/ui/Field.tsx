import { type ReactNode, useId } from 'react';
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
  children: (control: ControlProps) => ReactNode;
}

/** A labelled control with its hint and its problem. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const problemId = problem ? `${id}-problem` : undefined;
  return (
    <div className="field">
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
