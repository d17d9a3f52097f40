import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isOver } from '../../../../../domain/batches/batch.ts';
import { placeWord } from '../../../../../domain/batches/row-place.ts';
import type { RowOutcome } from '../../../../../domain/batches/row.ts';
import { LIST_ACTION_WORDS } from '../../../../../domain/roll/list-rows.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Table } from '../../../ui/Table.tsx';
import { useSearch } from '../../lib/use-search.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { BATCHES, type BatchShown, type MissingShown, type RowShown } from './batches-query.ts';
import { useBatchesWords } from './words.ts';

type Shown = RowOutcome | 'missing' | 'refused';
const SHOWN: readonly Shown[] = ['new', 'changed', 'unchanged', 'missing', 'conflict', 'bad', 'refused'];

interface FindingsProps {
  batch: BatchShown;
  found: NonNullable<BatchShown['found']>;
}

/** The counts of the check with a list behind each, and the bad rows by cause. */
export function Findings({ batch, found }: FindingsProps) {
  const words = useBatchesWords();
  const { language } = useWords();
  const { values, set } = useSearch(['show', 'after']);
  const isKept = batch.keptUntil !== null || !isOver(batch.state);
  // Until it runs, none but the bad rows is refused.
  const counts = { ...found, refused: batch.refused };
  const shown = SHOWN.filter((one) => one !== 'refused' || batch.refused > found.bad);
  const show = shown.find((one) => one === values.show);
  return (
    <>
      <Card title={words.found}>
        <Table
          caption={words.found}
          heads={[words.state, words.count, { wide: words.result }, words.show]}
          rows={shown.map((outcome) => ({
            key: outcome,
            chosen: outcome === show,
            cells: [
              words.outcomes[outcome],
              counts[outcome].toLocaleString(language),
              <span key="hint" className="muted">
                {words.outcomeHints[outcome]}
              </span>,
              counts[outcome] > 0 && (
                <Button
                  key="show"
                  aria-label={words.showOf(words.outcomes[outcome])}
                  aria-pressed={outcome === show}
                  onClick={() => set({ show: outcome })}
                >
                  {words.show}
                </Button>
              ),
            ],
          }))}
        />
        {batch.kind === 'lists' && (
          <p>
            {words.listCounts(
              (found.new + found.changed - found.removed).toLocaleString(language),
              found.removed.toLocaleString(language),
            )}
          </p>
        )}
      </Card>
      {batch.refused + found.kept > 0 && <Causes id={batch.id} refused={batch.refused} />}
      {batch.refused > 0 && isKept && (
        <Card title={words.badRows}>
          <p className="muted">{batch.isTakableInFull ? words.badRowsText : words.badRowsNotYours}</p>
          {batch.isTakableInFull && (
            <ExportButton
              ask={(query) =>
                client.api.staff.imports[':id']['bad-rows'].exports.$post({ param: { id: batch.id }, query })
              }
            />
          )}
        </Card>
      )}
      <Card title={words.report}>
        <p className="muted">{words.reportText}</p>
        <ExportButton
          ask={(query) =>
            client.api.staff.imports[':id'].rows.exports.$post({ param: { id: batch.id }, query })
          }
        />
      </Card>
      {show && (
        <Card title={words.details(words.outcomes[show])}>
          {show === 'missing' ? (
            <Missing id={batch.id} after={values.after} onPage={(after) => set({ after })} />
          ) : (
            <Rows batch={batch} outcome={show} after={values.after} onPage={(after) => set({ after })} />
          )}
        </Card>
      )}
    </>
  );
}

function Causes({ id, refused }: { id: string; refused: number }) {
  const words = useBatchesWords();
  const { pick, language } = useWords();
  const { data } = useQuery({
    queryKey: [...BATCHES, 'causes', id, refused],
    queryFn: () => answer(client.api.staff.imports[':id'].causes.$get({ param: { id } })),
  });
  if (!data || data.causes.length === 0) return null;
  return (
    <Card title={words.causes}>
      <Table
        caption={words.causes}
        heads={[{ wide: words.cause }, words.count, words.lines]}
        rows={data.causes.map(({ column, code, message, count, places }) => ({
          key: `${column?.en}/${code}`,
          cells: [
            <span key="cause">
              {column && <strong>{pick(column)} </strong>}
              {pick(message)}
            </span>,
            count.toLocaleString(language),
            places.map(placeWord).join(', '),
          ],
        }))}
      />
    </Card>
  );
}

