import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { isOver } from '../../../../../domain/batches/batch.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { hasCode } from '../../../lib/problem.ts';
import { useProblemSentence } from '../../../lib/use-problem-sentence.ts';
import { Card } from '../../../ui/Card.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { STAFF_PAGES } from '../../lib/pages.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { BatchProgress } from '../../ui/BatchProgress.tsx';
import { NothingHere } from '../../ui/NothingHere.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import { BATCHES, batchQuery, type BatchShown } from './batches-query.ts';
import { ColumnsForm } from './ColumnsForm.tsx';
import { Findings } from './Findings.tsx';
import { LeftOut } from './LeftOut.tsx';
import { PeopleOfBatch } from './PeopleOfBatch.tsx';
import { StartForm } from './StartForm.tsx';
import { useBatchesWords } from './words.ts';

/** One batch, from the file to its result. */
export function BatchPage() {
  const words = useBatchesWords();
  const frame = useConsoleWords();
  const sentenceOf = useProblemSentence();
  const { batch: id = '' } = useParams({ strict: false }) as { batch?: string };
  const batch = useQuery(batchQuery(id));
  if (hasCode(batch.error, 'NOT_FOUND') || hasCode(batch.error, 'INVALID_INPUT'))
    return (
      <NothingHere
        title={frame.notFound}
        back={{ path: STAFF_PAGES.batches.path, label: frame.backTo(frame.pages.batches) }}
      >
        {sentenceOf(batch.error)}
      </NothingHere>
    );
  const title = batch.data
    ? [words.kinds[batch.data.kind], batch.data.fileName].filter(Boolean).join(' · ')
    : '';
  return (
    <div className="page">
      <p>
        <StaffLink to={STAFF_PAGES.batches.path}>{words.back}</StaffLink>
      </p>
      {batch.data ? (
        <>
          <PageHead title={title} />
          <OneBatch batch={batch.data} />
        </>
      ) : (
        batch.isPending && <Skeleton />
      )}
      <ProblemNotice error={batch.error} />
    </div>
  );
}

function OneBatch({ batch }: { batch: BatchShown }) {
  const words = useBatchesWords();
  const { pick } = useWords();
  const twoPeople = useTwoPeopleWords();
  const queryClient = useQueryClient();
  const [cancelling, setCancelling] = useState(false);
  const { id, version, state, problem, orders } = batch;
  const isKept = !batch.filter && (batch.keptUntil !== null || !isOver(state));
  const tell = useMutation({
    mutationFn: (order: 'pause' | 'resume' | 'cancel') =>
      answer(client.api.staff.batches[':id'].orders.$post({ param: { id }, json: { order, version } })),
    onSettled: () => {
      setCancelling(false);
      return queryClient.invalidateQueries({ queryKey: BATCHES });
    },
  });
  return (
    <>
      <Card title={words.progress}>
        <BatchProgress
          batch={batch}
          pending={tell.isPending}
          mayOrder={orders.length > 0}
          onPause={() => tell.mutate('pause')}
          onResume={() => tell.mutate('resume')}
          onCancel={() => setCancelling(true)}
        />
        <ProblemNotice error={tell.error} />
        {problem && (
          <Notice tone="bad" live="alert" title={words.failed}>
            <p>{pick(problem.message)}</p>
          </Notice>
        )}
      </Card>
      {state === 'mapping' && orders.length > 0 && <ColumnsForm batch={batch} />}
      {batch.found && isKept && <LeftOut id={id} />}
      {state === 'checked' && orders.includes('start') && <StartForm batch={batch} />}
      {state === 'submitted' && (
        <Notice tone="info" title={twoPeople.waits}>
          <p>
            {twoPeople.waitsText} <StaffLink to={STAFF_PAGES.inbox.path}>{twoPeople.inbox}</StaffLink>
          </p>
        </Notice>
      )}
      {batch.filter ? (
        <PeopleOfBatch batch={batch} filter={batch.filter} />
      ) : (
        batch.found && <Findings batch={batch} found={batch.found} />
      )}
      <Card title={words.facts}>
        <BatchFacts batch={batch} />
      </Card>
      {cancelling && (
        <ConfirmDialog
          title={words.cancelTitle}
          confirm={words.cancelConfirm}
          danger
          pending={tell.isPending}
          onConfirm={() => tell.mutate('cancel')}
          onClose={() => setCancelling(false)}
        >
          <p>{words.cancelText}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function BatchFacts({ batch }: { batch: BatchShown }) {
  const words = useBatchesWords();
  const { state, scope, startedBy, examSessionId, createdAt, endedAt, keptUntil } = batch;
  return (
    <>
      <Facts
        items={[
          [words.startedBy, startedBy],
          [words.scope, scope === '*' ? words.country : scope],
          [words.examSession, examSessionId ?? ''],
          [batch.filter ? words.askedAt : words.createdAt, <Moment key="createdAt" at={createdAt} />],
          [words.ended, endedAt ? <Moment key="endedAt" at={endedAt} /> : ''],
          [words.keptUntil, keptUntil ? <Moment key="keptUntil" at={keptUntil} /> : ''],
        ]}
      />
      {keptUntil && (
        <p className="muted">
          {isOver(state) ? (batch.filter ? words.rowsKeptOver : words.keptOver) : words.keptOpen}
        </p>
      )}
    </>
  );
}
