import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useWords } from '../../../i18n/index.ts';
import { client } from '../../../lib/client.ts';
import { Button } from '../../../ui/Button.tsx';
import { Moment } from '../../../ui/Moment.tsx';
import { Notice as Told } from '../../../ui/Notice.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Status } from '../../../ui/Status.tsx';
import { useConsoleWords } from '../../lib/console-words.ts';
import { useCodeRules } from '../../lib/use-code-rules.ts';
import { staffMeQuery } from '../../lib/queries.ts';
import { useSearch } from '../../lib/use-search.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Select } from '../../ui/Select.tsx';
import { NoticeDialog } from './NoticeDialog.tsx';
import { NOTICE_KEYS, type Notice, NOTICES, type NoticeSearch, noticesToSetQuery } from './notices-query.ts';
import { WithdrawDialog } from './WithdrawDialog.tsx';
import { useNoticesWords } from './words.ts';

type Doing = { what: 'create' } | { what: 'change' | 'withdraw'; notice: Notice };

const STATES = ['published', 'scheduled', 'ended'] as const;
const TONES = { published: 'good', scheduled: 'caution', ended: 'neutral' } as const;

/** The notices of one's scope: what candidates are told, and for how long. */
export function NoticesPage() {
  const words = useNoticesWords();
  const codes = useCodeRules();
  const frame = useConsoleWords();
  const queryClient = useQueryClient();
  const { data: me } = useQuery(staffMeQuery);
  const { values, set } = useSearch(NOTICE_KEYS);
  const list = useQuery(noticesToSetQuery(values));
  const [doing, setDoing] = useState<Doing | null>(null);
  const [saved, setSaved] = useState(false);
  const begin = (next: Doing) => {
    setSaved(false);
    setDoing(next);
  };
  const close = () => setDoing(null);
  const done = () => {
    setSaved(true);
    close();
    void queryClient.invalidateQueries({ queryKey: NOTICES });
  };

  const { state, place } = values;
  return (
    <div className="page">
      <PageHead title={frame.pages.notices}>
        <p>{words.intro}</p>
        <div className="actions">
          <Button look="main" onClick={() => begin({ what: 'create' })}>
            {words.create}
          </Button>
        </div>
      </PageHead>
      <div aria-live="polite">{saved && <Told tone="good">{words.done}</Told>}</div>
      <section className="card" aria-label={frame.pages.notices}>
        <FilterBar values={{ state, place } as NoticeSearch} onApply={set}>
          <Form.Item name="state" label={words.state}>
            <Select
              placeholder={words.any}
              options={STATES.map((value) => ({ value, label: words.states[value] }))}
            />
          </Form.Item>
          <Form.Item name="place" label={words.place} rules={codes('beginning')} extra={words.placeHint}>
            <Input />
          </Form.Item>
        </FilterBar>
        <DataTable
          exporting={
            <ExportButton
              ask={(wish) =>
                client.api.staff.notices.exports.$post({
                  query: { ...values, after: undefined, ...wish } as never,
                })
              }
            />
          }
          filter={{ state, place }}
          caption={frame.pages.notices}
          columns={useColumns(begin)}
          rows={list.data?.notices}
          rowKey={({ id }) => String(id)}
          query={list}
          sort={{
            by: values.sort ?? 'id',
            descending: (values.order ?? 'desc') === 'desc',
            onChange: (sort, descending) => set({ sort, order: descending ? 'desc' : 'asc' }),
          }}
          after={values.after}
          nextCursor={list.data?.nextCursor}
          onPage={(after) => set({ after })}
        />
      </section>
      {me && doing?.what === 'create' && <NoticeDialog scope={me.scope} onClose={close} onSaved={done} />}
      {me && doing?.what === 'change' && (
        <NoticeDialog notice={doing.notice} scope={me.scope} onClose={close} onSaved={done} />
      )}
      {doing?.what === 'withdraw' && <WithdrawDialog notice={doing.notice} onClose={close} onDone={done} />}
    </div>
  );
}

function useColumns(begin: (doing: Doing) => void): Column<Notice>[] {
  const words = useNoticesWords();
  const { language } = useWords();
  const other = language === 'zh' ? 'en' : 'zh';
  return [
    { key: 'id', title: words.number, sortable: true, cell: ({ id }) => id },
    {
      key: 'title',
      title: words.title,
      cell: ({ title }) => (
        <>
          <strong className="breaks">{title[language]}</strong>
          <span className="cell-note" lang={other}>
            {title[other]}
          </span>
        </>
      ),
    },
    {
      key: 'scope',
      title: words.for,
      sortable: true,
      cell: ({ scope }) => (scope === '*' ? words.everybody : scope),
    },
    {
      key: 'publishedAt',
      title: words.shown,
      sortable: true,
      cell: ({ publishedAt, shownUntil }) => (
        <>
          {words.from} <Moment at={publishedAt} />
          {shownUntil && (
            <span className="cell-note">
              {words.until} <Moment at={shownUntil} />
            </span>
          )}
        </>
      ),
    },
    {
      key: 'state',
      title: words.state,
      cell: ({ state }) => <Status tone={TONES[state]}>{words.states[state]}</Status>,
    },
    {
      key: 'actions',
      title: words.actions,
      cell: (notice) => (
        <div className="row-actions">
          {(['change', 'withdraw'] as const).map((what) => (
            <Button
              key={what}
              aria-label={words.of(words[what], notice.title[language])}
              onClick={() => begin({ what, notice })}
            >
              {words[what]}
            </Button>
          ))}
        </div>
      ),
    },
  ];
}
