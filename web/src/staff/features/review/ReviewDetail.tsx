import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { useOnce } from '../../../lib/use-once.ts';
import { isPassing } from '../../../lib/problem.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { RollFacts } from '../../../ui/RollFacts.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Status } from '../../../ui/Status.tsx';
import { Table } from '../../../ui/Table.tsx';
import { type Decision, DecisionForm } from './DecisionForm.tsx';
import { type StaffReview, staffMeQuery, staffReviewQuery } from '../../lib/queries.ts';
import { Proofs } from './Proofs.tsx';
import { TakeBack } from './TakeBack.tsx';
import { useStaffWords } from '../../lib/words.ts';

interface ReviewDetailProps {
  id: string;
  onDecided: (review: StaffReview) => void;
  onUndone: (review: StaffReview) => void;
  /** Leads back to where one was in the list. */
  onBack: () => void;
}

/** The request, score record and roll entry side by side, and the decision. */
export function ReviewDetail({ id, onDecided, onUndone, onBack }: ReviewDetailProps) {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const { data: review, error } = useQuery(staffReviewQuery(id));
  const account = useQuery(staffMeQuery).data?.account;
  const isOwn = account === review?.filedBy;
  const top = useRef<HTMLElement>(null);
  const shown = review?.id;
  useEffect(() => {
    if (shown) top.current?.focus({ preventScroll: false });
  }, [shown]);

  const decide = useOnce({
    mutationFn: (decision: Decision) =>
      answer(
        client.api.staff.reviews[':id'].decision.$post({
          param: { id },
          json: {
            ...decision,
            version: review?.version ?? 0,
            proofs: (review?.proofs ?? []).map((proof) => proof.id),
          },
        }),
      ),
    onSuccess: onDecided,
    // The refusal means that somebody else was faster, or that the candidate submitted anew: the present state is
    // shown.
    onError: (problem) => {
      if (!isPassing(problem)) readAgain();
    },
  });
  function readAgain() {
    void queryClient.invalidateQueries({ queryKey: staffReviewQuery(id).queryKey });
    void queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
  }

  if (!review) return error ? <ProblemNotice error={error} /> : <Skeleton />;
  return (
    <section className="stack-tight desk-detail" ref={top} tabIndex={-1} aria-label={words.detail}>
      <div className="actions desk-back">
        <Button look="quiet" onClick={onBack}>
          {words.backToList}
        </Button>
      </div>
      <Card title={words.compare} aside={<Status tone="info">{words.states[review.state]}</Status>}>
        <Facts
          items={[
            [words.kindFilter, words.kinds[review.kind]],
            [words.ticket, review.ticketNumber || words.forgotten],
            [words.score, review.score === null ? words.noScore : String(review.score)],
            [words.submittedAt, <Moment key="submitted" at={review.submittedAt} />],
            [words.endsAt, review.endsAt ? <Moment key="ends" at={review.endsAt} /> : ''],
            ...(review.filedBy ? ([[words.filedBy, review.filedBy]] as [string, string][]) : []),
            ...(review.proof ? ([[words.proof, review.proof]] as [string, string][]) : []),
          ]}
        />
        <Table
          caption={words.compare}
          heads={[words.field, words.request, words.record, words.roll, words.compared]}
          rows={review.comparison.map(({ field, request, score, roll, differs }) => ({
            key: field,
            cells: [
              { name: words.name, idNumber: words.idNumber, ticketNumber: words.ticket, score: words.score }[
                field
              ],
              ...[request, score].map((said, paper) => {
                const text = said || words.unknown;
                return differs && said !== null && said !== roll ? <mark key={paper}>{text}</mark> : text;
              }),
              roll ?? words.unknown,
              // What one paper alone says is compared with nothing.
              [request, score, roll].filter((said) => said !== null).length > 1 ? (
                <Status key="compared" tone={differs ? 'bad' : 'good'}>
                  {differs ? words.differs : words.same}
                </Status>
              ) : (
                ''
              ),
            ],
          }))}
        />
        <ProblemNotice error={decide.error} />
        {review.state === 'pending' && isOwn && (
          <Notice tone="info">
            <p>{words.filedByYou}</p>
          </Notice>
        )}
        {review.state === 'pending' && !isOwn && (
          <DecisionForm id={id} pending={decide.isPending} onDecide={(decision) => decide.mutate(decision)} />
        )}
        {review.resetRefusal === null && (
          <TakeBack key={review.version} review={review} onUndone={onUndone} onRefused={readAgain} />
        )}
        {review.reason && <Facts items={[[words.reason, review.reason]]} />}
      </Card>
      <Proofs review={review} account={account} />
      <Card title={words.rollTitle}>
        <RollFacts roll={review.roll} />
      </Card>
      <Card title={words.history}>
        <ol>
          {review.history.map(({ happenedAt, type, by, approvedBy, reason }) => (
            <li key={happenedAt}>
              <Moment at={happenedAt} /> · {words.events[type]} ·{' '}
              {by in words.actors ? words.actors[by as keyof typeof words.actors] : by}
              {approvedBy && ` · ${words.secondedBy(approvedBy)}`}
              {reason && `: ${reason}`}
            </li>
          ))}
        </ol>
      </Card>
    </section>
  );
}
