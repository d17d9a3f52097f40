import { type ReactNode, useId } from 'react';
import { useReason } from './use-reason.ts';

interface ActionProps {
  /** The code of the reason why it cannot be used now; null if it can. */
  refusal: string | null;
  children: (props: { disabled: boolean; 'aria-describedby'?: string }) => ReactNode;
}

/** A button that, when it cannot be used, says why right below. */
export function Action({ refusal, children }: ActionProps) {
  const id = useId();
  const reason = useReason();
  if (refusal === null) return <div className="action">{children({ disabled: false })}</div>;
  return (
    <div className="action">
      {children({ disabled: true, 'aria-describedby': id })}
      <p className="action-reason" id={id}>
        {reason(refusal)}
      </p>
    </div>
  );
}
