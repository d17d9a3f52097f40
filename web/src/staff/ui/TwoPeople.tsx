import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { SubmissionState } from '../../../../domain/staff/two-people.ts';
import { useWords } from '../../i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTwoPeopleWords } from '../lib/two-people-words.ts';

export type Decision = { outcome: 'approve' } | { outcome: 'reject'; reason: string };

/** What one person of staff has submitted, and another decides. */
export interface Submitted {
  state: SubmissionState;
  submittedBy: string;
  submittedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  decisionRefusal: string | null;
}

interface TwoPeopleProps {
  title: string;
  submitted: Submitted;
  /** True where the role may decide such things at all. */
  mayDecide: boolean;
  decide: (decision: Decision) => Promise<unknown>;
  /** Takes it back; for its author. */
  withdraw: () => Promise<unknown>;
  onDecided: () => void;
  onClose: () => void;
  /** The difference: what is now, and what will be. */
  children: ReactNode;
}

/** Shows what was submitted, with what changes by it, and takes the decision of the second person. */
export function TwoPeople({
  title,
  submitted,
  mayDecide,
  decide,
  withdraw,
  onDecided,
  onClose,
  children,
}: TwoPeopleProps) {
  const words = useTwoPeopleWords();
  const { t } = useWords();
  const reasonId = useId();
  const [reason, setReason] = useState<string | null>(null);
  const decision = useMutation({ mutationFn: decide, onSuccess: onDecided });
  const withdrawal = useMutation({ mutationFn: withdraw, onSuccess: onDecided });
  const busy = decision.isPending || withdrawal.isPending;
  const refusal = submitted.decisionRefusal;
  const open = mayDecide && refusal === null;
  const rejecting = reason !== null;

  return (
    <Dialog
      title={title}
      onClose={onClose}
      busy={busy}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            {t('common.close')}
          </Button>
          {refusal === 'SUBMISSION_OWN' && (
            <Button look="danger" pending={withdrawal.isPending} onClick={() => withdrawal.mutate()}>
              {words.withdraw}
            </Button>
          )}
          {open && (
            <Button
              look="danger"
              disabled={decision.isPending || reason === ''}
              onClick={() => (rejecting ? decision.mutate({ outcome: 'reject', reason }) : setReason(''))}
            >
              {rejecting ? words.rejectConfirm : words.reject}
            </Button>
          )}
          {open && !rejecting && (
            <Button
              look="main"
              pending={decision.isPending}
              onClick={() => decision.mutate({ outcome: 'approve' })}
            >
              {words.approve}
            </Button>
          )}
        </>
      }
    >
      {children}
      <Facts
        items={[
          [words.state, words.states[submitted.state]],
          [words.submittedBy, submitted.submittedBy],
          [words.submittedAt, <Moment key="at" at={submitted.submittedAt} />],
          ...(submitted.decidedBy ? [[words.decidedBy, submitted.decidedBy] as [string, ReactNode]] : []),
          ...(submitted.reason ? [[words.reason, submitted.reason] as [string, ReactNode]] : []),
        ]}
      />
      {mayDecide && submitted.state === 'submitted' && refusal !== null && (
        <Notice tone="info">
          <p>
            {refusal === 'SUBMISSION_OWN'
              ? words.own
              : refusal === 'SUBMISSION_ONE_PERSON'
                ? words.onePerson
                : words.cannot}
          </p>
        </Notice>
      )}
      {rejecting && (
        <div>
          <label htmlFor={reasonId}>{words.reason}</label>
          <Input.TextArea
            id={reasonId}
            rows={3}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      <ProblemNotice error={decision.error ?? withdrawal.error} />
    </Dialog>
  );
}
