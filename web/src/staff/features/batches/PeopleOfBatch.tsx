import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { ROW_RESULTS } from '../../../../../domain/batches/row.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { filterText, usePeopleFilterWords } from '../../lib/people-filter-words.ts';
import { useTwoPeopleWords } from '../../lib/two-people-words.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { MailText } from '../../ui/MailText.tsx';
import { Select } from '../../ui/Select.tsx';
import { BATCHES, type BatchShown, type RowShown } from './batches-query.ts';
import { useBatchesWords } from './words.ts';

const api = client.api.staff.imports[':id'].rows;

/** Whom an action on many is about, what is written to them or decided, and what became of each. */
export function PeopleOfBatch({
  batch: { id, kind, mail, decision, state },
  filter,
}: {
  batch: BatchShown;
  filter: Record<string, string>;
}) {
  const words = useBatchesWords();
  const filterWords = usePeopleFilterWords();
  const submission = useTwoPeopleWords();
  const { values, set } = useSearch(['result', 'after']);
  const { result, after } = values;
  const rows = useQuery({
    queryKey: [...BATCHES, 'rows', id, state, values],
    queryFn: () => answer(api.$get({ param: { id }, query: values as never })),
    placeholderData: keepPreviousData,
  });
  const next = rows.data?.nextCursor;
  return (
    <>
      {mail && (
        <Card title={words.mailText}>
          <MailText mail={mail} />
          <p className="muted">{filterText(kind, filter, filterWords)}</p>
        </Card>
      )}
      {decision && (
        <Card title={submission.decision}>
          <p>{submission.decisionOf(decision)}</p>
          <p className="muted">{filterText(kind, filter, filterWords)}</p>
        </Card>
      )}
      <Card title={words.resultsOf}>
        {mail && <p className="muted">{words.queued}</p>}
        <FilterBar values={{ result }} onApply={(changed) => set(changed)}>
          <Form.Item name="result" label={words.result}>
            <Select
              placeholder={words.any}
              options={ROW_RESULTS.map((value) => ({ value, label: words.results[value] }))}
            />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                api.exports.$post({ param: { id }, query: { ...(result && { result }), ...wish } as never })
              }
            />
          }
          caption={words.resultsOf}
          columns={useColumns()}
          rows={rows.data?.rows}
          rowKey={({ line }) => String(line)}
          query={rows}
          after={after}
          nextCursor={next === undefined || next === null ? null : String(next)}
          onPage={(to) => set({ after: to })}
        />
      </Card>
    </>
  );
}

function useColumns(): Column<RowShown>[] {
  const words = useBatchesWords();
  return [
    { key: 'who', title: words.who, cell: ({ who }) => <span className="breaks">{who ?? '—'}</span> },
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
