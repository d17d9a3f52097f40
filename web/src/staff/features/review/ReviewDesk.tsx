import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useDraft } from '../../../lib/draft.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { DecideMany, type DecidedRow } from './DecideMany.tsx';
import { DeskFilters } from './DeskFilters.tsx';
import { DeskList } from './DeskList.tsx';
import { FileReview } from './FileReview.tsx';
import { FindReview } from './FindReview.tsx';
import { onKey } from '../../lib/keys.ts';
import { ManyDecided } from './ManyDecided.tsx';
import {
  type DeskFilter,
  type StaffReview,
  type StaffReviewRow,
  staffReviewQuery,
  staffReviewsQuery,
} from '../../lib/queries.ts';
import { ReviewDetail } from './ReviewDetail.tsx';
import { useStaffWords } from '../../lib/words.ts';

const WAITING: DeskFilter = { state: 'pending', campus: '', askedBy: '' };
/** The most that the server decides in one request. */
const MAX_TICKED = 50;

/** The queue beside the re-check being looked at; a decision brings the next. */
export function ReviewDesk() {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const [filter, setFilter] = useDraft('desk-filter', WAITING);
  const [chosen, setChosen] = useDraft<string | null>('desk-chosen', null);
  const [ticked, setTicked] = useState<StaffReviewRow[]>([]);
  const [dialog, setDialog] = useState<'find' | 'file' | null>(null);
  const [said, setSaid] = useState('');
  const [many, setMany] = useState<DecidedRow[]>([]);
  const list = useInfiniteQuery(staffReviewsQuery(filter));
  const rows = list.data?.pages.flatMap(({ reviews }) => reviews) ?? [];
  const ids = rows.map(({ id }) => id);
  const isQueue = filter.state === 'pending';

  function choose(id: string | null) {
    setSaid('');
    setMany([]);
    setDialog(null);
    setChosen(id);
  }

  function tick(review: StaffReviewRow) {
    const others = ticked.filter(({ id }) => id !== review.id);
    setTicked(others.length < ticked.length ? others : [...others, review].slice(0, MAX_TICKED));
  }

  useEffect(() =>
    onKey({
      j: () => choose(ids[ids.indexOf(chosen ?? '') + 1] ?? chosen),
      k: () => choose(ids[ids.indexOf(chosen ?? '') - 1] ?? chosen),
      x: () => {
        const row = rows.find(({ id }) => id === chosen);
        if (row && isQueue) tick(row);
      },
    }),
  );

  /** Opens the next one, past those that were decided just now. */
  async function goOn(done: string[], nextId: string | null) {
    const left = ids.filter((id) => !done.includes(id));
    const after = ids.slice(ids.indexOf(done.at(-1) ?? '') + 1).find((id) => left.includes(id));
    await queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
    if (!isQueue) return;
    const next = after ?? left[0] ?? nextId;
    setChosen(next);
    setSaid(next ? words.decidedNext : words.decidedLast);
  }

  async function decided(review: StaffReview) {
    queryClient.setQueryData(staffReviewQuery(review.id).queryKey, review);
    setMany([]);
    await goOn([review.id], review.nextId);
  }

  async function decidedMany(answered: DecidedRow[]) {
    setTicked([]);
    setMany(answered);
    for (const { review } of answered)
      queryClient.removeQueries({ queryKey: staffReviewQuery(review.id).queryKey });
    await goOn(
      answered.map(({ review }) => review.id),
      null,
    );
  }

  return (
    <div className="page">
      <PageHead title={words.queue}>
        <p className="muted small">{words.keys}</p>
        <div className="actions">
          <Button onClick={() => setDialog('find')}>{words.find}</Button>
          <Button onClick={() => setDialog('file')}>{words.file}</Button>
        </div>
      </PageHead>
      <div aria-live="polite">
        {said && <Notice tone="good">{said}</Notice>}
        <ManyDecided rows={many} />
      </div>
      <div className="desk">
        <Card title={words.queue}>
          <DeskFilters
            filter={filter}
            counts={list.data?.pages[0]?.counts}
            onChange={(changed) => {
              setFilter(changed);
              setTicked([]);
              choose(null);
            }}
          />
          {ticked.length > 0 && (
            <DecideMany ticked={ticked} onClear={() => setTicked([])} onDecided={decidedMany} />
          )}
          <ProblemNotice error={list.error} />
          {list.isPending && <Skeleton />}
          {list.data && rows.length === 0 && <p className="empty">{words.empty}</p>}
          <DeskList
            rows={rows}
            chosen={chosen}
            onChoose={choose}
            ticked={isQueue ? ticked.map(({ id }) => id) : null}
            onTick={tick}
          />
          {list.hasNextPage && (
            <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {words.more}
            </Button>
          )}
        </Card>
        {chosen ? (
          <ReviewDetail key={chosen} id={chosen} hasKeys={ticked.length === 0} onDecided={decided} />
        ) : (
          <Card title={words.detail}>
            <p className="empty">{words.choose}</p>
          </Card>
        )}
      </div>
      {dialog === 'find' && <FindReview onFound={choose} onClose={() => setDialog(null)} />}
      {dialog === 'file' && (
        <FileReview
          onClose={() => setDialog(null)}
          onFiled={(id) => {
            choose(id);
            setSaid(words.filed);
            void queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
          }}
        />
      )}
    </div>
  );
}
