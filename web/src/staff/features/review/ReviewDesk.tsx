import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { DecideAll } from './DecideAll.tsx';
import { DeskFilters } from './DeskFilters.tsx';
import { DeskList } from './DeskList.tsx';
import { FileReview } from './FileReview.tsx';
import { FindReview } from './FindReview.tsx';
import { onKey } from '../../lib/keys.ts';
import {
  DESK_KEYS,
  deskQuery,
  type StaffReview,
  staffReviewQuery,
  staffReviewsQuery,
} from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { isNothing, ListPages, ListState } from '../../ui/ListPages.tsx';
import { ReviewDetail } from './ReviewDetail.tsx';
import { useStaffWords } from '../../lib/words.ts';

/** The queue beside the re-check being looked at; a decision brings the next. */
export function ReviewDesk() {
  const words = useStaffWords();
  const queryClient = useQueryClient();
  const { values, set } = useSearch([...DESK_KEYS, 'review']);
  const filter = deskQuery(values);
  const chosen = values.review ?? null;
  const setChosen = (id: string | null) => set({ review: id ?? undefined }, 'instead');
  const [dialog, setDialog] = useState<'find' | 'file' | 'all' | null>(null);
  const [said, setSaid] = useState('');
  /** The one decided last, to which one may go back to take it back. */
  const [undoable, setUndoable] = useState<string | null>(null);
  const listed = useRef<HTMLDivElement>(null);
  const list = useQuery(staffReviewsQuery(filter, values.after));
  const rows = list.data?.reviews ?? [];
  /** The one that is shown, also where nobody named one. */
  const examSession = list.data?.examSessionId;
  const ids = rows.map(({ id }) => id);
  const turnTo = (after: string | undefined) => set({ after, review: undefined });
  const isQueue = filter.state === 'pending';

  function choose(id: string | null) {
    setSaid('');
    setDialog(null);
    setChosen(id);
  }

  useEffect(() =>
    onKey({
      j: () => choose(ids[ids.indexOf(chosen ?? '') + 1] ?? chosen),
      k: () => choose(ids[ids.indexOf(chosen ?? '') - 1] ?? chosen),
      b: back,
      u: () => {
        if (undoable && undoable !== chosen) choose(undoable);
      },
    }),
  );

  /** Goes back to the row that was open, where the list is. */
  function back() {
    const row = ids.indexOf(chosen ?? '');
    setChosen(null);
    listed.current?.querySelectorAll<HTMLButtonElement>('.desk-row')[Math.max(row, 0)]?.focus();
  }

  /** Opens the next one, past the one that was decided just now; the page that is left empty gives way to the first one. */
  async function goOn(done: string) {
    const left = ids.filter((id) => id !== done);
    const after = ids[ids.indexOf(done) + 1];
    await queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
    if (!isQueue) return;
    let next = after ?? left[0];
    for (const page of [values.after, undefined]) {
      if (next !== undefined) break;
      const { reviews } = await queryClient.fetchQuery(staffReviewsQuery(filter, page));
      next = reviews.find(({ id }) => id !== done)?.id;
      if (next !== undefined && page !== values.after) set({ after: undefined }, 'instead');
    }
    setChosen(next ?? null);
    const row = rows.find(({ id }) => id === done);
    const whom = row ? `${row.name} ${row.idNumber}${words.colon}` : '';
    setSaid(`${whom}${next ? words.decidedNext : words.decidedLast}`);
  }

  async function decided(review: StaffReview) {
    queryClient.setQueryData(staffReviewQuery(review.id).queryKey, review);
    setUndoable(review.id);
    await goOn(review.id);
  }

  async function undone(review: StaffReview) {
    queryClient.setQueryData(staffReviewQuery(review.id).queryKey, review);
    setUndoable(null);
    setSaid(words.undone);
    await queryClient.invalidateQueries({ queryKey: ['staffReviews'] });
  }

  return (
    <div className="page">
      <PageHead title={words.queue}>
        <p className="muted small">{words.keys}</p>
        <div className="actions">
          <Button onClick={() => setDialog('find')}>{words.find}</Button>
          <Button onClick={() => setDialog('file')}>{words.file}</Button>
          {isQueue && <Button onClick={() => setDialog('all')}>{words.decideAll}</Button>}
        </div>
      </PageHead>
      <div aria-live="polite" className="desk-said">
        {said && (
          <Notice tone="good">
            {said}{' '}
            {undoable && undoable !== chosen && (
              <Button look="quiet" onClick={() => choose(undoable)}>
                {words.lookAtLast}
              </Button>
            )}
          </Notice>
        )}
      </div>
      <Card title={words.filter}>
        <DeskFilters
          filter={{ ...filter, examSession }}
          counts={list.data?.counts}
          onChange={(changed) => {
            setSaid('');
            set({ ...changed, review: undefined });
          }}
        />
        {!isNothing(list.data?.reviews, values.after) && (
          <ExportButton
            ask={(wish) => client.api.staff.reviews.exports.$post({ query: { ...filter, ...wish } })}
          />
        )}
      </Card>
      <div className="desk" ref={listed}>
        <Card title={words.queue}>
          <ListState
            query={list}
            after={values.after}
            onPage={turnTo}
            isEmpty={rows.length === 0}
            empty={words.empty}
          />
          <DeskList rows={rows} chosen={chosen} onChoose={choose} />
          {!list.error && (
            <ListPages after={values.after} nextCursor={list.data?.nextCursor} onPage={turnTo} />
          )}
        </Card>
        {chosen ? (
          <ReviewDetail key={chosen} id={chosen} onDecided={decided} onUndone={undone} onBack={back} />
        ) : (
          <Card title={words.detail}>
            <p className="empty">{words.choose}</p>
          </Card>
        )}
      </div>
      {dialog === 'all' && <DecideAll filter={{ ...filter, examSession }} onClose={() => setDialog(null)} />}
      {dialog === 'find' && (
        <FindReview examSession={examSession} onFound={choose} onClose={() => setDialog(null)} />
      )}
      {dialog === 'file' && (
        <FileReview
          examSession={examSession}
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