interface PagedProps {
  after: string | undefined;
  onPage: (after: string | undefined) => void;
}

interface RowsProps extends PagedProps {
  batch: BatchShown;
  outcome: RowOutcome | 'refused';
}

function Rows({ batch: { id, kind }, outcome, after, onPage }: RowsProps) {
  const words = useBatchesWords();
  const rows = useQuery({
    queryKey: [...BATCHES, 'rows', id, outcome, after],
    queryFn: () =>
      answer(
        client.api.staff.imports[':id'].rows.$get({
          param: { id },
          query: {
            ...(outcome === 'refused' ? { result: outcome } : { outcome }),
            ...(after && { after }),
          } as never,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  const next = rows.data?.nextCursor;
  return (
    <DataTable
      caption={words.outcomes[outcome]}
      columns={useRowColumns(kind, outcome)}
      rows={rows.data?.rows}
      rowKey={placeWord}
      query={rows}
      after={after}
      nextCursor={next === undefined || next === null ? null : String(next)}
      onPage={onPage}
    />
  );
}

function useRowColumns(kind: BatchShown['kind'], outcome: RowOutcome | 'refused'): Column<RowShown>[] {
  const words = useBatchesWords();
  const { pick } = useWords();
  return [
    { key: 'line', title: words.line, cell: placeWord },
    { key: 'who', title: words.who, cell: ({ who }) => <span className="breaks">{who ?? '—'}</span> },
    ...(kind === 'lists'
      ? [
          {
            key: 'action',
            title: words.action,
            cell: ({ action }: RowShown) => action && pick(LIST_ACTION_WORDS[action]),
          },
        ]
      : []),
    ...(outcome === 'bad' || outcome === 'refused'
      ? [
          {
            key: 'flaws',
            title: words.flaws,
            cell: ({ flaws }: RowShown) => (
              <ul className="flaws">
                {flaws.map(({ column, message, masked }) => (
                  <li key={column.en}>
                    <span>
                      <strong>{pick(column)}</strong> {pick(message)}
                      <span className="cell-note">{masked}</span>
                    </span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    ...(outcome === 'changed' || outcome === 'conflict'
      ? [
          {
            key: 'changes',
            title: words.change,
            cell: ({ changes }: RowShown) => changes.map((column) => pick(column)).join('、'),
          },
        ]
      : []),
    ...(outcome === 'conflict'
      ? [
          {
            key: 'kept',
            title: words.kept,
            cell: ({ kept }: RowShown) => kept.map((column) => pick(column)).join('、'),
          },
        ]
      : []),
    {
      key: 'result',
      title: words.result,
      cell: ({ result, refusal }) => (
        <span>
          {words.results[result]}
          {refusal && <span className="cell-note">{words.refusals[refusal]}</span>}
        </span>
      ),
    },
  ];
}

function Missing({ id, after, onPage }: PagedProps & { id: string }) {
  const words = useBatchesWords();
  const missing = useQuery({
    queryKey: [...BATCHES, 'missing', id, after],
    queryFn: () =>
      answer(
        client.api.staff.imports[':id'].missing.$get({
          param: { id },
          query: { ...(after && { after }) } as never,
        }),
      ),
    placeholderData: keepPreviousData,
  });
  return (
    <DataTable
      caption={words.outcomes.missing}
      columns={useMissingColumns()}
      rows={missing.data?.missing}
      rowKey={(row) => row.who + row.schoolCode}
      query={missing}
      after={after}
      nextCursor={missing.data?.nextCursor}
      onPage={onPage}
    />
  );
}

function useMissingColumns(): Column<MissingShown>[] {
  const words = useBatchesWords();
  return [
    { key: 'who', title: words.who, cell: ({ who }) => <span className="breaks">{who}</span> },
    { key: 'school', title: words.school, cell: ({ schoolCode }) => schoolCode },
    {
      key: 'missingSince',
      title: words.markedSince,
      cell: ({ missingSince }) => missingSince && <Moment at={missingSince} />,
    },
  ];
}
