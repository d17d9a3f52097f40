import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { columnLetters } from '../../../../../domain/cells/columns.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { BATCHES, type BatchShown, columnsQuery, type ColumnsShown } from './batches-query.ts';
import { useBatchesWords } from './words.ts';

interface Values {
  positions: Record<string, string | undefined>;
}

/** Asks which column of the file stands for which of ours; what is likely is chosen, and marked. */
export function ColumnsForm({ batch }: { batch: BatchShown }) {
  const { id } = batch;
  const words = useBatchesWords();
  const columns = useQuery(columnsQuery(id));
  return (
    <Card title={words.columns}>
      <p className="muted">{words.columnsText}</p>
      {columns.data ? <Columns batch={batch} shown={columns.data} /> : columns.isPending && <Skeleton />}
      <ProblemNotice error={columns.error} />
    </Card>
  );
}

function Columns({ batch: { id, version }, shown }: { batch: BatchShown; shown: ColumnsShown }) {
  const words = useBatchesWords();
  const { pick } = useWords();
  const queryClient = useQueryClient();
  const confirm = useMutation({
    mutationFn: ({ positions }: Values) =>
      answer(
        client.api.staff.imports[':id'].columns.$put({
          param: { id },
          json: { version, positions: chosen(positions) },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: BATCHES }),
  });
  const initial = shown.columns.map(({ key, position, suggested }) => [key, text(position ?? suggested)]);
  const placed = (position: number) => words.placed(columnLetters(position), shown.headings[position] ?? '');
  const option = (heading: string, position: number) => {
    const disabled = shown.hidden.includes(position);
    const label = shown.headings.filter((one) => one === heading).length > 1 ? placed(position) : heading;
    return { value: String(position), label: disabled ? words.hiddenColumn(label) : label, disabled };
  };
  const options = shown.headings.flatMap((heading, position) =>
    heading === '' ? [] : [option(heading, position)],
  );
  return (
    <StaffForm<Values>
      submit={words.confirmColumns}
      pending={confirm.isPending}
      error={confirm.error}
      initialValues={{ positions: Object.fromEntries(initial) }}
      onSubmit={confirm.mutate}
    >
      <div className="filter-bar">
        {shown.columns.map(({ key, name, isRequired, position, suggested, repeatedAt }) => (
          <Form.Item
            key={key}
            name={['positions', key]}
            label={words.column(pick(name), isRequired)}
            extra={
              repeatedAt.length > 0
                ? words.repeated(repeatedAt.map(placed))
                : position === null && suggested !== null
                  ? words.suggested
                  : undefined
            }
          >
            <Select placeholder={words.notThere} options={options} />
          </Form.Item>
        ))}
      </div>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => <StillIgnored shown={shown} positions={getFieldValue('positions')} />}
      </Form.Item>
    </StaffForm>
  );
}

/** Says which headings of the file nothing stands for yet: what they hold is not imported. */
function StillIgnored({ shown, positions }: { shown: ColumnsShown; positions: Values['positions'] }) {
  const words = useBatchesWords();
  const used = new Set(Object.values(chosen(positions)));
  const ignored = shown.headings.filter((heading, position) => heading !== '' && !used.has(position));
  if (ignored.length === 0) return null;
  return (
    <Notice tone="caution" live="status" title={words.ignored}>
      <p>{words.listed(ignored)}</p>
    </Notice>
  );
}

function text(position: number | null): string | undefined {
  return position === null ? undefined : String(position);
}

function chosen(positions: Values['positions']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(positions).flatMap(([key, value]) => (value ? [[key, Number(value)]] : [])),
  );
}
