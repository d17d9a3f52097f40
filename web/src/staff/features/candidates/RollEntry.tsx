import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { PHOTO_REASON_WORDS, PHOTO_STATE_WORDS } from '../../../../../domain/roll/photo-review.ts';
import { ROLL_COLUMNS, type RollColumn } from '../../../../../domain/roll/roll.ts';
import { may } from '../../../../../domain/staff/permissions.ts';
import { useWords } from '../../../i18n/index.ts';
import { answer, client } from '../../../lib/client.ts';
import { Problem } from '../../../lib/problem.ts';
import { Card } from '../../../ui/Card.tsx';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice } from '../../../ui/Notice.tsx';
import { ProblemNotice } from '../../../ui/ProblemNotice.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import { Status } from '../../../ui/Status.tsx';
import type { StaffMe } from '../../lib/queries.ts';
import { useRollCell } from '../../lib/use-roll-cell.ts';
import { useRollCellRules } from '../../lib/use-roll-cell-rules.ts';
import { StaffForm } from '../../ui/StaffForm.tsx';
import { useAskBeforeLeaving } from '../../ui/use-ask-before-leaving.tsx';
import { rollEntryQuery, timelineQuery } from './candidate-queries.ts';
import { SavedCorrection } from './SavedCorrection.tsx';
import { useCandidateWords } from './words.ts';

const api = client.api.staff.candidates[':id'];

type Cells = Partial<Record<RollColumn, string>>;
interface CellFlaw {
  column: string;
  message: { zh: string; en: string };
}

/** What two people correct once a registration is saved. */
const OF_TWO_PEOPLE: readonly RollColumn[] = ['name', 'idType', 'idNumber'];

/** Writes the name of a column as a label begins. */
const beginning = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** One roll entry: what it says, what was corrected by hand, and the form that corrects it. */
export function RollEntry({ id, me }: { id: string; me: StaffMe }) {
  const words = useCandidateWords();
  const { language } = useWords();
  const queryClient = useQueryClient();
  const person = useQuery(rollEntryQuery(id));
  const [asked, setAsked] = useState<{ cells: Cells; reason: string } | null>(null);
  const [said, setSaid] = useState<'saved' | 'nothing' | null>(null);
  const { setFilledIn, question } = useAskBeforeLeaving();
  const shownCell = useRollCell();
  const cellRules = useRollCellRules((person.data?.cells ?? {}) as Cells);
  const labelOf = (key: string) =>
    beginning(ROLL_COLUMNS.find((column) => column.key === key)?.[language] ?? key);
  const correcting = useMutation({
    mutationFn: (wanted: { cells: Cells; reason: string }) =>
      answer(
        api.corrections.$post({
          param: { id },
          json: { ...wanted, digest: person.data?.digest ?? '' } as never,
        }),
      ),
    onSuccess: (corrected) => {
      queryClient.setQueryData(rollEntryQuery(id).queryKey, corrected);
      void queryClient.invalidateQueries({ queryKey: timelineQuery(id).queryKey });
      setAsked(null);
      setFilledIn(false);
      setSaid('saved');
    },
  });
  const { data } = person;
  if (person.error) return <ProblemNotice error={person.error} />;
  if (!data) return <Skeleton />;
  const cells = data.cells as Cells;
  const flaws =
    correcting.error instanceof Problem ? ((correcting.error.extra['flaws'] as CellFlaw[]) ?? []) : [];
  const { photo } = data;

  function compare({ reason, ...typed }: Cells & { reason: string }) {
    setSaid(null);
    correcting.reset();
    const changed = Object.fromEntries(
      Object.entries(typed).filter(
        ([key, value]) =>
          value !== undefined && value !== (key === 'idNumber' ? '' : (cells[key as RollColumn] ?? '')),
      ),
    );
    if (Object.keys(changed).length === 0) setSaid('nothing');
    else setAsked({ cells: changed, reason });
  }

  return (
    <>
      <Card title={words.person}>
        {data.isBound && (
          <Notice tone="info">
            <p>{words.bound}</p>
          </Notice>
        )}
        <Facts
          items={[
            ...ROLL_COLUMNS.map(({ key }): [string, ReactNode] => [
              labelOf(key),
              data.corrected.includes(key) ? (
                <>
                  {shownCell(key, cells[key])} <Status tone="caution">{words.handMade}</Status>
                </>
              ) : (
                shownCell(key, cells[key])
              ),
            ]),
            [
              words.photo,
              photo
                ? [
                    PHOTO_STATE_WORDS[photo.state][language],
                    photo.reason && PHOTO_REASON_WORDS[photo.reason][language],
                  ]
                    .filter(Boolean)
                    .join(' · ')
                : words.noPhoto,
            ],
          ]}
        />
      </Card>
      {data.isBound && may(me.role, 'corrections.submit') && <SavedCorrection id={id} cells={cells} />}
      {may(me.role, 'rolls.correct') && (
        <Card title={words.correct} id="correct">
          <p className="muted">{words.rule}</p>
          <div aria-live="polite">
            {said && <Notice tone={said === 'saved' ? 'good' : 'caution'}>{words[said]}</Notice>}
          </div>
          <StaffForm<Cells & { reason: string }>
            key={data.digest}
            initialValues={{ ...cells, idNumber: '' }}
            submit={words.check}
            pending={false}
            error={null}
            onChange={() => setFilledIn(true)}
            onSubmit={compare}
          >
            <div className="setting-fields">
              {ROLL_COLUMNS.filter(({ key }) => !data.isBound || !OF_TWO_PEOPLE.includes(key)).map(
                ({ key }) => (
                  <Form.Item
                    key={key}
                    name={key}
                    label={key === 'idNumber' ? words.newIdNumber : labelOf(key)}
                    rules={[cellRules(key)]}
                  >
                    <Input autoComplete="off" spellCheck={false} />
                  </Form.Item>
                ),
              )}
              <Form.Item name="reason" label={words.reason}>
                <Input required autoComplete="off" />
              </Form.Item>
            </div>
          </StaffForm>
        </Card>
      )}
      <Card title={words.history}>
        {data.history.length === 0 && <p className="empty">{words.neverCorrected}</p>}
        <ul className="plain-list">
          {data.history.map(({ by, at, reason, before, after }) => (
            <li key={at}>
              <Moment at={at} /> {by.replace(/^staff\//, '')}：{reason}
              <ul className="plain-list breaks muted">
                {Object.entries(after as Cells).map(([key, value]) => (
                  <li key={key}>
                    {labelOf(key)}:{' '}
                    {shownCell(key as RollColumn, (before as Cells)[key as RollColumn]) || '—'} →{' '}
                    {shownCell(key as RollColumn, value) || '—'}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Card>
      {question}
      {asked && (
        <ConfirmDialog
          title={words.check}
          confirm={words.confirm}
          pending={correcting.isPending}
          problem={correcting.error}
          onConfirm={() => correcting.mutate(asked)}
          onClose={() => setAsked(null)}
        >
          <Facts
            items={[
              ...Object.entries(asked.cells).map(([key, value]): [string, string] => [
                labelOf(key),
                `${shownCell(key as RollColumn, cells[key as RollColumn]) || '—'} → ${shownCell(key as RollColumn, value) || '—'}`,
              ]),
              [words.reason, asked.reason],
            ]}
          />
          <ul className="flaws">
            {flaws.map(({ column, message }) => (
              <li key={column}>
                <strong>{labelOf(column)}</strong> {message[language]}
              </li>
            ))}
          </ul>
        </ConfirmDialog>
      )}
    </>
  );
}
