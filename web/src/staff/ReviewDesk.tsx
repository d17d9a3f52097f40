import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useDraft } from '../lib/draft.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Field } from '../ui/Field.tsx';
import { Moment } from '../ui/Moment.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ProblemNotice } from '../ui/ProblemNotice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type ReviewState, type StaffReview, staffReviewQuery, staffReviewsQuery } from './queries.ts';
import { ReviewDetail } from './ReviewDetail.tsx';
import { onKey } from './keys.ts';
import { useStaffWords } from './words.ts';

const STATES: ReviewState[] = ['pending', 'approved', 'rejected', 'expired'];

/** The queue beside the one being looked at; a decision brings the next. */
export function ReviewDesk() {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const [state, setState] = useDraft<ReviewState>('desk-state', 'pending');
  const [campus, setCampus] = useDraft('desk-campus', '');
  const [chosen, setChosen] = useDraft<string | null>('desk-chosen', null);
  const [said, setSaid] = useState('');
  const campusFilter = /^\d{6}$/.test(campus) ? campus : '';
  const list = useInfiniteQuery(staffReviewsQuery(state, campusFilter));
  const rows = list.data?.pages.flatMap(({ reviews }) => reviews) ?? [];
  const counts = list.data?.pages[0]?.counts;
  const ids = rows.map(({ id }) => id);

  function choose(id: string | null) {
    setSaid('');
    setChosen(id);
  }

  useEffect(() =>
    onKey({
      j: () => choose(ids[ids.indexOf(chosen ?? '') + 1] ?? chosen),
      k: () => choose(ids[ids.indexOf(chosen ?? '') - 1] ?? chosen),
    }),
  );

  async function decided(review: StaffReview) {
    queryClient.setQueryData(staffReviewQuery(review.id).queryKey, review);
    const next = ids[ids.indexOf(review.id) + 1] ?? ids.find((id) => id !== review.id) ?? review.nextId;
    await queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
    if (state !== 'pending') return;
    setChosen(next);
    setSaid(next ? words.decidedNext : words.decidedLast);
  }

  return (
    <div className="page">
      <PageHead title={words.queue}>
        <p className="muted small">{words.keys}</p>
      </PageHead>
      <div aria-live="polite">{said && <Notice tone="good">{said}</Notice>}</div>
      <div className="desk">
        <Card title={words.queue}>
          <fieldset className="actions desk-states">
            <legend className="visually-hidden">{words.filter}</legend>
            {STATES.map((one) => (
              <Button
                key={one}
                look={one === state ? 'main' : 'plain'}
                aria-pressed={one === state}
                onClick={() => {
                  setState(one);
                  choose(null);
                }}
              >
                {words.states[one]} {counts ? counts[one] : ''}
              </Button>
            ))}
          </fieldset>
          <Field label={words.campusFilter}>
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                maxLength={6}
                value={campus}
                onChange={(event) => setCampus(event.target.value)}
              />
            )}
          </Field>
          <ProblemNotice error={list.error} />
          {list.isPending && <Skeleton />}
          {list.data && rows.length === 0 && <p className="empty">{words.empty}</p>}
          <ul className="desk-list">
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className="desk-row"
                  aria-current={row.id === chosen || undefined}
                  onClick={() => choose(row.id)}
                >
                  <strong>{row.name}</strong>
                  <span className="number">{row.idNumber}</span>
                  <span>({row.campus.code})</span>
                  <span className="muted small">
                    <Moment at={row.decidedAt ?? row.submittedAt} />
                    {row.decidedBy && ` · ${row.decidedBy}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          {list.hasNextPage && (
            <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </Card>
        {chosen ? (
          <ReviewDetail key={chosen} id={chosen} onDecided={decided} />
        ) : (
          <Card title={words.detail}>
            <p className="empty">{words.choose}</p>
          </Card>
        )}
      </div>
    </div>
  );
}
