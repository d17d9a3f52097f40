import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { useState } from 'react';
import { answer, client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment, PeriodText } from '../../../ui/Moment.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { RemoveDialog } from '../../ui/RemoveDialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { MomentInput } from '../../ui/SettingInputs.tsx';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useAskBeforeLeaving } from '../../ui/use-ask-before-leaving.tsx';
import { AddPeople } from './AddPeople.tsx';
import {
  LATE_KEYS,
  LATE_LISTS,
  type LateList,
  lateListQuery,
  latePeopleQuery,
  type LatePerson,
} from './late-lists-query.ts';
import { PickPeople } from './PickPeople.tsx';
import { useLateWords } from './words.ts';

const api = client.api.staff['late-lists'][':id'];

/** One list: its window with whom a change touches, who is on it, and who else is to be. */
export function LateListCard({ id, onClose }: { id: string; onClose: () => void }) {
  const words = useLateWords();
  const queryClient = useQueryClient();
  const { data: list, error } = useQuery(lateListQuery(id));
  const renew = () => void queryClient.invalidateQueries({ queryKey: LATE_LISTS });
  const removed = () => {
    onClose();
    renew();
  };
  if (error) return <ProblemNotice error={error} />;
  if (!list) return <Skeleton />;
  return (
    <>
      <Card
        title={list.title}
        aside={
          <Button look="quiet" onClick={onClose}>
            {words.close}
          </Button>
        }
      >
        <Facts
          items={[
            [words.state, words.states[list.state]],
            [words.window, <PeriodText key="window" period={list} />],
            [words.payUntil, <Moment key="pay" at={list.payUntil} />],
            [words.people, String(list.people)],
            [words.unpaid, String(list.unpaid)],
          ]}
        />
        {list.endedAt === null && <Ends key={list.version} list={list} onDone={renew} />}
        {list.people === 0 && <Removal list={list} onDone={removed} />}
      </Card>
      {list.endedAt === null && (
        <>
          <AddPeople id={id} onAdded={renew} />
          <PickPeople id={id} examSessionId={list.examSessionId} onAdded={renew} />
        </>
      )}
      <People id={id} isLive={list.endedAt === null} onDone={renew} />
    </>
  );
}

