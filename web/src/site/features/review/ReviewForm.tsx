import { useRef, useState } from 'react';
import { cet4TicketProblem } from '../../../../../domain/roll/cet4-ticket.ts';
import { plainCode } from '../../../../../domain/text/code.ts';
import { useWords } from '../../../i18n/index.ts';
import type { ReviewPageView } from '../../../lib/api-types.ts';
import { answer, client } from '../../../lib/client.ts';
import { useTypedProblem } from '../../../lib/use-typed-problem.ts';
import { clearDraft, useDraft } from '../../../lib/draft.ts';
import { useExamSessionId } from '../../lib/use-exam-session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Choice.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Field } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import '../../ui/check-answers.css';
import { useReviewCommand } from './use-review-command.ts';

/** Asks for a re-check, or submits a rejected one again. */
export function ReviewForm({ page }: { page: ReviewPageView }) {
  const { t, coded } = useWords();
  const examSession = useExamSessionId();
  const draft = `review:${examSession}`;
  const [ticketNumber, setTicketNumber] = useDraft(draft, page.review?.ticketNumber ?? '');
  const [declared, setDeclared] = useState(false);
  const [reminded, setReminded] = useState(false);
  const [asking, setAsking] = useState(false);
  const tick = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const number = plainCode(ticketNumber);
  const typedProblem = useTypedProblem();
  const again = page.review !== null;

  const submit = useReviewCommand((ticket: string, key) => {
    const common = { query: { examSession }, header: { 'idempotency-key': key } };
    const body = { ticketNumber: ticket, declared: true as const };
    return answer(
      again
        ? client.api.review.$put({ ...common, json: body })
        : client.api.review.$post({ ...common, json: { ...body, candidateId: page.candidate.id } }),
    );
  });

  function confirm() {
    submit.mutate(ticketNumber, {
      onSuccess: () => clearDraft(draft),
      onSettled: () => setAsking(false),
    });
  }

  const tries = (
    <p className="muted" aria-live="polite">
      {page.triesLeft > 0 ? t('review.triesLeft', { count: page.triesLeft }) : t('review.noTriesLeft')}
    </p>
  );
  return (
    <form
      className="card form"
      onSubmit={(event) => {
        event.preventDefault();
        if (cet4TicketProblem(number)) field.current?.focus();
        else if (declared) setAsking(true);
        else {
          setReminded(true);
          tick.current?.focus();
        }
      }}
    >
      <Field
        label={t('review.ticket')}
        hint={t('review.ticketHint')}
        typed={typedProblem.ticket(ticketNumber)}
      >
        {(control) => (
          <input
            {...control}
            ref={field}
            name="ticketNumber"
            required
            inputMode="numeric"
            autoComplete="off"
            value={ticketNumber}
            onChange={(event) => setTicketNumber(event.target.value)}
          />
        )}
      </Field>
      <Choice
        ref={tick}
        type="checkbox"
        checked={declared}
        aria-invalid={reminded && !declared}
        aria-describedby="declare-reminder"
        onChange={(event) => setDeclared(event.target.checked)}
      >
        {t('review.declare')}
      </Choice>
      <div role="alert" id="declare-reminder">
        {reminded && !declared && (
          <p className="field-problem">
            <Icon name="warning" />
            {t('review.declareFirst')}
          </p>
        )}
      </div>
      {!asking && <ProblemNotice error={submit.error} />}
      {tries}
      <Button look="main" type="submit">
        {again ? t('review.askAgain') : t('review.ask')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('review.confirmTitle')}
          confirm={t('review.confirm')}
          pending={submit.isPending}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <div className="check-answers">
            <Facts
              items={[
                [t('passport.name'), page.candidate.name],
                [t('passport.idNumber'), page.candidate.idNumber],
                [t('roll.school'), coded(page.candidate.campus.school)],
                [t('roll.campus'), coded(page.candidate.campus)],
                [
                  t('review.ticket'),
                  <strong className="number" key="ticket">
                    {number}
                  </strong>,
                ],
              ]}
            />
          </div>
          <p>{t('review.declare')}</p>
          <p>{t('review.confirmText')}</p>
          {tries}
        </ConfirmDialog>
      )}
    </form>
  );
}
