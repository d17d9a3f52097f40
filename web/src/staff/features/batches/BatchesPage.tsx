import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { type FileKind, turnOf } from '../../../../../domain/batches/batch.ts';
import { kindsFor, OF_EXAM_SESSION } from '../../../../../domain/batches/rights.ts';
import { useWords } from '../../../i18n/index.ts';
import { client } from '../../../lib/client.ts';
import { Card } from '../../../ui/Card.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { examSessionsQuery } from '../../lib/exam-sessions-list.ts';
import { type StaffMe, staffMeQuery } from '../../lib/queries.ts';
import { sendFile } from '../../lib/send-file.ts';
import { useSearch } from '../../lib/use-search.ts';
import { BATCH_TONES, useBatchWords } from '../../ui/BatchProgress.tsx';
import { type Column, DataTable, timeSort } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FileUpload } from '../../ui/FileUpload.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { StaffLink } from '../../ui/StaffLink.tsx';
import {
  BATCH_KEYS,
  BATCHES,
  batchesQuery,
  batchPath,
  type BatchSearch,
  type BatchShown,
  kindsOf,
} from './batches-query.ts';
import { ImportColumns } from './ImportColumns.tsx';
import { useBatchesWords } from './words.ts';

/** All batches of one's scope, and where files are sent in. */
export function BatchesPage() {
  const { data: me } = useQuery(staffMeQuery);
  return me ? <Batches me={me} /> : null;
}

function Batches({ me }: { me: StaffMe }) {
  const words = useBatchesWords();
  const frame = useConsoleWords();
  const { values, set } = useSearch(BATCH_KEYS);
  const { kind, stage, startedBy } = values;
  const list = useQuery(batchesQuery(values));
  const filter = { kind, stage, startedBy } as BatchSearch;
  return (
    <div className="page">
      <PageHead title={frame.pages.batches}>
        <p>{words.intro}</p>
      </PageHead>
      {kindsOf(me).length > 0 && <Upload me={me} />}
      <section className="card" aria-label={frame.pages.batches}>
        <FilterBar values={filter} onApply={set}>
          <Form.Item name="kind" label={words.kind}>
            <Select
              placeholder={words.any}
              options={kindsFor(me.role).map((value) => ({ value, label: words.kinds[value] }))}
            />
          </Form.Item>
          <Form.Item name="stage" label={words.stage}>
            <Select
              placeholder={words.any}
              options={(['open', 'over'] as const).map((value) => ({ value, label: words.stages[value] }))}
            />
          </Form.Item>
          <Form.Item name="startedBy" label={words.startedBy}>
            <Input autoComplete="off" />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff.batches.exports.$post({
                  query: { ...filter, order: values.order, ...wish } as never,
                })
              }
            />
          }
          caption={frame.pages.batches}
          columns={useColumns()}
          rows={list.data?.batches}
          rowKey={({ id }) => id}
          query={list}
          filter={filter}
          firstStep={words.firstStep}
          sort={timeSort('createdAt', values.order ?? 'desc', set)}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
    </div>
  );
}

const TABLES = { kinds: ['.csv', '.xlsx', '.txt'], maxMegabytes: 100 };
const ZIPS = { kinds: ['.zip'], maxMegabytes: 1_024 };

function Upload({ me }: { me: StaffMe }) {
  const words = useBatchesWords();
  const { pick } = useWords();
  const queryClient = useQueryClient();
  const { history } = useRouter();
  const kinds = kindsOf(me);
  const [kind, setKind] = useState<FileKind>(kinds[0] ?? 'roll');
  const [scope, setScope] = useState('');
  const [chosen, setChosen] = useState('');
  const { data: sessions = [] } = useQuery(examSessionsQuery);
  // Nothing is sent in for one that is closed; a draft takes its rolls before it opens.
  const takingFiles = sessions.filter(({ state }) => state !== 'closed');
  const open = takingFiles.filter(({ state }) => state === 'open');
  const examSession = chosen || (open.length === 1 && open[0]?.id) || '';
  const isWide = me.scope === '*' || me.scope.length === 2;
  return (
    <Card title={words.upload}>
      <p className="muted">{words.uploadText}</p>
      <Form layout="vertical" component="div" className="filter-bar">
        <Form.Item label={words.kind} htmlFor="upload-kind">
          <Select
            id="upload-kind"
            value={kind}
            onChange={({ target }) => setKind((target.value || kinds[0]) as FileKind)}
            options={kinds.map((value) => ({ value, label: words.kinds[value] }))}
          />
        </Form.Item>
        {OF_EXAM_SESSION.includes(kind) && (
          <Form.Item label={words.examSession} htmlFor="upload-session" extra={words.examSessionHint}>
            <Select
              id="upload-session"
              value={examSession}
              onChange={({ target }) => setChosen(target.value)}
              options={takingFiles.map(({ id, name, state }) => ({
                value: id,
                label: state === 'open' ? pick(name) : words.draft(pick(name)),
              }))}
            />
          </Form.Item>
        )}
        {isWide && OF_EXAM_SESSION.includes(kind) && (
          <Form.Item label={words.scope} htmlFor="upload-scope" extra={words.scopeHint}>
            <Input
              id="upload-scope"
              inputMode="numeric"
              autoComplete="off"
              value={scope}
              onChange={({ target }) => setScope(target.value.trim())}
            />
          </Form.Item>
        )}
      </Form>
      <ImportColumns kind={kind} />
      <FileUpload
        choose={words.choose}
        key={kind}
        {...(kind === 'photos' ? ZIPS : TABLES)}
        send={async (file, told, signal) => {
          const query = new URLSearchParams({
            kind,
            name: file.name,
            ...(isWide && scope && { scope }),
            ...(OF_EXAM_SESSION.includes(kind) && examSession && { examSession }),
          });
          const batch = await sendFile<BatchShown>({
            path: `/api/staff/imports?${query}`,
            file,
            told,
            signal,
          });
          void queryClient.invalidateQueries({ queryKey: BATCHES });
          history.push(batchPath(batch.id));
        }}
      />
    </Card>
  );
}

function useColumns(): Column<BatchShown>[] {
  const words = useBatchesWords();
  const states = useBatchWords();
  const { language } = useWords();
  const format = (count: number) => count.toLocaleString(language);
  return [
    {
      key: 'file',
      title: words.file,
      cell: ({ id, fileName, kind }) => (
        <span className="breaks">
          <StaffLink to={batchPath(id)}>{fileName ?? words.kinds[kind]}</StaffLink>
          <span className="cell-note">{words.kinds[kind]}</span>
        </span>
      ),
    },
    {
      key: 'state',
      title: words.state,
      cell: ({ state }) => <Status tone={BATCH_TONES[state]}>{states.states[state]}</Status>,
    },
    {
      key: 'progress',
      title: words.progress,
      cell: ({ state, total, done, unchanged, refused }) =>
        total === 0 && turnOf(state) === 'worker'
          ? states.checked(format(done))
          : total > 0 && states.counts({ state, total, done, unchanged, refused }, format),
    },
    {
      key: 'startedBy',
      title: words.startedBy,
      cell: ({ startedBy, scope }) => (
        <span className="breaks">
          {startedBy}
          <span className="cell-note">{scope === '*' ? words.country : scope}</span>
        </span>
      ),
    },
    {
      key: 'createdAt',
      title: words.createdAt,
      sortable: true,
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
  ];
}