/** Moves the ends of a list, or ends it, beside how many hold unpaid seats. */
function Ends({ list, onDone }: { list: LateList; onDone: () => void }) {
  const words = useLateWords();
  const [isEnding, setEnding] = useState(false);
  const { setFilledIn, question } = useAskBeforeLeaving(['list']);
  const { id, version, unpaid: seenUnpaid, firstUnpaid, closesAt, payUntil } = list;
  const seen = { version, seenUnpaid };
  const param = { id };
  const changing = useMutation({
    mutationFn: (ends: { closesAt: string; payUntil: string }) =>
      answer(api.$put({ param, json: { ...ends, ...seen } })),
    onSuccess: () => setFilledIn(false),
    onSettled: onDone,
  });
  const ending = useMutation({
    mutationFn: () => answer(api.end.$post({ param, json: seen })),
    onSuccess: () => setEnding(false),
    onSettled: onDone,
  });
  return (
    <>
      <p aria-live="polite">{words.impact(seenUnpaid, firstUnpaid)}</p>
      <StaffForm
        initialValues={{ closesAt, payUntil }}
        submit={words.change}
        pending={changing.isPending}
        error={changing.error}
        onChange={() => setFilledIn(true)}
        onSubmit={changing.mutate}
      >
        <div className="setting-fields">
          <Form.Item name="closesAt" label={words.closesAt}>
            <MomentInput required />
          </Form.Item>
          <Form.Item name="payUntil" label={words.payUntil}>
            <MomentInput required />
          </Form.Item>
        </div>
      </StaffForm>
      <div className="actions">
        <Button look="danger" onClick={() => setEnding(true)}>
          {words.end}
        </Button>
      </div>
      {question}
      {isEnding && (
        <ConfirmDialog
          title={words.end}
          confirm={words.confirmEnd}
          pending={ending.isPending}
          problem={ending.error}
          onConfirm={() => ending.mutate()}
          onClose={() => setEnding(false)}
        >
          <p>{words.endText}</p>
          <p>{words.impact(seenUnpaid, firstUnpaid)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

/** Deletes a list that was made by mistake. */
function Removal({ list: { id, title, version }, onDone }: { list: LateList; onDone: () => void }) {
  const words = useLateWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="actions">
      <Button look="quiet" onClick={() => setOpen(true)}>
        {words.remove}
      </Button>
      {isOpen && (
        <RemoveDialog
          title={words.removeOf(title)}
          confirm={words.remove}
          send={() => answer(api.$delete({ param: { id }, query: { version: String(version) } }))}
          onClose={() => setOpen(false)}
          onDone={onDone}
        >
          <p>{words.removeText}</p>
        </RemoveDialog>
      )}
    </div>
  );
}

function People({ id, isLive, onDone }: { id: string; isLive: boolean; onDone: () => void }) {
  const words = useLateWords();
  const { values, set } = useSearch(LATE_KEYS);
  const { person: after } = values;
  const filter = values.unpaid === 'true' ? { unpaid: 'true' as const } : {};
  const [leaving, setLeaving] = useState<LatePerson | null>(null);
  const people = useQuery(latePeopleQuery(id, { ...filter, ...(after && { after }) }));
  return (
    <section className="card" aria-label={words.onList}>
      <h2>{words.onList}</h2>
      <FilterBar
        values={{ unpaid: values.unpaid }}
        onApply={(changed) => set({ ...changed, person: undefined, after: values.after })}
      >
        <Form.Item name="unpaid" label={words.show}>
          <Select placeholder={words.all} options={[{ value: 'true', label: words.onlyUnpaid }]} />
        </Form.Item>
      </FilterBar>
      <DataTable
        exporting={
          <ExportButton
            ask={(wish) => api.people.exports.$post({ param: { id }, query: { ...filter, ...wish } })}
          />
        }
        caption={words.onList}
        columns={useColumns(isLive ? setLeaving : null)}
        rows={people.data?.people}
        rowKey={({ candidateId }) => candidateId}
        query={people}
        filter={filter}
        after={after}
        nextCursor={people.data?.nextCursor}
        onPage={(person) => set({ person, after: values.after })}
      />
      {leaving && <TakeOff id={id} person={leaving} onSettled={onDone} onClose={() => setLeaving(null)} />}
    </section>
  );
}

/** Asks before one person is taken off, with whether they hold an unpaid seat. */
function TakeOff({
  id,
  person: { candidateId, name, stage },
  onSettled,
  onClose,
}: {
  id: string;
  person: LatePerson;
  onSettled: () => void;
  onClose: () => void;
}) {
  const words = useLateWords();
  const isUnpaid = stage === 'unpaid' || stage === 'partlyPaid';
  const leaving = useMutation({
    mutationFn: () =>
      answer(
        api.people[':candidate'].end.$post({
          param: { id, candidate: candidateId },
          json: { seenUnpaid: isUnpaid ? 1 : 0 },
        }),
      ),
    onSuccess: onClose,
    onSettled,
  });
  return (
    <ConfirmDialog
      title={words.takeOffOf(name)}
      confirm={words.confirmTakeOff}
      pending={leaving.isPending}
      problem={leaving.error}
      onConfirm={() => leaving.mutate()}
      onClose={onClose}
    >
      <p>{words.takeOffText}</p>
      {isUnpaid && <p>{words.takeOffUnpaid}</p>}
    </ConfirmDialog>
  );
}

function useColumns(takeOff: ((person: LatePerson) => void) | null): Column<LatePerson>[] {
  const words = useLateWords();
  return [
    { key: 'school', title: words.school, short: true, cell: ({ school }) => school },
    { key: 'name', title: words.name, cell: ({ name }) => name },
    { key: 'stage', title: words.stage, short: true, cell: ({ stage }) => words.stages[stage ?? 'none'] },
    { key: 'addedBy', title: words.addedBy, cell: ({ addedBy }) => addedBy },
    ...(takeOff
      ? [
          {
            key: 'actions',
            title: words.actions,
            cell: (person: LatePerson) => (
              <Button aria-label={words.takeOffOf(person.name)} onClick={() => takeOff(person)}>
                {words.takeOff}
              </Button>
            ),
          },
        ]
      : []),
  ];
}
