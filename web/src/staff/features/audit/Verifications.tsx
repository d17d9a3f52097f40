import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { verificationsSchema } from '../../../../../api/staff/audit-verification-routes.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Status, type Tone } from '../../../ui/Status.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useAuditWords } from './words.ts';

type Verification = z.infer<typeof verificationsSchema>['verifications'][number];

const VERIFICATIONS = ['staffAuditVerifications'];
const REFRESH_MS = 3_000;
const TONES: Record<Verification['state'], Tone> = {
  asked: 'caution',
  running: 'caution',
  done: 'neutral',
  failed: 'bad',
};

const api = client.api.staff.audit.verifications;

/** Has the logs compared with their seals, and shows what earlier comparisons have found. */
export function Verifications() {
  const words = useAuditWords();
  const queryClient = useQueryClient();
  const [after, setAfter] = useState<string>();
  const list = useQuery({
    queryKey: [...VERIFICATIONS, after],
    queryFn: () => answer(api.$get({ query: { ...(after && { after }) } })),
    refetchInterval: ({ state: { data } }) =>
      data?.verifications.some(({ finishedAt }) => finishedAt === null) ? REFRESH_MS : false,
  });
  const ask = useMutation({
    mutationFn: () => answer(api.$post()),
    onSuccess: () => {
      setAfter(undefined);
      return queryClient.invalidateQueries({ queryKey: VERIFICATIONS });
    },
  });
  return (
    <Card title={words.verification}>
      <p>{words.verificationIntro}</p>
      <div className="actions above-page">
        <Button pending={ask.isPending} onClick={() => ask.mutate()}>
          {words.verify}
        </Button>
      </div>
      <ProblemNotice error={ask.error} />
      <DataTable
        filter={{}}
        caption={words.verification}
        rows={list.data?.verifications}
        rowKey={({ id }) => String(id)}
        query={list}
        after={after}
        nextCursor={list.data?.nextCursor}
        onPage={setAfter}
        columns={useColumns()}
      />
    </Card>
  );
}

function useColumns(): Column<Verification>[] {
  const words = useAuditWords();
  return [
    { key: 'askedAt', title: words.askedAt, cell: ({ askedAt }) => <Moment at={askedAt} /> },
    { key: 'askedBy', title: words.askedBy, cell: ({ askedBy }) => askedBy },
    {
      key: 'state',
      title: words.verificationState,
      cell: ({ state, finishedAt }) => (
        <>
          <Status tone={TONES[state]}>{words.verificationStates[state]}</Status>
          {finishedAt && (
            <span className="cell-note">
              <Moment at={finishedAt} />
            </span>
          )}
        </>
      ),
    },
    { key: 'result', title: words.result, cell: ({ report }) => report && <Result report={report} /> },
  ];
}

/** What a verification has found, and up to which row of each log it looked. */
function Result({ report: { trails, lostHeads } }: { report: NonNullable<Verification['report']> }) {
  const words = useAuditWords();
  const { language } = useWords();
  const number = (count: number) => count.toLocaleString(language);
  const count = trails.reduce((sum, { findingCount }) => sum + findingCount, lostHeads.length);
  const told = [...trails.flatMap(({ findings }) => findings), ...lostHeads.map(words.lostHead)];
  return (
    <>
      {count === 0 ? (
        <Status tone="good">{words.intact}</Status>
      ) : (
        <details>
          <summary>
            <Status tone="bad">{words.altered(number(count))}</Status>
          </summary>
          <ul className="plain-list breaks">
            {told.map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </details>
      )}
      <ul className="plain-list breaks muted small">
        {trails
          .filter(({ rowCount }) => rowCount > 0)
          .map(({ trail, rowCount, lastRow }) => (
            <li key={trail}>{words.upTo(trail, number(rowCount), lastRow)}</li>
          ))}
      </ul>
    </>
  );
}
