import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { useSearch } from '../../lib/use-search.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { RollNameInput } from '../../ui/RollNameInput.tsx';
import { Answered } from './Answered.tsx';
import { LATE_KEYS, type PickablePerson, pickableQuery } from './late-lists-query.ts';
import { useLateWords } from './words.ts';

interface PickPeopleProps {
  id: string;
  /** The exam session of the list. */
  examSessionId: string;
  onAdded: () => void;
}

/** Adds people to a list who are picked from the roll of a school. */
export function PickPeople({ id, examSessionId, onAdded }: PickPeopleProps) {
  const words = useLateWords();
  const codes = useCodeRules();
  const { values, set } = useSearch(LATE_KEYS);
  const { school, college, class: className, roll: after } = values;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const people = useQuery({
    ...pickableQuery(id, {
      school: school ?? '',
      ...(college && { college }),
      ...(className && { class: className }),
      ...(after && { after }),
    }),
    enabled: school !== undefined,
  });
  const adding = useMutation({
    mutationFn: () =>
      answer(
        client.api.staff['late-lists'][':id'].people.$post({
          param: { id },
          json: { lines: [], candidates: [...picked] },
        }),
      ),
    onSuccess: () => {
      setPicked([]);
      onAdded();
    },
  });
  const pick = (candidateId: string, isPicked: boolean) =>
    setPicked((before) =>
      isPicked ? [...before, candidateId] : before.filter((one) => one !== candidateId),
    );
  const columns = useColumns(picked, pick);
  return (
    <Card title={words.pick}>
      <FilterBar
        values={{ school, college, class: className }}
        onApply={(changed) => set({ ...changed, roll: undefined, after: values.after })}
      >
        <Form.Item name="school" label={words.schoolCode} rules={codes('school')}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="college" label={words.college}>
          <RollNameInput of="college" place="school" session={examSessionId} />
        </Form.Item>
        <Form.Item name="class" label={words.class}>
          <RollNameInput of="class" place="school" session={examSessionId} />
        </Form.Item>
      </FilterBar>
      {school !== undefined && (
        <>
          <DataTable
            caption={words.pick}
            columns={columns}
            rows={people.data?.people}
            rowKey={({ candidateId }) => candidateId}
            query={people}
            after={after}
            nextCursor={people.data?.nextCursor}
            onPage={(roll) => set({ roll, after: values.after })}
          />
          <div className="actions">
            <Button
              look="main"
              disabled={picked.length === 0}
              pending={adding.isPending}
              onClick={() => adding.mutate()}
            >
              {words.addPicked(picked.length)}
            </Button>
          </div>
        </>
      )}
      <div aria-live="polite">
        {adding.data && <Answered rows={adding.data.rows} />}
        <ProblemNotice error={adding.error} />
      </div>
    </Card>
  );
}

function useColumns(
  picked: readonly string[],
  pick: (candidateId: string, isPicked: boolean) => void,
): Column<PickablePerson>[] {
  const words = useLateWords();
  return [
    {
      key: 'name',
      title: words.name,
      cell: ({ candidateId, name }) => (
        <Checkbox
          checked={picked.includes(candidateId)}
          onChange={({ target }) => pick(candidateId, target.checked)}
        >
          {name}
        </Checkbox>
      ),
    },
    {
      key: 'studentNumber',
      title: words.studentNumber,
      cell: ({ studentNumber }) => <span className="breaks">{studentNumber}</span>,
    },
    {
      key: 'class',
      title: words.class,
      cell: (person) => [person.college, person.className].filter(Boolean).join(' · '),
    },
    {
      key: 'stage',
      title: words.stage,
      short: true,
      cell: ({ stage }) => words.stages[stage ?? 'none'],
    },
  ];
}
